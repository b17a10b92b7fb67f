"""What is new in a search, to subscribe to."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, request

from searchapp.exporting.feed import Feed, feed
from searchapp.exporting.feed_formats import atom, json_feed
from searchapp.indexing.live import LiveIndex
from searchapp.query.request import to_url
from searchapp.settings import Settings
from searchapp.web.links import site_url
from searchapp.web.parameters import read_whole_search
from searchapp.web.revalidation import revalidated

_WRITE: dict[str, tuple[Callable[[Feed, str, str], bytes], str]] = {
    "/feed.atom": (atom, "application/atom+xml"),
    "/feed.json": (json_feed, "application/feed+json"),
}


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes of feeds, one for each format."""
    feeds = Blueprint("feeds", __name__)

    def answer(path: str) -> Response:
        asked = read_whole_search(request.query_string, settings, but=("sort",))
        live, site = index.current(), site_url()
        write, mimetype = _WRITE[path]

        def made() -> Response:
            new = feed(live, asked, settings, site)
            content = write(new, site + to_url(path, asked), f"{site}/static/icon.svg")
            return Response(content, content_type=f"{mimetype}; charset=utf-8")

        return revalidated(live, made)

    for path in _WRITE:
        feeds.add_url_rule(path, path.partition(".")[2], partial(answer, path))
    return feeds
