"""The pages for those who keep the documents; they exist only where there is a token for them."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from searchapp.settings import Settings
from searchapp.web.admission import admit
from searchapp.web.checking import SourceCheck
from searchapp.web.operations import described, page
from searchapp.web.parameters import read_parameters

_PATIENCE = 3.0
"""Seconds that a view waits for a check before it says that one is under way."""
_MOST_SHOWN = 200
"""Rows of a table; a folder of thousands is for `searchapp check --json`."""


def blueprint(settings: Settings, token: str) -> Blueprint:
    """The routes below /admin, for whoever has the token."""
    admin = Blueprint("admin", __name__, url_prefix="/admin")
    admin.before_request(lambda: admit(token))
    source_check = SourceCheck(settings)

    @admin.get("/check")
    @described(replace(page("文档目录的检查"), protected=True))
    def check_page() -> Response:
        ignored = tuple(dict.fromkeys(name for name, _ in read_parameters(request.query_string)))
        findings = source_check.findings(_PATIENCE)
        shown = render_template(
            "check.html",
            source=settings.source,
            findings=findings,
            documents=_by_finding(findings) if findings else {},
            most=_MOST_SHOWN,
            ignored=ignored,
        )
        response = make_response(shown)
        response.headers["Cache-Control"] = "no-store"
        return response

    return admin


def _by_finding(findings: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The documents for each of the tables they have a row in."""
    documents = findings["documents"]
    return {
        "unsettled": [one for one in documents if one["unknown"] or one["uncertain"]],
        "disagreeing": [one for one in documents if one["disagreements"]],
        "cleaned": [one for one in documents if one["removed_counts"]],
    }
