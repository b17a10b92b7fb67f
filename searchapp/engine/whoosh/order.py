"""Hits of all segments in one order."""

from collections.abc import Iterator, Sequence
from heapq import merge
from operator import itemgetter

from searchapp.engine.contract import Sort
from searchapp.engine.whoosh.collector import Hits
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.ranking import DatedRows, dated

Place = tuple[float, int, int]
"""Of a row: its score, the number of its segment, the row."""


def merged(found: Sequence[tuple[Array, Array]]) -> list[Place]:
    """The best rows of each segment and their scores, as one list with the best first."""
    places = [
        (score, number, row)
        for number, (rows, scores) in enumerate(found)
        for row, score in zip(rows.tolist(), scores.tolist(), strict=True)
    ]
    if len(found) > 1:
        places.sort(key=itemgetter(0), reverse=True)
    return places


def by_date(hits: Sequence[Hits], sort: Sort) -> Iterator[Place]:
    """The hits of each segment in the order of dates, without scores; relevance is newest first."""
    documents = merge(*(_numbered(number, one, sort) for number, one in enumerate(hits)))
    return ((0.0, number, row) for one, number in documents for row in one.rows)


def _numbered(number: int, hits: Hits, sort: Sort) -> Iterator[tuple[DatedRows, int]]:
    return ((one, number) for one in dated(hits, sort))
