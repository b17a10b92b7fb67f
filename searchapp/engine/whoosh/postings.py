"""The rows of a segment that have a word, a phrase or a substring, and how often.

Positions of one term are ascending, and rows are numbered in the order of their positions, so a
set of rows is always an ascending array and runs of equal rows are what is counted.
"""

from typing import NamedTuple, Protocol

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.runs import run_lengths, run_starts, spread
from searchapp.engine.whoosh.segment import Segment

_SCATTERED = 12
"""A binary search costs about as much as this many steps through an array."""


class Postings(NamedTuple):
    """Rows (int32, ascending, each once) and how often each has the term.

    `places` are the places of the rows among those that were asked for; None if all were.
    """

    rows: Array
    counts: Array
    places: Array | None


class Source(Protocol):
    """What postings of one term come from."""

    @property
    def frequency(self) -> int:
        """No more rows than this have the term."""
        ...

    def postings(self, among: Array | None) -> Postings:
        """The rows that have the term, of all or among some (ascending, each once)."""
        ...


class WordSource:
    """A word: its postings lie in the segment as they are."""

    def __init__(self, segment: Segment, word: str) -> None:
        self._segment = segment
        self._rows, self._counts = segment.word(word)
        self.frequency = len(self._rows)

    def postings(self, among: Array | None) -> Postings:
        return _among(self._segment, self._rows, self._counts, among)


class PhraseSource:
    """Words one after another: positions of each, moved to where the phrase would begin.

    The rarest word comes first.
    """

    def __init__(self, segment: Segment, words: tuple[str, ...]) -> None:
        self._segment = segment
        positions = [segment.word_positions(word) for word in words]
        self._positions = sorted(enumerate(positions), key=lambda one: len(one[1]))
        self.frequency = min(len(segment.word(word)[0]) for word in words)

    def postings(self, among: Array | None) -> Postings:
        starts = _together(self._positions)
        rows = np.searchsorted(self._segment.row_word_start, starts, "right") - 1
        return _among(self._segment, *_counted(rows.astype(np.int32)), among)


class SubstringSource:
    """A text: the positions of its pairs of characters, moved to where the text would begin.

    The rarest pair comes first; then pairs that with it cover all characters. A row has a character
    at every position but its last, so pairs that cover a text never lie in two rows.
    """

    def __init__(self, segment: Segment, text: str) -> None:
        self._segment = segment
        self._single = len(text) == 1
        if self._single:
            positions, frequency = segment.character(text)
            self._pairs = [(0, positions)]
            self.frequency = min(frequency, segment.row_count)
        else:
            found = [segment.pair(text[place : place + 2]) for place in range(len(text) - 1)]
            self._pairs = _cover([positions for positions, _ in found])
            self.frequency = min(rows for _, rows in found)

    def postings(self, among: Array | None) -> Postings:
        rows = self._segment.rows_at(self.positions(among))
        if self._single:
            rows.sort()
        return _among(self._segment, *_counted(rows), among)

    def positions(self, among: Array | None) -> Array:
        """Where the text begins: in these rows for certain, perhaps in others too."""
        offset, rarest = self._pairs[0]
        if among is not None and len(among) * _SCATTERED < len(rarest) and not self._single:
            rarest = _between(
                rarest, self._segment.row_start[among], self._segment.row_start[among + 1]
            )
        return _together([(offset, rarest), *self._pairs[1:]])


def _cover(positions: list[Array]) -> list[tuple[int, Array]]:
    """Of the pairs at each offset enough to cover every character, the rarest first."""
    last = len(positions) - 1
    rarest = min(range(last + 1), key=lambda offset: len(positions[offset]))
    offsets = {*range(rarest, -1, -2), *range(rarest, last + 1, 2), 0, last}
    chosen = ((offset, positions[offset]) for offset in offsets)
    return sorted(chosen, key=lambda one: len(one[1]))


def _together(parts: list[tuple[int, Array]]) -> Array:
    """The positions p for which each part has p + its offset; few steps if the first is short."""
    (offset, first), *others = parts
    starts = first - np.uint32(offset)
    for offset, positions in others:
        if not len(starts):
            break
        wanted = starts + np.uint32(offset)
        places = positions.searchsorted(wanted)
        places[places == len(positions)] = 0
        starts = starts[positions[places] == wanted]
    return starts


def _between(positions: Array, lows: Array, highs: Array) -> Array:
    """The positions that lie in one of the ranges, which follow one another."""
    firsts = positions.searchsorted(lows)
    places, _ = spread(firsts, positions.searchsorted(highs) - firsts)
    return positions[places]


def _counted(rows: Array) -> tuple[Array, Array]:
    """The different rows of an ascending array, and how often each is in it."""
    starts = run_starts(rows)
    return rows[starts], run_lengths(starts, len(rows))


def _among(segment: Segment, rows: Array, counts: Array, among: Array | None) -> Postings:
    if among is None:
        return Postings(rows, counts, None)
    places, found = common(segment, among, rows)
    return Postings(rows[found], counts[found], places)


def common(segment: Segment, left: Array, right: Array) -> tuple[Array, Array]:
    """The places in two arrays of rows, ascending and each once, of the rows that both have."""
    if len(left) > len(right):
        second, first = common(segment, right, left)
        return first, second
    if len(left) * _SCATTERED < len(right):
        places = right.searchsorted(left)
        places[places == len(right)] = 0
        first = (right[places] == left).nonzero()[0]
        return first, places[first]
    marks = segment.borrow_marks()
    marks[left] = np.arange(1, len(left) + 1, dtype=np.int32)
    marked = marks.take(right)
    second = marked.nonzero()[0]
    marks[left] = 0
    segment.return_marks(marks)
    return marked[second] - 1, second
