"""The endpoints for programs: the same searches and documents as the pages, as JSON."""

from flask import Blueprint, Response, request

from searchapp.indexing.live import LiveIndex
from searchapp.search import document, search
from searchapp.settings import Settings
from searchapp.suggesting.while_typing import suggest
from searchapp.web.parameters import read_parameters, read_request, refuse
from searchapp.web.responses import json_response
from searchapp.web.revalidation import revalidated


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes below /api."""
    api = Blueprint("api", __name__, url_prefix="/api")

    @api.get("/search")
    def search_json() -> Response:
        asked, unknown = read_request(request.query_string, settings)
        refuse(unknown)
        live = index.current()
        return revalidated(live, lambda: json_response(search(live, asked, settings).to_json()))

    @api.get("/suggest")
    def suggest_json() -> Response:
        asked, unknown = read_request(request.query_string, settings)
        refuse(unknown)
        live = index.current()
        return revalidated(
            live, lambda: json_response([one.to_json() for one in suggest(live, asked, settings)])
        )

    @api.get("/documents/<document_id:document_id>")
    def document_json(document_id: str) -> Response:
        refuse(dict.fromkeys(name for name, _ in read_parameters(request.query_string)))
        live = index.current()
        found = document(live, document_id)
        return revalidated(live, lambda: json_response(found.to_json()))

    return api
