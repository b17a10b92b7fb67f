"""Paragraphs that are like a query without being hits: by any of its words and pairs of characters.

The score is the sum of BM25 over many terms, most of them common, and only the best few rows are
wanted (MaxScore): terms are added up from the rarest on, until no row that was not found so far can
get among the best by what the rest may add. Only the rows that still can are then looked up in the
postings of the rest.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from searchapp.engine.contract import Filters
from searchapp.engine.whoosh.best import best, lower_bound
from searchapp.engine.whoosh.collector import Hits
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.filters import Passing
from searchapp.engine.whoosh.postings import Source, source
from searchapp.engine.whoosh.runs import run_lengths, run_starts
from searchapp.engine.whoosh.scoring import RELATED_TITLE, STRENGTHS, weight
from searchapp.engine.whoosh.segment import Segment
from searchapp.engine.whoosh.tree import Leaf, Substring, Word


class Feature(NamedTuple):
    """A word or pair of the query at one segment, and what a step of its strength scores."""

    source: Source
    weight: np.float32
    is_pair: bool


def features(
    terms: Iterable[str], words: Iterable[str], segments: Sequence[Segment], row_count: int
) -> list[list[Feature]]:
    """The words of a query and the pairs of its terms, for each segment, rarest first."""
    pairs = (term[place : place + 2] for term in terms for place in range(max(len(term) - 1, 1)))
    leaves: list[Leaf] = [*map(Substring, pairs), *map(Word, words)]
    found: list[list[Feature]] = [[] for _ in segments]
    for leaf in dict.fromkeys(leaves):
        sources = [source(leaf, segment) for segment in segments]
        step = np.float32(weight(sum([one.frequency for one in sources]), row_count))
        for each, one in zip(found, sources, strict=True):
            if one.frequency:
                each.append(Feature(one, step, isinstance(leaf, Substring)))
    for each in found:
        each.sort(key=lambda one: -one.weight)
    return found


def others(hits: Hits, filters: Filters) -> Array:
    """The paragraphs that cannot be related: hits, and those that do not pass the filters."""
    segment = hits.segment
    passing = Passing(segment, filters)
    found = [hits.paragraphs]
    documents = passing.documents(np.arange(segment.document_count))
    if documents is not None:
        failing = ~documents.take(segment.part_document)
        found.append(failing.take(segment.paragraph_part).nonzero()[0])
    groups = passing.groups(segment.part_group)
    if groups is not None:
        found.append((~groups).take(segment.paragraph_part).nonzero()[0])
    return np.concatenate(found)


class Related:
    """The paragraphs of a segment that are most like a query.

    `features` are those of the query, rarest first; `others` are paragraphs that may not be
    among them.
    """

    def __init__(self, segment: Segment, features: Sequence[Feature], others: Array) -> None:
        self._segment = segment
        self._features = features
        self._others = others

    def best(self, count: int) -> tuple[Array, Array]:
        """The best rows, best first, and their scores: their own and a share of their title's.

        Titles are looked at for twice as many as are wanted.
        """
        rows, scores = self._best_by_text(2 * count)
        documents = self._segment.part_document.take(self._segment.paragraph_part.take(rows))
        starts = run_starts(documents)
        titles = documents.take(starts).astype(np.int32) + self._segment.paragraph_count
        title_scores = np.zeros(len(titles), np.float32)
        self._add([one for one in self._features if one.is_pair], titles, title_scores)
        scores += RELATED_TITLE * title_scores.repeat(run_lengths(starts, len(rows)))
        order = best(scores, count)
        return rows[order], scores[order]

    def _best_by_text(self, count: int) -> tuple[Array, Array]:
        """The `count` best rows by their own text, ascending, and their scores."""
        marks = self._segment.borrow_marks()
        sums = marks.view(np.float32)
        sums[self._others] = -np.inf
        sums[self._segment.paragraph_count :] = -np.inf  # titles
        found: list[Array] = [np.zeros(0, np.int32)]
        enough = 0.0
        rest = STRENGTHS * sum(float(one.weight) for one in self._features)
        added = 0
        for feature, step, _ in self._features:
            if enough > rest:
                break
            rows, strengths, _ = feature.postings(None)
            before = sums.take(rows)
            now = strengths * step
            now += before
            sums[rows] = now
            found.append(rows[before == 0])
            enough = max(enough, lower_bound(now, count))
            rest -= STRENGTHS * float(step)
            added += 1
        rows = np.concatenate(found)
        scores = sums.take(rows)
        sums[rows] = 0
        sums[self._others] = 0
        sums[self._segment.paragraph_count :] = 0
        self._segment.return_marks(marks)
        able = (scores + rest >= enough).nonzero()[0]
        rows = rows.take(able)
        order = np.argsort(rows)
        rows, scores = rows.take(order), scores.take(able).take(order)
        self._add(self._features[added:], rows, scores)
        top = np.sort(best(scores, count))
        return rows.take(top), scores.take(top)

    def _add(self, features: Sequence[Feature], rows: Array, scores: Array) -> None:
        """Add what features score in these rows, which are ascending."""
        for feature, step, _ in features:
            _, strengths, places = feature.postings(rows)
            assert places is not None
            scores[places] += strengths * step
