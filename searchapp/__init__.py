"""Full-text search over Chinese government speeches on education.

As a library: `reindex(settings)` brings an index up to date, `LiveIndex(settings.index).current()`
opens it, and `searchapp.search.search(index, SearchRequest(...), settings)` asks it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

    from searchapp.indexing.live import LiveIndex
    from searchapp.indexing.reindex import reindex
    from searchapp.query.request import SearchRequest
    from searchapp.settings import Settings

__all__ = ["LiveIndex", "SearchRequest", "Settings", "create_app", "reindex"]
# Where each name comes from; imported when it is asked for, as nobody needs all of them.
_HOMES = {
    "LiveIndex": "searchapp.indexing.live",
    "SearchRequest": "searchapp.query.request",
    "Settings": "searchapp.settings",
    "reindex": "searchapp.indexing.reindex",
}


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The website as a WSGI application; without settings those of the environment hold.

    Flask is imported here and not before: who uses the package as a library need not wait for it.
    """
    from searchapp.web.app import create_app as create

    return create(settings)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'searchapp' has no attribute {name!r}")
