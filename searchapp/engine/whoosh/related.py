"""Paragraphs that are like a query without being hits: by any of its words and pairs of characters.

The score is the sum of BM25 over many terms, most of them common, and only the best few rows are
wanted (MaxScore): terms are added up from the rarest on, until no row that was not found so far can
get among the best by what the rest may add. Only the rows that still can are then looked up in the
postings of the rest.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.matcher import source
from searchapp.engine.whoosh.postings import Source
from searchapp.engine.whoosh.ranking import best, lower_bound
from searchapp.engine.whoosh.scoring import RELATED_TITLE, RERANKED, Scoring
from searchapp.engine.whoosh.segment import Segment
from searchapp.engine.whoosh.tree import Leaf, Substring, Word


class Feature(NamedTuple):
    """A word or pair of the query at one segment, and what it weighs: the most it can add."""

    source: Source
    weight: float


def features(
    terms: Iterable[str], words: Iterable[str], segments: Sequence[Segment], scoring: Scoring
) -> list[list[Feature]]:
    """The words of a query and the pairs of its terms, for each segment, rarest first."""
    pairs = (term[place : place + 2] for term in terms for place in range(max(len(term) - 1, 1)))
    found: list[list[Feature]] = [[] for _ in segments]
    leaves: list[Leaf] = [*map(Substring, pairs), *map(Word, words)]
    for leaf in dict.fromkeys(leaves):
        sources = [source(leaf, segment) for segment in segments]
        weight = scoring.weight(sum(one.frequency for one in sources))
        for each, one in zip(found, sources, strict=True):
            if one.frequency:
                each.append(Feature(one, weight))
    for each in found:
        each.sort(key=lambda one: -one.weight)
    return found


class Related:
    """The rows of a segment that are most like a query.

    `features` are those of the query, rarest first; `eligible` says for each row of the segment
    whether it may be among the best.
    """

    def __init__(
        self, segment: Segment, scoring: Scoring, features: Sequence[Feature], eligible: Array
    ) -> None:
        self._segment = segment
        self._scoring = scoring
        self._features = features
        self._eligible = eligible

    def best(self, count: int) -> tuple[Array, Array]:
        """The best rows, best first, and their scores: their own and a share of their title's."""
        rows, scores = self._best_by_text(max(count, RERANKED))
        documents = self._segment.turn_document.take(self._segment.row_turn.take(rows))
        titles, owners = np.unique(self._segment.document_row.take(documents), return_inverse=True)
        title_scores = np.zeros(len(titles), np.float32)
        self._add(self._features, titles, title_scores)
        scores += RELATED_TITLE * title_scores[owners]
        order = best(scores, count)
        return rows[order], scores[order]

    def _best_by_text(self, count: int) -> tuple[Array, Array]:
        """Rows that hold the `count` best by their own text, ascending, and their scores."""
        marks = self._segment.borrow_marks()
        sums = marks.view(np.float32)
        found: list[Array] = [np.zeros(0, np.int32)]
        enough = 0.0
        rest = sum(one.weight for one in self._features)
        added = 0
        for feature, weight in self._features:
            if enough > rest:
                break
            rows, counts, _ = feature.postings(None)
            allowed = self._eligible.take(rows)
            rows, counts = rows[allowed], counts[allowed]
            before = sums.take(rows)
            now = before + self._scoring.scores(self._segment, rows, counts, weight)
            sums[rows] = now
            found.append(rows[before == 0])
            enough = max(enough, lower_bound(now, count))
            rest -= weight
            added += 1
        rows = np.concatenate(found)
        rows.sort()
        scores = sums.take(rows)
        sums[rows] = 0
        self._segment.return_marks(marks)
        able = scores + rest >= enough
        rows, scores = rows[able], scores[able]
        self._add(self._features[added:], rows, scores)
        return rows, scores

    def _add(self, features: Sequence[Feature], rows: Array, scores: Array) -> None:
        """Add what features score in these rows, which are ascending."""
        for feature, weight in features:
            _, counts, places = feature.postings(rows)
            assert places is not None
            scores[places] += self._scoring.scores(self._segment, rows.take(places), counts, weight)
