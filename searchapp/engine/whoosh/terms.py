"""Where the terms of a segment stand: pairs of characters, and words."""

from bisect import bisect_left

import numpy as np

from searchapp.engine.whoosh.blocks import block_count
from searchapp.engine.whoosh.container import Array, Arrays
from searchapp.engine.whoosh.found import Found
from searchapp.engine.whoosh.kernels.rows import look_up, read, read_among
from searchapp.engine.whoosh.lexicon import CHARACTER_BITS, Lexicon, pack
from searchapp.engine.whoosh.scratch import Scratch

Places = tuple[int, int]
"""A range of terms: one, none, or all pairs with the same first character."""
_SCATTERED = 64
"""Looking up a row takes about as long as going past so many."""


class Terms:
    """The postings of all terms of one kind, in the order of the terms."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._row_edges = arrays[f"{name}.row_starts"]
        self._row_starts = self._row_edges.data
        self._row_blocks = block_count(len(arrays[f"{name}.row_position"]) - 1)
        self._row = arrays[f"{name}.row"]
        self._strength = arrays[f"{name}.strength"]
        self._position_starts = arrays[f"{name}.position_starts"].data
        self._position = arrays[f"{name}.position"]
        self.row_position = arrays[f"{name}.row_position"]
        """Where the positions of each row start; one entry more than there are rows."""

    def frequency(self, places: Places) -> int:
        """How many rows have one of these terms, those that have several counted for each."""
        starts, blocks = self._row_starts, self._row_blocks
        return starts[places[1] * blocks] - starts[places[0] * blocks]

    def frequencies(self) -> list[int]:
        """How many rows have each term."""
        return np.diff(np.asarray(self._row_starts)[:: self._row_blocks]).tolist()  # type: ignore[no-any-return]

    def scored(self, places: Places, weight: np.float32) -> tuple[Array, Array]:
        """The rows that have a term (intp, ascending), and their scores if a step has this weight.

        intp is numpy's own kind of index.
        """
        lows, starts, strengths = self._list(places)
        rows, scores = np.empty(len(lows), np.intp), np.empty(len(lows), np.float32)
        read(lows, starts, strengths, weight, rows, scores)
        return rows, scores

    def scored_among(
        self, places: Places, weight: np.float32, wanted: Array, row_marks: Scratch
    ) -> Found:
        """The same of some rows."""
        rows, found = np.empty((2, len(wanted) + 1), np.intp)
        scores = np.empty(len(wanted), np.float32)
        postings = self._list(places)
        if len(wanted) * _SCATTERED < len(postings[0]):
            count = look_up(wanted, *postings, weight, rows, scores, found)
        else:
            marks = row_marks.borrow()
            count = read_among(wanted, *postings, weight, marks, rows, scores, found)
            row_marks.give_back(marks)
        return Found(rows[:count], scores[:count], found[:count])

    def _list(self, places: Places) -> tuple[Array, Array, Array]:
        """The lower bits of the rows of a term, where its blocks start, its strengths."""
        first, end = places[0] * self._row_blocks, places[1] * self._row_blocks
        postings = slice(self._row_starts[first], self._row_starts[end])
        return self._row[postings], self._row_edges[first : end + 1], self._strength[postings]

    def positions(self, places: Places) -> Array:
        """Where terms stand, term after term, ascending within each."""
        part = slice(self._position_starts[places[0]], self._position_starts[places[1]])
        return self._position[part]


class Words(Terms):
    """The postings of words."""

    def __init__(self, arrays: Arrays) -> None:
        super().__init__(arrays, "word")
        self.lexicon = Lexicon(arrays, "word")

    def find(self, word: str) -> Places:
        place = self.lexicon.find(word)
        return (0, 0) if place is None else (place, place + 1)


class Pairs(Terms):
    """The postings of pairs of characters."""

    def __init__(self, arrays: Arrays) -> None:
        super().__init__(arrays, "pair")
        self._keys = arrays["pair.key"].data

    def find(self, text: str) -> Places:
        """A pair, or, of a single character, all pairs that begin with it."""
        key = pack(text, 2)
        low = bisect_left(self._keys, key)
        if len(text) == 1:
            return low, bisect_left(self._keys, key + (1 << CHARACTER_BITS), low)
        return (low, low + 1) if low < len(self._keys) and self._keys[low] == key else (0, 0)
