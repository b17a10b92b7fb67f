"""The endpoints for programs: the same searches and documents as the pages, as JSON."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from searchapp.cursors import PARAMETER, at_cursor
from searchapp.explaining import explain
from searchapp.indexing.live import LiveIndex
from searchapp.reader.reading import read, stored_document
from searchapp.reader.request import PARAMETERS
from searchapp.results import SearchResult
from searchapp.search import search
from searchapp.settings import Settings
from searchapp.suggesting.while_typing import suggest
from searchapp.web.links import site_url
from searchapp.web.observing import note
from searchapp.web.openapi import openapi
from searchapp.web.operations import QUESTION, SEARCH, Operation, described, page
from searchapp.web.parameters import (
    PARAGRAPH,
    read_cursor,
    read_parameters,
    read_question,
    read_reader,
    read_request,
    refuse,
)
from searchapp.web.responses import json_response
from searchapp.web.revalidation import revalidated
from searchapp.web.schemas import list_of, reference


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes below /api."""
    api = Blueprint("api", __name__, url_prefix="/api")

    @api.get("/search")
    @described(
        Operation(
            "检索：命中的段落、相关段落、筛选项",
            {"application/json": reference("SearchAnswer")},
            (*SEARCH, PARAMETER),
            revalidated=True,
        )
    )
    def search_json() -> Response:
        asked, mark = read_cursor(request.query_string, settings)
        live = index.current()
        if mark:
            asked = at_cursor(asked, mark, live.generation, live.snapshot.revision)
        return revalidated(live, settings, lambda: _page(search(live, asked, settings)))

    @api.get("/suggest")
    @described(
        Operation(
            "正在输入时的建议：讲话人、地区、词句、标题",
            {"application/json": list_of(reference("Suggestion"))},
            SEARCH,
            revalidated=True,
        )
    )
    def suggest_json() -> Response:
        asked, unknown = read_request(request.query_string, settings)
        refuse(unknown)
        live = index.current()

        def answer() -> Response:
            return json_response([one.to_json() for one in suggest(live, asked, settings)])

        return revalidated(live, settings, answer)

    @api.get("/explain")
    @described(
        Operation(
            "检索词怎样理解，一个段落为何找到、为何找不到",
            {"application/json": reference("ExplainAnswer")},
            (*QUESTION, PARAGRAPH),
            revalidated=True,
        )
    )
    def explain_json() -> Response:
        asked, paragraph = read_question(request.query_string, settings)
        live = index.current()
        found = explain(live, asked, paragraph, settings)
        return revalidated(live, settings, lambda: json_response(found.to_json()))

    @api.get("/documents/<document_id:document_id>")
    @described(
        Operation(
            "整篇文档，标着检索词",
            {"application/json": reference("Document")},
            PARAMETERS,
            revalidated=True,
        )
    )
    def document_json(document_id: str) -> Response:
        asked, unknown = read_reader(request.query_string, settings)
        refuse(unknown)
        live = index.current()
        stored_document(live, document_id)  # one that is not there is never known already

        def answer() -> Response:
            return json_response(read(live, document_id, asked, settings, site_url()).to_json())

        return revalidated(live, settings, answer)

    @api.get("/openapi.json")
    @described(Operation("这份接口说明（OpenAPI 3.1）", {"application/json": {"type": "object"}}))
    def openapi_json() -> Response:
        refuse(dict.fromkeys(name for name, _ in read_parameters(request.query_string)))
        return json_response(openapi(current_app, settings))

    @api.get("")
    @described(page("接口说明"))
    def manual_page() -> str:
        return render_template(
            "api.html",
            api=openapi(current_app, settings),
            ignored=tuple(dict.fromkeys(name for name, _ in read_parameters(request.query_string))),
        )

    return api


def _page(result: SearchResult) -> Response:
    """A page of hits, which says in its headers too where it goes on (RFC 8288)."""
    note("paragraph_count", result.paragraph_count)
    content: dict[str, Any] = result.to_json()
    response = json_response(content)
    for relation in ("next", "prev"):
        if url := content["links"][relation]:
            response.headers.add("Link", f'<{url}>; rel="{relation}"')
    return response
