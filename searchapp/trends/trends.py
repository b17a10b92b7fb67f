"""Wordings compared: how often they are used, when, and by whom first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from searchapp.asking import filters_of, hits_query, parsed_request
from searchapp.engine.contract import (
    FACETS,
    EngineQuery,
    FacetName,
    Snapshot,
    Sort,
)
from searchapp.errors import BadRequest, ParameterError
from searchapp.facets import region_path
from searchapp.hits import Hit
from searchapp.indexing.live import OpenIndex
from searchapp.labels import value_label
from searchapp.languages import gettext
from searchapp.marks import text_marks
from searchapp.query.language import parse_query
from searchapp.query.printing import query_text
from searchapp.query.request import NARRATION, UNKNOWN, SearchRequest
from searchapp.query.tree import Mark
from searchapp.query.wording import wording
from searchapp.readable import hits_of
from searchapp.search import index_state
from searchapp.settings import Settings
from searchapp.trends.request import WORDING, TrendsRequest, of_wording
from searchapp.trends.tables import Tables
from searchapp.trends.view import FirstUse, Held, Table, Trends, Use, WordingView

MOST_SPEAKERS = 30
_FIRST_SPEAKERS = 10


def trends(
    index: OpenIndex,
    request: TrendsRequest,
    settings: Settings,
    most_speakers: int | None = MOST_SPEAKERS,
) -> Trends:
    """The use of each wording among what passes the filters.

    Raises `BadRequest` if a wording has a mistake, or asks a paragraph for no text.
    """
    snapshot = index.snapshot
    asked = _asked(request, settings)
    held = snapshot.held(filters_of(request.among))
    used = [snapshot.usage(one.query, one.marks) for one in asked]
    made = Tables(snapshot, request, most_speakers)
    tables = tuple(made.table(facet, held[facet], [one[facet] for one in used]) for facet in FACETS)
    whole = Held(*_sums(held["year"]))
    views = tuple(
        _view(snapshot, one, Use(*_sums(each["year"]), whole, request.among, one.search.q), tables)
        for one, each in zip(asked, used, strict=True)
    )
    return Trends(request, whole, views, tables, index_state(index))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A wording as an engine takes it."""

    search: SearchRequest
    folded: str
    interpretation: str
    query: EngineQuery
    marks: tuple[Mark, ...]


def _asked(request: TrendsRequest, settings: Settings) -> list[_Asked]:
    """The wordings of a request; raises `BadRequest` with everything that is wrong with them."""
    asked: list[_Asked] = []
    errors: list[ParameterError] = []
    for number, search in enumerate(request.searches, start=1):
        try:
            asked.append(_one_asked(search, settings))
        except BadRequest as error:
            errors += of_wording(number, error)
    if errors:
        raise BadRequest(tuple(errors))
    return asked


def _one_asked(search: SearchRequest, settings: Settings) -> _Asked:
    parsed = parsed_request(search, settings)
    marks = text_marks(parsed.tree)
    if not marks:
        message = gettext("“%(wording)s”没有要在正文里找的文字，无从计数", wording=search.q)
        raise BadRequest((ParameterError(WORDING, message),))
    return _Asked(
        search,
        query_text(parse_query(search.q, settings).tree),
        str(wording(parsed.tree, parsed.written)),
        hits_query(parsed.tree, search),
        marks,
    )


def _view(snapshot: Snapshot, asked: _Asked, use: Use, tables: Sequence[Table]) -> WordingView:
    return WordingView(
        q=asked.search.q,
        folded=asked.folded,
        interpretation=asked.interpretation,
        use=use,
        first=_end(snapshot, asked, "date"),
        last=_end(snapshot, asked, "-date"),
        first_uses={
            one.name: tuple(_first_uses(snapshot, asked, one))
            for one in tables
            if one.name != "year"
        },
    )


def _end(snapshot: Snapshot, asked: _Asked, sort: Sort) -> Hit | None:
    """The first hit in the order of dates, or the last one that has a date."""
    found = tuple(snapshot.scan(replace(asked.query, sort=sort, limit=1)))
    hits = hits_of(found, asked.marks)
    return hits[0] if hits and hits[0].document["year"] is not None else None


def _first_uses(snapshot: Snapshot, asked: _Asked, of: Table) -> Iterator[FirstUse]:
    """Who used a wording first: the regions of the rows of a table, or the first speakers."""
    facet: FacetName = "region" if of.name == "region" else "speaker"
    rows = {one.value for one in of.rows}
    seen = {UNKNOWN, NARRATION}
    for used_by, found in snapshot.first_uses(asked.query, facet):
        around = region_path(used_by) if facet == "region" else (used_by,)
        value = next((one for one in reversed([*around]) if one in rows), used_by)
        if value in seen:
            continue
        seen.add(value)
        (hit,) = hits_of((found,), asked.marks)
        yield FirstUse(value, value_label(snapshot, facet, value), hit)
        if facet == "speaker" and len(seen) == _FIRST_SPEAKERS + 2:
            return


def _sums(table: Sequence[Sequence[Any]]) -> tuple[int, int, int]:
    """The columns beside the values of a table in which nothing stands twice, added up."""
    _, paragraphs, documents, others = table
    return sum(paragraphs), sum(documents), sum(others)
