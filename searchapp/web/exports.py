"""All hits of a search as a file to take away."""

from functools import partial
from urllib.parse import quote

from flask import Blueprint, Response, request

from searchapp.exporting import FORMATS
from searchapp.exporting.export import Export, export
from searchapp.indexing.live import LiveIndex
from searchapp.settings import Settings
from searchapp.web.links import site_url
from searchapp.web.parameters import read_whole_search
from searchapp.web.revalidation import revalidated

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes of exports, one for each format."""
    exports = Blueprint("exports", __name__)

    def answer(suffix: str) -> Response:
        asked = read_whole_search(request.query_string, settings)
        live = index.current()
        return revalidated(
            live, lambda: _attachment(export(live, asked, suffix, settings, site_url()), suffix)
        )

    for suffix in FORMATS:
        exports.add_url_rule(f"/export.{suffix}", suffix, partial(answer, suffix))
    return exports


def _attachment(made: Export, suffix: str) -> Response:
    """The file under its name (RFC 6266), and one in ASCII for programs that know no other."""
    response = Response(made.content, content_type=_TYPES[suffix])
    name = quote(made.file_name, safe="")
    response.headers.set(
        "Content-Disposition",
        "attachment",
        **{"filename": f"hits.{suffix}", "filename*": f"UTF-8''{name}"},
    )
    return response
