"""A process that checks the source folder: `python -m searchapp.indexing.check_worker`.

It takes `Settings`, pickled, from standard input and writes the findings as JSON to standard
output. A process of its own can neither slow a server down nor take it along when a file proves
too much for it.
"""

import json
import os
import pickle
import sys

from searchapp.indexing.check import check


def main() -> None:
    """Check once, giving way to whoever else wants the processor."""
    if hasattr(os, "nice"):
        os.nice(10)
    settings = pickle.load(sys.stdin.buffer)  # noqa: S301 -- from the process that started us
    content = json.dumps(check(settings).to_json(), ensure_ascii=False)
    sys.stdout.buffer.write(content.encode("utf-8", "backslashreplace"))


if __name__ == "__main__":
    main()
