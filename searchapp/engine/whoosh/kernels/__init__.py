"""Loops over postings as machine code, made by numba from the Python that stands there.

An operation of numpy is one pass over its arrays, and a query took sixty of them: most of its time
went to starting them, and to handing arrays from one to the next. A loop that does in one pass what
takes ten of them costs a fraction, and reads like the rule it follows.

Functions here take arrays and fill others; what one is for is told where it is called. They are
compiled at the first search, so that what does not search never loads the compiler. The machine
code is kept beside the source file, or in the user's cache folder, or where `NUMBA_CACHE_DIR` says;
where nothing can be written it is made again in every process, which takes some seconds.
"""
