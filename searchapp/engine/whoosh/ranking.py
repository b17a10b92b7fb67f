"""The order of relevance: the best of many scores, and what titles and nearness add to them."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from searchapp.engine.whoosh.collector import Turns
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.matcher import Match
from searchapp.engine.whoosh.postings import SubstringSource
from searchapp.engine.whoosh.runs import spread
from searchapp.engine.whoosh.scoring import NEAR, NEAR_DISTANCE
from searchapp.engine.whoosh.segment import Segment
from searchapp.engine.whoosh.tree import Substring

_BLOCKS = 8


def best(scores: Array, count: int) -> Array:
    """The places of the `count` highest scores above 0, the highest first, then the first."""
    places = (scores >= lower_bound(scores, count)).nonzero()[0]
    order = np.argsort(-scores[places], kind="stable")[:count]
    return places[order]


def lower_bound(scores: Array, count: int) -> float:
    """A score above 0 that `count` scores reach, or, at the least, less than any above 0.

    It is the lowest of the `count` highest maxima of blocks: each of these blocks has a score that
    high. There are so many blocks that hardly more scores reach it.
    """
    size = len(scores) // (_BLOCKS * count)
    smallest = float(np.finfo(np.float32).smallest_subnormal)
    if size < 2:
        return smallest
    maxima = np.maximum.reduceat(scores, np.arange(0, len(scores), size))
    maxima.partition(len(maxima) - count)
    return max(float(maxima[len(maxima) - count]), smallest)


def add_titles(segment: Segment, titles: Turns, hits: Turns, scores: Array, share: float) -> None:
    """Add to the scores of hits a share of the score of their title, where that matches too."""
    documents = segment.turn_document.take(titles.turns)
    owners = segment.turn_document.take(hits.turns)
    places = np.minimum(documents.searchsorted(owners), len(documents) - 1)
    with_title = (documents.take(places) == owners).nonzero()[0]
    rows, turns = spread(hits.firsts[with_title], hits.sizes[with_title])
    scores[rows] += share * scores[titles.firsts[places[with_title]]][turns]


def nearness(match: Match, terms: Sequence[Substring], rows: Array) -> Array:
    """What is added to the scores of rows (ascending) because terms stand near each other.

    For each two terms that follow one another in the query it falls with the number of characters
    between them, where they are nearest, in either order.
    """
    added = np.zeros(len(rows), np.float32)
    for left, right in pairwise(terms):
        gaps = _gaps(match, left, right, rows)
        weight = min(match.weights[left], match.weights[right])
        added += NEAR * weight * NEAR_DISTANCE / (NEAR_DISTANCE + gaps)
    return added


def _gaps(match: Match, left: Substring, right: Substring, rows: Array) -> Array:
    """For each row the fewest characters between two terms that all of the rows have."""
    starts = _positions(match, left, rows)
    others = _positions(match, right, rows)
    after = others.searchsorted(starts)
    owners = rows.searchsorted(match.segment.rows_at(starts.astype(np.uint32)))
    gaps = np.full(len(starts), np.inf)
    for places, length in ((after, len(left.text)), (after - 1, len(right.text))):
        inside = (places >= 0) & (places < len(others))
        found = others[np.clip(places, 0, len(others) - 1)]
        between = np.maximum(np.abs(found - starts) - length, 0)
        same_row = match.segment.rows_at(found.astype(np.uint32)) == rows[owners]
        gaps = np.where(inside & same_row, np.minimum(gaps, between), gaps)
    nearest = np.full(len(rows), np.inf)
    np.minimum.at(nearest, owners, gaps)
    return nearest


def _positions(match: Match, term: Substring, rows: Array) -> Array:
    """Where a term begins in these rows, which are some (int64)."""
    source = match.sources[term]
    assert isinstance(source, SubstringSource)
    positions = np.sort(source.positions(rows))
    owners = match.segment.rows_at(positions)
    places = np.minimum(rows.searchsorted(owners), len(rows) - 1)
    inside: Array = positions[rows[places] == owners]
    return inside.astype(np.int64)
