"""The lists of terms of several index segments as one list a term, read and made in pieces."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from searchapp.engine.whoosh.blocks import block_count, whole_rows
from searchapp.engine.whoosh.container import Array, Arrays
from searchapp.engine.whoosh.lexicon import starts_of

_PIECE = 1 << 22


class Lists(NamedTuple):
    """The lists of all terms of a source: how many values each has, and what reads some of them.

    That gives the values of the lists `first:last`, one after another, as they shall be written,
    which of them are about titles, and which stay (None: all).
    """

    counts: Array
    read: Callable[[int, int], tuple[Array, Array, Array | None]]


class Source:
    """A segment to be merged: its arrays, and which documents, parts and rows of it stay."""

    def __init__(self, arrays: Arrays, documents: Array) -> None:
        """`documents` says for each document whether it stays."""
        self.arrays = arrays
        self.whole = bool(documents.all())
        self.kept = {
            "document": documents,
            "part": documents[arrays["part.document"]],
            "paragraph": np.repeat(documents, np.diff(arrays["document.paragraph"])),
        }
        self.paragraph_count = len(self.kept["paragraph"])
        self.rows = np.concatenate((self.kept["paragraph"], documents))


def united(
    places: Sequence[Array], lists: Sequence[Lists], term_count: int
) -> Iterator[tuple[Array, Array]]:
    """The united lists of every term in pieces: their values, and how many each has.

    `places` says for each source where its terms stand in the union. What a term has in the
    paragraphs of each source, one source after another, comes before what it has in their titles.
    """
    nothing = lists[0].read(0, 0)[0]
    yield nothing, np.zeros(0, np.int64)
    sizes = np.zeros(term_count, np.int64)
    for place, one in zip(places, lists, strict=True):
        sizes[place] += one.counts
    for low, high in _pieces(sizes):
        values = []
        counts = np.zeros((high - low, 2, len(lists)), np.int64)
        for number, (place, one) in enumerate(zip(places, lists, strict=True)):
            first, last = map(int, np.searchsorted(place, (low, high)))
            found, in_titles, stays = one.read(first, last)
            parts = (2 * (place[first:last] - low)).repeat(one.counts[first:last])
            parts += in_titles
            values.append(found if stays is None else found[stays])
            parts = parts if stays is None else parts[stays]
            counts[:, :, number] = np.bincount(parts, minlength=2 * (high - low)).reshape(-1, 2)
        starts = starts_of(counts.ravel(), "<i8")
        whole = np.empty(starts[-1], nothing.dtype)
        for number, found in enumerate(values):
            of_source = counts[:, :, number].ravel()
            moves = starts[number : -1 : len(lists)] - starts_of(of_source, "<i8")[:-1]
            whole[moves.repeat(of_source) + np.arange(len(found))] = found
        yield whole, counts.sum(axis=(1, 2))


class Reader:
    """Reads the lists of the terms of one kind from a source."""

    def __init__(self, source: Source, name: str, numbers: Array, shifts: Array) -> None:
        self._source = source
        self._row = source.arrays[f"{name}.row"]
        self._strength = source.arrays[f"{name}.strength"]
        self._position = source.arrays[f"{name}.position"]
        self._row_position = source.arrays[f"{name}.row_position"]
        self._row_starts = source.arrays[f"{name}.row_starts"]
        self._position_starts = source.arrays[f"{name}.position_starts"]
        self._blocks = block_count(len(self._row_position) - 1)
        self._numbers = numbers
        self._shifts = shifts

    @property
    def rows(self) -> Lists:
        return Lists(np.diff(self._row_starts[:: self._blocks]), self._read_rows)

    @property
    def strengths(self) -> Lists:
        return self.rows._replace(read=self._read_strengths)

    @property
    def positions(self) -> Lists:
        return Lists(np.diff(self._position_starts), self._read_positions)

    def _read_rows(self, first: int, last: int) -> tuple[Array, Array, Array | None]:
        starts = self._row_starts[first * self._blocks : last * self._blocks + 1]
        rows = whole_rows(self._row[starts[0] : starts[-1]], np.diff(starts), self._blocks)
        in_titles = rows >= self._source.paragraph_count
        return self._numbers[rows], in_titles, self._stays(rows)

    def _read_strengths(self, first: int, last: int) -> tuple[Array, Array, Array | None]:
        _, in_titles, stays = self._read_rows(first, last)
        starts = self._row_starts
        part = slice(starts[first * self._blocks], starts[last * self._blocks])
        return self._strength[part], in_titles, stays

    def _read_positions(self, first: int, last: int) -> tuple[Array, Array, Array | None]:
        positions = self._position[self._position_starts[first] : self._position_starts[last]]
        in_titles = positions >= self._row_position[self._source.paragraph_count]
        if self._source.whole:  # all paragraphs move equally far, and so do all titles
            moved = positions + np.where(in_titles, self._shifts[-1], self._shifts[0])
            return moved.astype(np.uint32), in_titles, None
        rows = np.searchsorted(self._row_position, positions, "right") - 1
        moved = (positions + self._shifts[rows]).astype(np.uint32)
        return moved, in_titles, self._stays(rows)

    def _stays(self, rows: Array) -> Array | None:
        return None if self._source.whole else self._source.rows[rows]


def _pieces(sizes: Array) -> Iterator[tuple[int, int]]:
    """Ranges of terms whose lists, of these sizes, have about `_PIECE` entries together."""
    ends = np.cumsum(sizes)
    low = 0
    while low < len(sizes):
        done = ends[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(ends, done + _PIECE, "right")))
        yield low, high
        low = high
