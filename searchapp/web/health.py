"""Whether the site lives and can answer, for those who watch it or send it requests."""

from dataclasses import asdict

from flask import Blueprint, Response, request

from searchapp.indexing.live import LiveIndex
from searchapp.indexing.status import index_health
from searchapp.settings import Settings
from searchapp.web.operations import Operation, described
from searchapp.web.parameters import read_parameters, refuse
from searchapp.web.responses import json_response
from searchapp.web.schemas import reference


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes of the state of the site."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    @described(Operation("进程活着", {"application/json": reference("Alive")}))
    def alive() -> Response:
        return _now({"alive": True}, 200)

    @health.get("/readyz")
    @described(
        Operation(
            "能否检索：索引是否打开，是哪一份，是否该重建，哪些文件损坏",
            {"application/json": reference("Health")},
            unavailable={"application/json": reference("Health")},
        )
    )
    def ready() -> Response:
        found = index_health(index, settings.dictionary)
        return _now(asdict(found), 200 if found.ready else 503)

    return health


def _now(content: object, status: int) -> Response:
    """An answer that holds only now."""
    refuse(dict.fromkeys(name for name, _ in read_parameters(request.query_string)))
    response = json_response(content, status)
    response.headers["Cache-Control"] = "no-store"
    return response
