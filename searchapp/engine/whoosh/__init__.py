"""The embedded engine: Whoosh's index with postings in arrays, asked without a step per posting.

    store -> codec -> batch -> describe, invert -> container      documents into an index segment
             codec -> policy; merge -> united -> container        index segments into one
    store -> snapshot -> matcher -> postings -> terms             which rows match
             matcher -> positional -> places; unscored            likewise, of wildcards; of fields
             snapshot -> collector -> counting -> filters         what is counted, and which pass
             snapshot -> tables; occurrences                      what is counted, and how often
             snapshot -> order -> ranking; related -> best        which come first
             snapshot -> collapse, by_document                    which stand for others
             collapse -> statements -> sketch                     which say the same
             snapshot -> explaining                               why one is a hit or not
    terms, sets, postings, counting, best -> kernels              loops as machine code

`layout` says what lies on disk, `scoring` the formula of the ranking and its weights.
"""

from searchapp.engine.whoosh.layout import FORMAT_VERSION
from searchapp.engine.whoosh.store import create, files, open_snapshot, open_writer, revision

__all__ = ["FORMAT_VERSION", "create", "files", "open_snapshot", "open_writer", "revision"]
