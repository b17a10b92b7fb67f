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
from searchapp.web.operations import WHOLE, Operation, described
from searchapp.web.parameters import read_whole_search
from searchapp.web.revalidation import revalidated
from searchapp.web.schemas import reference

_WRITE: dict[str, tuple[Callable[[Feed, str, str], bytes], str]] = {
    "/feed.atom": (atom, "application/atom+xml"),
    "/feed.json": (json_feed, "application/feed+json"),
}
_LABELS = {"/feed.atom": "Atom", "/feed.json": "JSON Feed"}
_USELESS = ("sort", "collapse")  # the newest come first, and every one of them


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes of feeds, one for each format."""
    feeds = Blueprint("feeds", __name__)

    def answer(path: str) -> Response:
        asked = read_whole_search(request.query_string, settings, but=_USELESS)
        live, site = index.current(), site_url()
        write, mimetype = _WRITE[path]

        def made() -> Response:
            new = feed(live, asked, settings, site)
            content = write(new, site + to_url(path, asked), f"{site}/static/icon.svg")
            return Response(content, content_type=f"{mimetype}; charset=utf-8")

        return revalidated(live, settings, made)

    for path in _WRITE:
        view = described(_operation(path))(partial(answer, path))
        feeds.add_url_rule(path, path.partition(".")[2], view)
    return feeds


def _operation(path: str) -> Operation:
    media_type = _WRITE[path][1]
    return Operation(
        f"订阅一次检索（{_LABELS[path]}）",
        {media_type: reference("JsonFeed") if path == "/feed.json" else {"type": "string"}},
        tuple(name for name in WHOLE if name not in _USELESS),
        "最近收入的有命中的文档，日期是文字第一次进入索引的时间。",
        revalidated=True,
    )
