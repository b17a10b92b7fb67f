"""A query tree at one segment: which rows match, with which score.

A match is some operations on whole arrays; no step is taken for a single posting or row.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.postings import PhraseSource, Source, SubstringSource, WordSource
from searchapp.engine.whoosh.runs import run_starts
from searchapp.engine.whoosh.scoring import Scoring
from searchapp.engine.whoosh.segment import Segment
from searchapp.engine.whoosh.tree import And, Leaf, Node, Or, Phrase, Substring, Word, leaves

_SORT_COST = 32
"""To sort a row costs about as much as to look at so many marks."""


class Found(NamedTuple):
    """Rows that match (int32, ascending, each once) and their scores (float32, above 0).

    `places` are the places of the rows among those that were asked for; None if all were.
    """

    rows: Array
    scores: Array
    places: Array | None


def matches(node: Node, segments: Sequence[Segment], scoring: Scoring) -> list["Match"]:
    """The tree at each segment; a term weighs the same in all of them."""
    sources = [{leaf: source(leaf, segment) for leaf in leaves(node)} for segment in segments]
    weights = {
        leaf: scoring.weight(sum(each[leaf].frequency for each in sources)) for leaf in leaves(node)
    }
    return [
        Match(segment, each, weights, scoring)
        for segment, each in zip(segments, sources, strict=True)
    ]


def source(leaf: Leaf, segment: Segment) -> Source:
    """Where the postings of a leaf come from."""
    match leaf:
        case Substring(text):
            return SubstringSource(segment, text)
        case Word(text):
            return WordSource(segment, text)
        case Phrase(words):
            return PhraseSource(segment, words)


class Match:
    """A tree at one segment: where the postings of its leaves come from, and what they weigh."""

    def __init__(
        self,
        segment: Segment,
        sources: Mapping[Leaf, Source],
        weights: Mapping[Leaf, float],
        scoring: Scoring,
    ) -> None:
        self.segment = segment
        self.sources = sources
        self.weights = weights
        self._scoring = scoring

    def find(self, node: Node, among: Array | None = None) -> Found:
        """The rows that match, of all or among some (ascending, each once)."""
        match node:
            case And(nodes):
                return self._all(nodes, among)
            case Or(nodes):
                return self._some(nodes, among)
            case _:
                rows, counts, places = self.sources[node].postings(among)
                weight = self.weights[node]
                return Found(rows, self._scoring.scores(self.segment, rows, counts, weight), places)

    def _frequency(self, node: Node) -> int:
        """No more rows than this match."""
        match node:
            case And(nodes):
                return min(map(self._frequency, nodes))
            case Or(nodes):
                return sum(map(self._frequency, nodes))
            case _:
                return self.sources[node].frequency

    def _all(self, nodes: Sequence[Node], among: Array | None) -> Found:
        """Rarest first; the others only have to say which of its rows they find too."""
        first, *others = sorted(nodes, key=self._frequency)
        found = self.find(first, among)
        for node in others:
            if not len(found.rows):
                break
            rows, scores, places = self.find(node, found.rows)
            scores += found.scores[places]
            found = Found(
                rows, scores, found.places if found.places is None else found.places[places]
            )
        return found

    def _some(self, nodes: Sequence[Node], among: Array | None) -> Found:
        """Scores are added up in a place for every row."""
        parts = [self.find(node, among) for node in nodes]
        if among is not None:
            sums = np.zeros(len(among), np.float32)
            for one in parts:
                sums[one.places] += one.scores
            places = sums.nonzero()[0]
            return Found(among[places], sums[places], places)
        marks = self.segment.borrow_marks()
        sums = marks.view(np.float32)
        for rows, scores, _ in parts:
            sums[rows] += scores  # each row is in a part once
        rows = _marked(marks, [one.rows for one in parts])
        scores = sums.take(rows)
        sums[rows] = 0
        self.segment.return_marks(marks)
        return Found(rows, scores, None)


def _marked(marks: Array, parts: Sequence[Array]) -> Array:
    """The rows of all parts, ascending, each once: those that are marked, if it is many."""
    rows: Array
    if sum(map(len, parts)) * _SORT_COST > len(marks):
        rows = (marks != 0).nonzero()[0].astype(np.int32)
        return rows
    rows = np.sort(np.concatenate(parts))
    return rows[run_starts(rows)]
