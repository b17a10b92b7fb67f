"""Hits in the order of relevance, to which titles and nearness add, or in that of dates."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from searchapp.engine.whoosh.best import best
from searchapp.engine.whoosh.collector import Collected, Hits
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.postings import positions_in
from searchapp.engine.whoosh.runs import spread
from searchapp.engine.whoosh.scoring import NEAR, NEAR_DISTANCE, RERANKED, TITLE
from searchapp.engine.whoosh.segment import Segment

_UNDATED = 1 << 30


class DatedRows(NamedTuple):
    """The hits in one document; documents come in the order of `day` and then of their ids."""

    day: int
    document_id: str
    rows: list[int]


def ranked(found: Collected, terms: Sequence[str], count: int) -> tuple[Array, Array]:
    """The paragraphs of the `count` best hits, best first, and their scores.

    Nearness of `terms` counts among the first `RERANKED`. The scores of `found` are changed.
    """
    paragraphs, scores = found.hits.paragraphs, found.hits.scores
    if len(found.titled_documents):
        _add_titles(found)
    order = best(scores, max(count, RERANKED) if len(terms) > 1 else count)
    if len(terms) > 1 and len(order):
        first = np.sort(order[:RERANKED])
        scores[first] *= 1 + NEAR * _nearness(found.hits.segment, terms, paragraphs[first])
        order[:RERANKED] = first[np.argsort(-scores[first], kind="stable")]
    order = order[:count]
    return paragraphs.take(order), scores.take(order)


def dated(hits: Hits, count: int, *, newest_first: bool) -> list[DatedRows]:
    """The first documents by date that have at least `count` hits together, with their hits."""
    segment = hits.segment
    days = segment.last_day.take(hits.documents).astype(np.int64)
    undated = days == 0
    if newest_first:
        np.negative(days, out=days)
    days[undated] = _UNDATED
    order = np.argsort(days << 32 | segment.document_id.take(hits.documents), kind="stable")
    enough = int(hits.sizes.take(order).cumsum().searchsorted(count)) + 1
    return [
        DatedRows(
            days.item(place),
            segment.ids[segment.document_id.item(hits.documents.item(place))],
            hits.paragraphs[hits.firsts[place] :][: hits.sizes[place]].tolist(),
        )
        for place in order[:enough].tolist()
    ]


def _add_titles(found: Collected) -> None:
    """Add to the score of each hit a share of that of its document's title, if this matches."""
    hits, documents = found.hits, found.titled_documents
    places = np.minimum(documents.searchsorted(hits.documents), len(documents) - 1)
    titled = (documents.take(places) == hits.documents).nonzero()[0]
    shares = TITLE * found.title_scores.take(places.take(titled))
    rows, owners = spread(hits.firsts.take(titled), hits.sizes.take(titled))
    hits.scores[rows] += shares.take(owners)


def _nearness(segment: Segment, terms: Sequence[str], rows: Array) -> Array:
    """How near terms that follow one another in the query stand in rows (ascending): 0 to 1.

    1 is side by side, in either order, 1/2 `NEAR_DISTANCE` characters apart where they are nearest.
    """
    found = np.zeros(len(rows), np.float32)
    for left, right in pairwise(terms):
        found += NEAR_DISTANCE / (NEAR_DISTANCE + _gaps(segment, left, right, rows))
    return found / (len(terms) - 1)


def _gaps(segment: Segment, left: str, right: str, rows: Array) -> Array:
    """For each row the fewest characters between two texts that all of the rows have."""
    starts, owners = positions_in(segment, left, rows)
    others, other_owners = positions_in(segment, right, rows)
    starts = starts.astype(np.int64)
    # One more at each end, which lies in no row.
    others = np.concatenate(([0], others, [0]))
    other_owners = np.concatenate(([-1], other_owners, [-1]))
    after = others[1:-1].searchsorted(starts) + 1
    gaps = np.full(len(starts), np.inf)
    for places, length in ((after, len(left)), (after - 1, len(right))):
        between = np.maximum(np.abs(others.take(places) - starts) - length, 0)
        in_row = other_owners.take(places) == owners
        np.minimum(gaps, between, out=gaps, where=in_row)
    nearest = np.full(len(rows), np.inf)
    np.minimum.at(nearest, owners, gaps)
    return nearest
