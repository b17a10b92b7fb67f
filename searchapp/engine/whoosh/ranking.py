"""Hits in the order of relevance, to which titles, nearness and preference add, or of dates."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from searchapp.engine.contract import EngineQuery, Sort
from searchapp.engine.whoosh.best import best
from searchapp.engine.whoosh.collector import Collected
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.counting import Hits
from searchapp.engine.whoosh.kernels.positions import gaps
from searchapp.engine.whoosh.kernels.scores import add_shares
from searchapp.engine.whoosh.postings import positions_in
from searchapp.engine.whoosh.preference import Preference
from searchapp.engine.whoosh.scoring import NEAR, NEAR_DISTANCE, RERANKED, TITLE
from searchapp.engine.whoosh.segment import Segment
from searchapp.query.tree import Substring, conjuncts

_UNDATED = 1 << 30  # after every day
_ID_BITS = 30  # a segment has fewer documents; the other 33 hold seconds of 270 years


class DatedRows(NamedTuple):
    """The hits in one document; documents come in the order of `place` and then of their ids."""

    place: int
    document_id: str
    rows: list[int]


def ranked(found: Collected, query: EngineQuery, count: int) -> tuple[Array, Array]:
    """The paragraphs of the `count` best hits, best first, and their scores.

    Nearness of the terms of the query counts among the first `RERANKED`.
    """
    terms = _terms(query)
    paragraphs = found.hits.paragraphs
    scores = _without_nearness(found, query)
    order = best(scores, max(count, RERANKED) if len(terms) > 1 else count)
    scores = scores.take(order)
    if len(terms) > 1 and len(order) > 1:
        by_row = order[:RERANKED].argsort()
        first = order[by_row]
        nearness = _nearness(found.hits.segment, terms, paragraphs[first])
        of_first = scores[by_row] * (1 + NEAR * nearness)
        again = np.argsort(-of_first, kind="stable")
        order[:RERANKED], scores[:RERANKED] = first[again], of_first[again]
    order = order[:count]
    return paragraphs.take(order), scores[:count]


def ranking_scores(found: Collected, query: EngineQuery) -> Array:
    """The score of every hit by which `ranked` puts them in order."""
    terms = _terms(query)
    scores = _without_nearness(found, query)
    if len(terms) < 2 or len(scores) < 2:
        return scores
    first = np.sort(best(scores, RERANKED))
    nearness = _nearness(found.hits.segment, terms, found.hits.paragraphs[first])
    scores = scores.copy()
    scores[first] *= 1 + NEAR * nearness
    return scores


def _terms(query: EngineQuery) -> list[str]:
    """The texts whose nearness counts."""
    return [one.text for one in conjuncts(query.tree) if isinstance(one, Substring)]


def _without_nearness(found: Collected, query: EngineQuery) -> Array:
    scores = _with_titles(found) if len(found.titled_documents) else found.hits.scores
    if not query.preferred:
        return scores
    return Preference(found.hits.segment, query.preferred).applied(found.hits.paragraphs, scores)


def dated(hits: Hits, sort: Sort) -> Iterator[DatedRows]:
    """The documents that have hits, each made when it is asked for; relevance is newest first."""
    segment, documents = hits.segment, hits.documents
    if not len(documents):
        return
    places = _places(hits, sort)
    ids = segment.document_id.take(documents)
    for number in map(int, np.argsort(places - places.min() << _ID_BITS | ids, kind="stable")):
        yield DatedRows(
            places.item(number),
            segment.ids[ids.item(number)],
            hits.paragraphs[hits.firsts[number] :][: hits.sizes[number]].tolist(),
        )


def _places(hits: Hits, sort: Sort) -> Array:
    """For each document with hits a number that is lower for one that comes earlier."""
    segment = hits.segment
    if sort == "-first_indexed":
        return -segment.first_indexed.take(hits.documents)
    days = segment.last_day.take(hits.documents).astype(np.int64)
    undated = days == 0
    if sort != "date":
        np.negative(days, out=days)
    days[undated] = _UNDATED
    return days


def _with_titles(found: Collected) -> Array:
    """The score of each hit, with a share of that of its document's title, if this matches."""
    hits = found.hits
    scores = hits.scores.copy()
    shares = TITLE * found.title_scores
    add_shares(found.titled_documents, shares, hits.documents, hits.firsts, hits.sizes, scores)
    return scores


def _nearness(segment: Segment, terms: Sequence[str], rows: Array) -> Array:
    """How near terms that follow one another in the query stand in rows (ascending): 0 to 1.

    1 is side by side, in either order, 1/2 `NEAR_DISTANCE` characters apart where they are nearest.
    """
    starts = segment.pairs.row_position
    lows, highs = starts.take(rows), starts.take(rows + 1)
    positions = [positions_in(segment, term, lows, highs) for term in terms]
    found = np.zeros(len(rows), np.float32)
    fewest = np.empty(len(rows), np.intp)
    for (left, right), (one, other) in zip(pairwise(terms), pairwise(positions), strict=True):
        gaps(one, other, len(left), len(right), highs, fewest)
        found += NEAR_DISTANCE / (NEAR_DISTANCE + fewest)
    return found / (len(terms) - 1)
