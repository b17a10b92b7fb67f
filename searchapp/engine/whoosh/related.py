"""Paragraphs that are like a query without being hits: by any of its words and pairs of characters.

The score is the sum of BM25 over many terms, most of them common, and only the best few rows are
wanted (MaxScore): terms are added up from the rarest on, until no row that was not found so far can
get among the best by what the rest may add. Only the rows that still can are then looked up in the
postings of the rest. Where the filters leave few paragraphs, these are looked up in all postings.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from searchapp.deadline import check_time
from searchapp.engine.contract import EngineQuery
from searchapp.engine.whoosh.best import best, lower_bound
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.counting import Hits
from searchapp.engine.whoosh.filters import Passing
from searchapp.engine.whoosh.found import Matcher
from searchapp.engine.whoosh.postings import Source, source
from searchapp.engine.whoosh.preference import Preference
from searchapp.engine.whoosh.runs import run_starts, runs, spread
from searchapp.engine.whoosh.scoring import EXPANSION, RELATED_TITLE, STRENGTHS, weight
from searchapp.engine.whoosh.segment import Segment
from searchapp.query.tree import Substring, Word, texts

_FEW = 8
"""One in so many paragraphs is few."""


class Feature(NamedTuple):
    """A word or pair of the query at one segment, and what a step of its strength scores."""

    source: Source
    weight: np.float32
    leaf: Substring | Word

    @property
    def is_pair(self) -> bool:
        return isinstance(self.leaf, Substring)


def features(
    query: EngineQuery, segments: Sequence[Segment], row_count: int
) -> list[list[Feature]]:
    """The words and pairs of what a query is about, for each segment, the weightiest first.

    What expansions are found by counts their share.
    """
    shares: dict[Substring | Word, float] = {}
    for text in query.about or texts(query.tree):
        shares |= dict.fromkeys(map(Substring, _pairs(text)), 1)
    shares |= dict.fromkeys(map(Word, query.words), 1)
    for text, share in query.expansions:
        for leaf in _leaves(text):
            shares[leaf] = max(shares.get(leaf, 0), EXPANSION * share)
    found: list[list[Feature]] = [[] for _ in segments]
    for leaf, share in shares.items():
        sources = [source(leaf, segment) for segment in segments]
        step = np.float32(share * weight(sum([one.frequency for one in sources]), row_count))
        for each, one in zip(found, sources, strict=True):
            if one.frequency:
                each.append(Feature(one, step, leaf))
    for each in found:
        each.sort(key=lambda one: -one.weight)
    return found


def _leaves(expansion: str) -> list[Substring] | list[Word]:
    """What other words are found by: a short form as a word, since a pair 职教 is in 专职教师."""
    return [Word(expansion)] if len(expansion) == 2 else [*map(Substring, _pairs(expansion))]


def _pairs(text: str) -> list[str]:
    """The pairs of characters in a text; a single character by itself."""
    return [text[place : place + 2] for place in range(max(len(text) - 1, 1))]


class Related:
    """The paragraphs of a segment that are most like a query, of those that pass and are no hits.

    `features` are those of the query, rarest first, and `conditions` what it asks besides texts.
    """

    def __init__(
        self,
        features: Sequence[Feature],
        hits: Hits,
        query: EngineQuery,
        conditions: Matcher | None,
    ) -> None:
        self._segment = hits.segment
        self._features = features
        self._hits = hits.paragraphs
        self._passing = Passing(hits.segment, query.filters)
        self._preference = Preference(hits.segment, query.preferred)
        self._conditions = conditions

    def best(self, count: int) -> tuple[Array, Array]:
        """The best paragraphs, best first, and their scores: their own and a share of the title's.

        Titles are looked at for twice as many as are wanted.
        """
        rows, scores = self._best_by_text(2 * count)
        documents = self._segment.part_document.take(self._segment.paragraph_part.take(rows))
        starts, sizes = runs(documents)
        titles = documents.take(starts).astype(np.intp) + self._segment.paragraph_count
        title_scores = np.zeros(len(titles), np.float32)
        _add([one for one in self._features if one.is_pair], titles, title_scores)
        scores += RELATED_TITLE * title_scores.repeat(sizes)
        scores = self._preference.applied(rows, scores)
        order = best(scores, count)
        return rows.take(order), scores.take(order)

    def _best_by_text(self, count: int) -> tuple[Array, Array]:
        """The `count` best paragraphs by their own text and by preference, ascending.

        Their scores are those of their own text.
        """
        passing = self._passing_paragraphs()
        if passing is not None and len(passing) * _FEW < self._segment.paragraph_count:
            rows = np.setdiff1d(passing, self._hits, assume_unique=True)
            scores = np.zeros(len(rows), np.float32)
            _add(self._features, rows, scores)
        else:
            rows, scores = self._best_of_many(passing, count)
        preferred = self._preference.applied(rows, scores)
        order = best(preferred, count)
        top = np.sort(order[preferred.take(order) > 0])
        return rows.take(top), scores.take(top)

    def _passing_paragraphs(self) -> Array | None:
        """The paragraphs that pass filters and conditions, ascending (intp); None without any."""
        rows = self._filtered_paragraphs()
        if self._conditions is None:
            return rows
        segment = self._segment
        found = self._conditions.found(rows).rows
        found = found[: found.searchsorted(segment.paragraph_count)]
        if rows is not None or segment.live is None:
            return found
        live = segment.live.take(segment.part_document).take(segment.paragraph_part.take(found))
        return found[live]

    def _filtered_paragraphs(self) -> Array | None:
        """The paragraphs that pass the filters, ascending (intp); None without filters."""
        segment = self._segment
        if not self._passing.restrict:
            return None
        firsts = segment.document_paragraph[:-1]
        counts = np.diff(segment.document_paragraph)
        passing = self._passing.of_documents(np.arange(segment.document_count)) == 0
        rows, _ = spread(firsts[passing], counts[passing])
        groups = segment.part_group.take(segment.paragraph_part.take(rows))
        found: Array = rows[self._passing.groups.take(groups) == 0]
        return found

    def _best_of_many(self, passing: Array | None, count: int) -> tuple[Array, Array]:
        """Paragraphs that hold the `count` best, ascending, and their scores."""
        segment = self._segment
        sums = segment.row_sums.borrow()
        self._exclude(sums, passing)
        enough = 0.0
        most = self._preference.most
        rest = STRENGTHS * sum(float(one.weight) for one in self._features)
        added: list[Array] = []
        for feature, step, _ in self._features:
            if enough > rest * most:
                break
            check_time()
            rows, now, _ = feature.found(None, step)
            now += sums.take(rows)
            sums[rows] = now
            added.append(rows)
            enough = max(enough, lower_bound(now, count))
            rest -= STRENGTHS * float(step)
        able = [rows[(sums.take(rows) + rest) * most >= enough] for rows in added]
        rows = np.concatenate([np.zeros(0, np.intp), *able])
        rows.sort(kind="stable")  # some ascending runs
        rows = rows.take(run_starts(rows))
        scores = sums.take(rows)
        sums.fill(0)
        segment.row_sums.give_back(sums)
        _add(self._features[len(added) :], rows, scores)
        return rows, scores

    def _exclude(self, sums: Array, passing: Array | None) -> None:
        """Give an infinitely low score to titles, hits, and what is deleted or does not pass."""
        sums[self._segment.paragraph_count :] = -np.inf
        sums[self._hits] = -np.inf
        sums[self._segment.deleted_paragraphs] = -np.inf
        if passing is not None:
            failing = np.ones(self._segment.paragraph_count, bool)
            failing[passing] = False
            sums[: len(failing)][failing] = -np.inf


def _add(features: Sequence[Feature], rows: Array, scores: Array) -> None:
    """Add what features score in these rows, which are ascending."""
    for feature, step, _ in features:
        check_time()
        _, added, places = feature.found(rows, step)
        assert places is not None
        scores[places] += added
