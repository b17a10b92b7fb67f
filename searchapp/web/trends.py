"""Wordings compared: the page, the answer for programs, and the table to take away."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from searchapp.errors import BadRequest
from searchapp.indexing.live import LiveIndex
from searchapp.labels import chips
from searchapp.languages import as_written, gettext, translatable
from searchapp.query.manual import Parameter, search_parameters
from searchapp.query.request import UNKNOWN, to_parameters
from searchapp.settings import Settings
from searchapp.snippets import snippet
from searchapp.text.fold import comparable
from searchapp.trends.files import csv_name, write_csv
from searchapp.trends.request import (
    AMONG,
    MEASURE,
    MEASURES,
    MOST,
    WORDING,
    Measure,
    TrendsRequest,
    parse_trends_parameters,
)
from searchapp.trends.tables import alone
from searchapp.trends.trends import trends
from searchapp.trends.view import Row, Table, Trends, Use, name_of
from searchapp.web import links
from searchapp.web.chart import chart, empty_runs, span, told
from searchapp.web.operations import Operation, described, page
from searchapp.web.parameters import read_parameters, refuse
from searchapp.web.responses import attachment, json_response
from searchapp.web.revalidation import revalidated
from searchapp.web.schemas import reference

_MEASURES: dict[Measure, str] = {
    "paragraphs": translatable("段数"),
    "occurrences": translatable("处数"),
    "rate": translatable("每万字处数"),
}
_MEASURE = Parameter(
    MEASURE,
    "图和表里的数：paragraphs 段数（默认），occurrences 处数，rate 收录的每一万字里的处数",
    {"type": "string", "enum": list(_MEASURES)},
)
_BRIEF = 90
"""Characters of a paragraph that stand for it."""
_OWN_FIELDS = ("date_from", "date_to", "synonyms")
"""Parameters that have fields of their own in the form."""
_CSV = "一行是一个提法在一个年份、地区或讲话人那里的数字，第一行是栏名；带 BOM 的 UTF-8"


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes of trends."""
    routes = Blueprint("trends", __name__)
    query_text = next(one for one in search_parameters(settings) if one.name == WORDING)
    wordings = Parameter(
        "q",
        f"提法，写法同检索词；可重复，最多 {MOST} 个。没有就只说收录了多少文字",
        {"type": "array", "items": query_text.schema, "maxItems": MOST},
    )

    @routes.get("/trends")
    @described(page("提法走势的网页", wordings, *AMONG, _MEASURE))
    def trends_page() -> str | tuple[str, int]:
        given = read_parameters(request.query_string)
        try:
            asked, unknown = parse_trends_parameters(given, settings)
            live = index.current()
            found = trends(live, asked, settings)
        except BadRequest as error:
            return _mistaken(given, error), 400
        peaks = [_peak(found, number) for number in range(len(found.wordings))]
        return render_template(
            "trends.html",
            found=found,
            asked=asked,
            boxes=_boxes(asked.wordings),
            kept=_kept(to_parameters(asked.among), asked),
            chips=chips(live.snapshot, asked.among),
            measures=[
                (gettext(label), one == asked.measure, replace(asked, measure=one))
                for one, label in _MEASURES.items()
            ],
            chart=chart(found),
            years=list(_years(found)),
            undated=any(one.value == UNKNOWN for one in found.tables[0].rows),
            shown=lambda use: _shown(use, asked.measure),
            longest={one.name: _largest(one, asked.measure) for one in found.tables},
            amount=lambda use: use.amount(asked.measure) or 0,
            told=told,
            name_of=name_of,
            is_plain=lambda one: not asked.among.synonyms and one.folded == comparable(one.q),
            ignored=unknown,
            snapshot=live.snapshot,
            stale=live.manifest.differences(settings.dictionary),
            links=links,
            plain=replace(asked, measure=MEASURES[0]),
            among=lambda chosen: replace(asked, among=chosen),
            only=lambda name, value: replace(asked, among=alone(asked.among, name, value)),
            title=_title(found),
            description="".join([*peaks, gettext("逐年的数字在图后的表里。")]),
            peaks=peaks,
            brief=lambda hit: snippet(hit.text, hit.highlights, _BRIEF),
            most=max((row.held.character_count for row in found.tables[0].rows), default=0),
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
            with as_written():  # as everything in the file is, whoever takes it
                found = trends(live, asked, settings, most_speakers=None)
            content = write_csv(found, links.site_url())
            return attachment(content, "text/csv; charset=utf-8", csv_name(found), "trends.csv")

        return revalidated(live, settings, whole)

    return routes


def _mistaken(given: list[tuple[str, str]], error: BadRequest) -> str:
    """The page with all that was typed and what is wrong with it."""
    typed = [value for name, value in given if name == WORDING and value.strip()]
    wrong = {one.parameter for one in error.errors}
    kept = [one for one in given if one[0] in (*AMONG, MEASURE) and one[0] not in wrong and one[1]]
    mended = []
    for one in error.errors:
        if one.mistake and one.mistake.suggestion:
            put = [one.mistake.suggestion if q == one.mistake.text else q for q in typed]
            query = urlencode([*((WORDING, q) for q in put), *kept])
            mended.append((f"/trends?{query}", one.mistake))
    return render_template(
        "trends.html",
        found=None,
        boxes=_boxes(tuple(typed[:MOST])),
        kept=[one for one in kept if one[0] not in _OWN_FIELDS],
        asked=TrendsRequest(),
        errors=error.errors,
        mended=mended,
        ignored=(),
        links=links,
    )


def _boxes(wordings: tuple[str, ...]) -> list[str]:
    return [*wordings, *[""] * (MOST - len(wordings))]


def _kept(parameters: list[tuple[str, str]], asked: TrendsRequest) -> list[tuple[str, str]]:
    """What has no field of its own in the form, and is not as usual."""
    kept = [one for one in parameters if one[0] not in _OWN_FIELDS]
    return kept if asked.measure == MEASURES[0] else [*kept, (MEASURE, asked.measure)]


def _title(found: Trends) -> str:
    """What the chart shows."""
    if not found.wordings:
        return gettext("逐年收录的字数")
    wordings = "、".join(f"“{name_of(one.q)}”" for one in found.wordings)
    measure = gettext(_MEASURES[found.request.measure])
    return gettext("%(wordings)s逐年的%(measure)s", wordings=wordings, measure=measure)


def _peak(found: Trends, number: int) -> str:
    """When a wording is used most; "" if it is used in no year that is known."""
    measure = found.request.measure
    rows = [row for row in found.tables[0].rows if row.value != UNKNOWN]
    best = max(rows, key=lambda row: row.uses[number].amount(measure) or 0, default=None)
    if not best or not best.uses[number].paragraph_count:
        return ""
    return gettext(
        "“%(wording)s”最多的是 %(year)s 年：%(measure)s %(number)s。",
        wording=name_of(found.wordings[number].q),
        year=best.label,
        measure=gettext(_MEASURES[measure]),
        number=_shown(best.uses[number], measure),
    )


def _years(found: Trends) -> Iterator[tuple[str, Row | None]]:
    """The rows of years, those without text that stand together as one."""
    rows = found.tables[0].rows
    ends = dict(empty_runs(rows))
    place = 0
    while place < len(rows):
        end = ends.get(place)
        yield (span(rows[place:end]), None) if end else (rows[place].label, rows[place])
        place = end or place + 1


def _shown(use: Use, measure: Measure) -> str:
    """The number that is asked for."""
    amount = use.amount(measure)
    if amount is None:
        return "—"
    return f"{amount:,.2f}" if measure == "rate" else f"{amount:,}"


def _largest(table: Table, measure: Measure) -> float:
    """The largest number of a table, which the longest bar stands for."""
    amounts = [one.amount(measure) or 0 for row in table.rows for one in row.uses]
    return max(amounts, default=0)


def _asked(settings: Settings) -> TrendsRequest:
    """What a program asks; how numbers are shown is none of its business."""
    given = read_parameters(request.query_string)
    asked, unknown = parse_trends_parameters([one for one in given if one[0] != MEASURE], settings)
    refuse(dict.fromkeys((*unknown, *(name for name, _ in given if name == MEASURE))))
    return asked
