"""Why one paragraph is a hit of a query or not, and what its score is made of.

The same matchers are asked, and the same weights added, as in a search: node by node, of the row of
the paragraph and of that of its document's title.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from searchapp.engine.contract import (
    FACETS,
    EngineQuery,
    Filters,
    Restriction,
)
from searchapp.engine.reasons import Clause, Explanation, ScorePart
from searchapp.engine.whoosh.collector import Collected
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.filters import Passing
from searchapp.engine.whoosh.matcher import matchers
from searchapp.engine.whoosh.preference import Preference
from searchapp.engine.whoosh.ranking import ranked
from searchapp.engine.whoosh.related import features
from searchapp.engine.whoosh.scoring import RELATED_TITLE, TITLE
from searchapp.engine.whoosh.segment import Segment
from searchapp.query.tree import And, Node, Not, Or


class Explaining:
    """A query and a paragraph of segment `number`."""

    def __init__(
        self, segments: Sequence[Segment], number: int, query: EngineQuery, paragraph: int
    ) -> None:
        self._segments = segments
        self._segment = segments[number]
        self._row_count = sum(one.row_count for one in segments)
        self._number = number
        self._query = query
        self._paragraph = paragraph
        part = self._segment.paragraph_part.item(paragraph)
        self._document = self._segment.part_document.item(part)
        self._title = self._segment.paragraph_count + self._document

    def explanation(self, found: Collected) -> Explanation:
        """The whole of it; `found` is what the query finds in the segment."""
        is_hit = self._paragraph in found.hits.paragraphs
        return Explanation(
            is_hit=is_hit,
            clause=self._clause(self._query.tree) if self._query.tree else None,
            passes=dict(self._passes()),
            parts=tuple(self._hit_parts(found) if is_hit else self._related_parts()),
        )

    def _clause(self, node: Node) -> Clause:
        match node:
            case And(nodes) | Or(nodes):
                clauses = tuple(map(self._clause, nodes))
            case Not(inner):
                clauses = (self._clause(inner),)
            case _:
                clauses = ()
        holds = self._score(node, self._paragraph) is not None
        return Clause(node, holds, self._score(node, self._title) is not None, clauses)

    def _passes(self) -> Iterator[tuple[Restriction, bool]]:
        filters = self._query.filters
        for facet in FACETS:
            include, exclude = filters.include.get(facet), filters.exclude.get(facet)
            if include or exclude:
                chosen = Filters({facet: include or ()}, {facet: exclude or ()})
                yield facet, self._passing(Passing(self._segment, chosen))
        if filters.date_from or filters.date_to:
            chosen = Filters(date_from=filters.date_from, date_to=filters.date_to)
            yield "date", self._passing(Passing(self._segment, chosen))

    def _passing(self, passing: Passing) -> bool:
        return not passing.of_paragraphs(np.array([self._paragraph])).any()

    def _hit_parts(self, found: Collected) -> Iterator[ScorePart]:
        tree = self._query.tree
        parts = list(self._scored(tree)) if tree else []
        yield from parts
        sum_ = sum(one.score for one in parts)
        if tree and (title := self._score(tree, self._title)):
            sum_ += TITLE * title
            yield ScorePart("title", TITLE * title)
        preferred = self._preferred(sum_)
        if preferred:
            yield ScorePart("preferred", preferred)
        paragraphs, scores = ranked(found, self._query, len(found.hits.paragraphs))
        near = float(scores[paragraphs == self._paragraph][0]) - sum_ - preferred
        if near > _ROUNDING * sum_:
            yield ScorePart("near", near)

    def _related_parts(self) -> Iterator[ScorePart]:
        sum_ = title = 0.0
        for one in features(self._query, self._segments, self._row_count)[self._number]:
            if score := _first(one.source.found(_row(self._paragraph), one.weight).scores):
                sum_ += score
                yield ScorePart(one.leaf, score)
            if one.is_pair:
                in_title = one.source.found(_row(self._title), one.weight).scores
                title += RELATED_TITLE * _first(in_title)
        if title:
            yield ScorePart("title", title)
        if preferred := self._preferred(sum_ + title):
            yield ScorePart("preferred", preferred)

    def _scored(self, node: Node) -> Iterator[ScorePart]:
        """What the leaves score; those of alternatives that do not hold score nothing."""
        score = self._score(node, self._paragraph)
        match node:
            case And(nodes) | Or(nodes) if score:
                for one in nodes:
                    yield from self._scored(one)
            case And() | Or() | Not():
                return
            case _ if score:
                yield ScorePart(node, score)

    def _preferred(self, score: float) -> float:
        preference = Preference(self._segment, self._query.preferred)
        scores = np.array([score], np.float32)
        return float(preference.applied(_row(self._paragraph), scores)[0]) - float(scores[0])

    def _score(self, node: Node, row: int) -> float | None:
        """What a row scores for a node, None if the node does not find it."""
        matcher = matchers(node, self._segments, self._row_count)[self._number]
        scores = matcher.found(_row(row)).scores
        return float(scores[0]) if len(scores) else None


_ROUNDING = 1e-4
"""Scores are added up as float32."""


def _row(row: int) -> Array:
    return np.array([row], np.intp)


def _first(scores: Array) -> float:
    return float(scores[0]) if len(scores) else 0.0
