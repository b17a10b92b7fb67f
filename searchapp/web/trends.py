"""Wordings compared: the page, the answer for programs, and the table to take away."""

from flask import Blueprint, Response, request

from searchapp.indexing.live import LiveIndex
from searchapp.query.manual import Parameter
from searchapp.settings import Settings
from searchapp.trends.files import csv_name, write_csv
from searchapp.trends.request import AMONG, MEASURE, MOST, TrendsRequest, parse_trends_parameters
from searchapp.trends.trends import trends
from searchapp.web.links import site_url
from searchapp.web.operations import Operation, described
from searchapp.web.parameters import read_parameters, refuse
from searchapp.web.responses import attachment, json_response
from searchapp.web.revalidation import revalidated
from searchapp.web.schemas import reference

_CSV = "一行是一个提法在一个年份、地区或讲话人那里的数字，第一行是栏名；带 BOM 的 UTF-8"


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes of trends."""
    routes = Blueprint("trends", __name__)
    wordings = Parameter(
        "q",
        f"提法，写法同检索词；可重复，最多 {MOST} 个。没有就只说收录了多少文字",
        {"type": "array", "items": {"type": "string", "maxLength": settings.max_query_length}},
    )

    @routes.get("/api/trends")
    @described(
        Operation(
            "提法走势：一至五个提法按年份、地区、讲话人的段数、处数和每万字处数，首次与末次使用",
            {"application/json": reference("TrendsAnswer")},
            (wordings, *AMONG),
            revalidated=True,
        )
    )
    def trends_json() -> Response:
        asked = _asked(settings)
        live = index.current()
        return revalidated(
            live, settings, lambda: json_response(trends(live, asked, settings).to_json())
        )

    @routes.get("/trends.csv")
    @described(
        Operation(
            "提法走势的数字（csv），讲话人全部列出",
            {"text/csv": {"type": "string", "description": _CSV}},
            (wordings, *AMONG),
            revalidated=True,
        )
    )
    def trends_csv() -> Response:
        asked = _asked(settings)
        live = index.current()

        def whole() -> Response:
            found = trends(live, asked, settings, most_speakers=None)
            content = write_csv(found, site_url())
            return attachment(content, "text/csv; charset=utf-8", csv_name(found), "trends.csv")

        return revalidated(live, settings, whole)

    return routes


def _asked(settings: Settings) -> TrendsRequest:
    """What a program asks; how numbers are shown is none of its business."""
    given = read_parameters(request.query_string)
    asked, unknown = parse_trends_parameters([one for one in given if one[0] != MEASURE], settings)
    refuse(dict.fromkeys((*unknown, *(name for name, _ in given if name == MEASURE))))
    return asked
