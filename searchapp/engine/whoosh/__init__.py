"""The embedded engine: an index in a folder, under Whoosh's locks, transactions and generations."""

from searchapp.engine.whoosh.store import (
    FORMAT_VERSION,
    create,
    open_snapshot,
    open_writer,
    revision,
)

__all__ = ["FORMAT_VERSION", "create", "open_snapshot", "open_writer", "revision"]
