"""A query tree at one segment: which rows match, with which score.

A match is some operations on whole arrays; no step is taken for a single posting or row.
"""

from collections.abc import Sequence

import numpy as np

from searchapp.deadline import check_time
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.found import Found, Matcher
from searchapp.engine.whoosh.places import Places
from searchapp.engine.whoosh.positional import NearSource, WildcardSource
from searchapp.engine.whoosh.postings import Source, source
from searchapp.engine.whoosh.scoring import weight
from searchapp.engine.whoosh.segment import Segment
from searchapp.engine.whoosh.sets import sums
from searchapp.engine.whoosh.unscored import NotMatcher, in_title, known
from searchapp.query.tree import (
    And,
    HasValue,
    InTime,
    InTitle,
    Near,
    Node,
    Not,
    Or,
    TextLeaf,
    Wildcard,
)


class LeafMatcher:
    """A term; `weight` is what a step of its strength scores, set by `matchers`."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.frequency = source.frequency
        self.weight = np.float32(0)

    def found(self, among: Array | None) -> Found:
        check_time()
        return self._source.found(among, self.weight)


class AndMatcher:
    """Rows that every node finds: the rarest first, the others only among what it found."""

    def __init__(self, nodes: Sequence[Matcher]) -> None:
        self._nodes = sorted(nodes, key=lambda node: node.frequency)
        self.frequency = self._nodes[0].frequency

    def found(self, among: Array | None) -> Found:
        first, *others = self._nodes
        rows, scores, places = first.found(among)
        for node in others:
            if not len(rows):
                break
            before, kept = scores, places
            rows, scores, places = node.found(rows)
            assert places is not None
            scores += before.take(places)
            places = None if kept is None else kept.take(places)
        return Found(rows, scores, places)


class OrMatcher:
    """Rows that some node finds."""

    def __init__(self, nodes: Sequence[Matcher], segment: Segment) -> None:
        self._nodes = nodes
        self._segment = segment
        self.frequency = sum(node.frequency for node in nodes)

    def found(self, among: Array | None) -> Found:
        parts = [node.found(among) for node in self._nodes]
        if among is not None:
            return _sums_among(among, parts)
        rows = np.concatenate([one.rows for one in parts])
        scores = np.concatenate([one.scores for one in parts])
        return Found(*sums(self._segment, rows, scores), None)


def matchers(node: Node, segments: Sequence[Segment], row_count: int) -> list[Matcher]:
    """The tree at each segment; of all `row_count` rows a term weighs the same in all segments."""
    trees = [_Tree(segment) for segment in segments]
    found = [tree.matcher(node) for tree in trees]
    for same in zip(*(tree.terms for tree in trees), strict=True):
        value = np.float32(weight(sum([one.frequency for one in same]), row_count))
        for one in same:
            one.weight = value
    return found


class _Tree:
    """Makes the matchers of a tree at one segment; `terms` are those of terms, in its order."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._places = Places(segment)
        self.terms: list[LeafMatcher] = []

    def matcher(self, node: Node) -> Matcher:
        match node:
            case And(nodes):
                return AndMatcher([self.matcher(one) for one in nodes])
            case Or(nodes):
                return OrMatcher([self.matcher(one) for one in nodes], self._segment)
            case Not(one):
                return NotMatcher(self.matcher(one), self._segment)
            case InTitle(one):
                return in_title(self._segment, self.matcher(one))
            case HasValue() | InTime():
                return known(node, self._segment)
        term = LeafMatcher(self._source(node))
        self.terms.append(term)
        return term

    def _source(self, leaf: TextLeaf) -> Source:
        if isinstance(leaf, Wildcard):
            return WildcardSource(self._segment, leaf, self._places)
        if isinstance(leaf, Near):
            return NearSource(self._segment, leaf, self._places)
        return source(leaf, self._segment)


def _sums_among(among: Array, parts: Sequence[Found]) -> Found:
    added = np.zeros(len(among), np.float32)
    found = np.zeros(len(among), bool)
    for _, scores, places in parts:
        added[places] += scores
        found[places] = True
    places = found.nonzero()[0]
    return Found(among.take(places), added.take(places), places)
