"""The embedded engine: Whoosh's index with postings in arrays, asked without a step per posting.

    store -> codec -> batch -> describe, invert -> container      documents into an index segment
             codec -> policy, merge -> container                  index segments into one
    store -> snapshot -> matcher -> postings -> segment           which rows match
             snapshot -> answer -> collector -> filters           what is counted, and the hits
             snapshot -> answer -> ranking; related               which are best

`layout` says what lies on disk, `scoring` the formula of the ranking and its weights.
"""

from searchapp.engine.whoosh.layout import FORMAT_VERSION
from searchapp.engine.whoosh.store import create, open_snapshot, open_writer, revision

__all__ = ["FORMAT_VERSION", "create", "open_snapshot", "open_writer", "revision"]
