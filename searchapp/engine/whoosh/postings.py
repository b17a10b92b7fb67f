"""The rows of a segment that have a word, a phrase or a substring, and their scores.

Positions of one term are ascending, and rows are numbered in the order of their positions, so a
set of rows is always an ascending array and runs of equal rows are what is counted.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.found import Found
from searchapp.engine.whoosh.kernels.compiled import compiled
from searchapp.engine.whoosh.kernels.positions import (
    count_among_rows,
    count_in_rows,
    follow,
)
from searchapp.engine.whoosh.kernels.positions import inside as positions_inside
from searchapp.engine.whoosh.scoring import strengths
from searchapp.engine.whoosh.segment import Segment
from searchapp.engine.whoosh.sets import common
from searchapp.engine.whoosh.terms import Places, Terms
from searchapp.query.tree import Phrase, Substring, Word

_SCATTERED = 8
"""Looking up the positions of a row takes about as long as going past so many."""


class Source(Protocol):
    """What rows of one term come from."""

    @property
    def frequency(self) -> int:
        """No more rows than this have the term."""
        ...

    def found(self, among: Array | None, weight: np.float32) -> Found:
        """The rows that have the term, of all or among some (ascending, each once).

        They score `weight` for each step of the strength of the term in them.
        """
        ...


def source(leaf: Substring | Word | Phrase, segment: Segment) -> Source:
    """Where the postings of a leaf come from."""
    if isinstance(leaf, Phrase):
        return PhraseSource(segment, leaf.words)
    if isinstance(leaf, Word):
        return RowSource(segment, segment.words, segment.words.find(leaf.text))
    if len(leaf.text) == 1:
        return CharacterSource(segment, leaf.text)
    if len(leaf.text) == 2:
        return RowSource(segment, segment.pairs, segment.pairs.find(leaf.text))
    return SubstringSource(segment, leaf.text)


class RowSource:
    """A word or pair of characters: its postings lie in the segment as they are."""

    def __init__(self, segment: Segment, terms: Terms, places: Places) -> None:
        self._segment = segment
        self._terms = terms
        self._places = places
        self.frequency = terms.frequency(places)

    def found(self, among: Array | None, weight: np.float32) -> Found:
        if among is None:
            return Found(*self._terms.scored(self._places, weight), None)
        marks = self._segment.row_marks
        return self._terms.scored_among(self._places, weight, among, marks)


class PhraseSource:
    """Words one after another: positions of each, moved to where the phrase would begin."""

    def __init__(self, segment: Segment, words: tuple[str, ...]) -> None:
        self._segment = segment
        found = [segment.words.find(word) for word in words]
        self.frequency = min(map(segment.words.frequency, found))
        parts = enumerate(map(segment.words.positions, found))
        self._parts = sorted(parts, key=lambda one: len(one[1]))
        self._rarest = found[self._parts[0][0]]

    def found(self, among: Array | None, weight: np.float32) -> Found:
        starts = _together(self._parts)
        # Of the rows that have the rarest word; it takes many times longer to look among all.
        having, _ = self._segment.words.scored(self._rarest, weight)
        rows, counts = np.empty((2, min(len(starts), len(having))), np.intp)
        row_position = self._segment.words.row_position
        count = count_among_rows(starts, having, row_position, rows, counts)
        return _among(self._segment, rows[:count], counts[:count], among, weight)


class CharacterSource:
    """A single character: all pairs that begin with it."""

    def __init__(self, segment: Segment, character: str) -> None:
        self._segment = segment
        places = segment.pairs.find(character)
        self._positions = segment.pairs.positions(places)
        self.frequency = min(segment.pairs.frequency(places), segment.row_count)

    def found(self, among: Array | None, weight: np.float32) -> Found:
        positions = np.sort(self._positions, kind="stable")  # ascending runs, one of each pair
        return found_at(self._segment, positions, among, weight)


class SubstringSource:
    """A longer text: positions of pairs that cover it, moved to where the text would begin."""

    def __init__(self, segment: Segment, text: str) -> None:
        self._segment = segment
        found = [segment.pairs.find(text[place : place + 2]) for place in range(len(text) - 1)]
        self.frequency = min(map(segment.pairs.frequency, found))
        self._parts = _cover([segment.pairs.positions(one) for one in found])

    def found(self, among: Array | None, weight: np.float32) -> Found:
        (offset, rarest), *others = self._parts
        if among is not None and len(among) * _SCATTERED < len(rarest):
            starts = self._segment.pairs.row_position
            rarest = inside(rarest, starts.take(among), starts.take(among + 1))
        positions = _together([(offset, rarest), *others])
        return found_at(self._segment, positions, among, weight)


def found_at(segment: Segment, positions: Array, among: Array | None, weight: np.float32) -> Found:
    """The rows of ascending positions, which score by how many of these they have."""
    rows, counts = np.empty((2, min(len(positions), segment.row_count)), np.intp)
    row_position = segment.pairs.row_position
    count = count_in_rows(positions, segment.row_before, row_position, rows, counts)
    return _among(segment, rows[:count], counts[:count], among, weight)


def positions_of(segment: Segment, text: str) -> Array:
    """Where a text stands; ascending."""
    if len(text) == 1:
        positions = segment.pairs.positions(segment.pairs.find(text))
        return np.sort(positions, kind="stable")  # as many ascending runs as there are pairs
    return _together(_covering(segment, text))


def positions_in(segment: Segment, text: str, lows: Array, highs: Array) -> Array:
    """Where a text stands in ranges of positions, which follow one another; ascending."""
    if len(text) == 1:
        return inside(positions_of(segment, text), lows, highs)
    (offset, rarest), *others = _covering(segment, text)
    return _together([(offset, inside(rarest, lows, highs)), *others])


def _covering(segment: Segment, text: str) -> list[tuple[int, Array]]:
    """Where enough pairs stand to cover a text, each with its offset in it, the rarest first."""
    found = [segment.pairs.find(text[place : place + 2]) for place in range(len(text) - 1)]
    return _cover([segment.pairs.positions(one) for one in found])


def _cover(positions: list[Array]) -> list[tuple[int, Array]]:
    """Of the pairs at each offset enough to cover every character, the rarest first."""
    if len(positions) == 1:
        return [(0, positions[0])]
    last = len(positions) - 1
    rarest = min(range(last + 1), key=lambda offset: len(positions[offset]))
    offsets = {*range(rarest, -1, -2), *range(rarest, last + 1, 2), 0, last}
    chosen = ((offset, positions[offset]) for offset in offsets)
    return sorted(chosen, key=lambda one: len(one[1]))


def _together(parts: Sequence[tuple[int, Array]]) -> Array:
    """The positions p for which each part has p + its offset; few steps if the first is short."""
    (offset, first), *others = parts
    starts: Array = first[first.searchsorted(np.uint32(offset)) :] - np.uint32(offset)
    for offset, positions in others:
        starts = starts[: follow(starts, positions, offset, starts)]
    return starts


def inside(positions: Array, lows: Array, highs: Array) -> Array:
    """Of ascending positions those that lie in the ranges, which follow one another."""
    found = np.empty(min(len(positions), int((highs - lows).sum())), np.uint32)
    return found[: positions_inside(positions, lows, highs, found)]


def _among(
    segment: Segment, rows: Array, counts: Array, among: Array | None, weight: np.float32
) -> Found:
    """Rows that have a term so often, all or among some."""
    places = None
    if among is not None:
        places, having = common(segment, among, rows)
        rows, counts = rows.take(having), counts.take(having)
    return Found(rows, _strengths(counts, segment.row_length.take(rows)) * weight, places)


_strengths = compiled("<i8", "<u2")(strengths)
