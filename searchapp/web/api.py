"""The endpoints for programs: the same searches and documents as the pages, as JSON."""

from flask import Blueprint, Response, request

from searchapp.cursors import at_cursor
from searchapp.explaining import explain
from searchapp.indexing.live import LiveIndex
from searchapp.results import SearchResult
from searchapp.search import document, search
from searchapp.settings import Settings
from searchapp.suggesting.while_typing import suggest
from searchapp.web.parameters import (
    read_cursor,
    read_parameters,
    read_question,
    read_request,
    refuse,
)
from searchapp.web.responses import json_response
from searchapp.web.revalidation import revalidated


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes below /api."""
    api = Blueprint("api", __name__, url_prefix="/api")

    @api.get("/search")
    def search_json() -> Response:
        asked, mark = read_cursor(request.query_string, settings)
        live = index.current()
        if mark:
            asked = at_cursor(asked, mark, live.generation, live.snapshot.revision)
        return revalidated(live, lambda: _page(search(live, asked, settings)))

    @api.get("/suggest")
    def suggest_json() -> Response:
        asked, unknown = read_request(request.query_string, settings)
        refuse(unknown)
        live = index.current()
        return revalidated(
            live, lambda: json_response([one.to_json() for one in suggest(live, asked, settings)])
        )

    @api.get("/explain")
    def explain_json() -> Response:
        asked, paragraph = read_question(request.query_string, settings)
        live = index.current()
        found = explain(live, asked, paragraph, settings)
        return revalidated(live, lambda: json_response(found.to_json()))

    @api.get("/documents/<document_id:document_id>")
    def document_json(document_id: str) -> Response:
        refuse(dict.fromkeys(name for name, _ in read_parameters(request.query_string)))
        live = index.current()
        found = document(live, document_id)
        return revalidated(live, lambda: json_response(found.to_json()))

    return api


def _page(result: SearchResult) -> Response:
    """A page of hits, which says in its headers too where it goes on (RFC 8288)."""
    content = result.to_json()
    response = json_response(content)
    for relation in ("next", "prev"):
        if url := content["links"][relation]:
            response.headers.add("Link", f'<{url}>; rel="{relation}"')
    return response
