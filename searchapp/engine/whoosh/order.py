"""Hits of all segments in one order."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import repeat
from operator import itemgetter

import numpy as np

from searchapp.engine.contract import FacetName, Sort
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.counting import Hits
from searchapp.engine.whoosh.ranking import DatedRows, dated

Place = tuple[float, int, int]
"""Of a row: its score, the number of its segment, the row."""

_Key = tuple[int, str, int]
# The last day of a hit's document, the id of it, the row.


def merged(found: Sequence[tuple[Array, Array]]) -> list[Place]:
    """The best rows of each segment and their scores, as one list with the best first."""
    places: list[Place] = []
    for number, (rows, scores) in enumerate(found):
        places += zip(scores.tolist(), repeat(number), rows.tolist())
    if len(found) > 1:
        places.sort(key=itemgetter(0), reverse=True)
    return places


def by_date(hits: Sequence[Hits], sort: Sort) -> Iterator[Place]:
    """The hits of each segment in the order of dates, without scores; relevance is newest first."""
    documents = documents_by_date(hits, sort)
    return ((0.0, number, row) for one, number in documents for row in one.rows)


def documents_by_date(hits: Sequence[Hits], sort: Sort) -> Iterator[tuple[DatedRows, int]]:
    """The documents that have hits in the same order, each with the number of its segment."""
    return merge(*(_numbered(number, one, sort) for number, one in enumerate(hits)))


def first_places(hits: Sequence[Hits], facet: FacetName) -> list[tuple[str, Place]]:
    """Of each value of a facet the first dated hit, in the order of `by_date`."""
    found: dict[str, tuple[_Key, int]] = {}
    for number, one in enumerate(hits):
        for value, key in _firsts(one, facet):
            found[value] = min(found.get(value, (key, number)), (key, number))
    firsts = sorted((key, value, number) for value, (key, number) in found.items())
    return [(value, (0.0, number, row)) for (_, _, row), value, number in firsts]


def _firsts(hits: Hits, facet: FacetName) -> Iterator[tuple[str, _Key]]:
    """Likewise in one segment, in any order."""
    segment, documents = hits.segment, hits.documents
    days, ids = segment.last_day.take(documents), segment.document_id.take(documents)
    ranks = np.empty(len(documents), np.int64)
    ranks[np.lexsort((ids, days))] = np.arange(len(documents))
    owners = np.arange(len(documents)).repeat(hits.sizes)
    places, values = hits.values(facet)
    dated = (days.take(owners) > 0).take(places)
    places, values = places[dated], values[dated]
    order = ranks.take(owners.take(places)).argsort(kind="stable")
    different, firsts = np.unique(values.take(order), return_index=True)
    lexicon = segment.values[facet]
    for value, place in zip(different, places.take(order.take(firsts)), strict=True):
        owner = owners[place]
        document_id = segment.ids[ids.item(owner)]
        yield lexicon[value], (days.item(owner), document_id, hits.paragraphs.item(place))


def _numbered(number: int, hits: Hits, sort: Sort) -> Iterator[tuple[DatedRows, int]]:
    return ((one, number) for one in dated(hits, sort))
