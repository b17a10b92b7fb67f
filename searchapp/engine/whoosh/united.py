"""The lists of terms of several index segments as one list a term, read and made in pieces."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from searchapp.engine.whoosh.container import Array, Arrays, Pieces, release

_PIECE = 1 << 22
_Read = Callable[[slice], tuple[Array, Array, Array | None]]


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
    sources: Sequence[Source],
    starts: str,
    places: Sequence[Array],
    readers: Sequence[_Read],
    counts: Array,
) -> Pieces:
    """The united lists of every term, in pieces.

    `places` says for each source where its terms stand in the union; `counts`, one for each
    term of the union, is set to what is written of it.
    """
    nothing = readers[0](slice(0, 0))[0]
    yield nothing
    sizes = np.zeros(len(counts), np.int64)
    for source, place in zip(sources, places, strict=True):
        sizes[place] += np.diff(source.arrays[starts])
    for low, high in _pieces(sizes):
        values: list[Array] = [nothing]
        keys: list[Array] = [np.zeros(0, np.uint64)]
        for source, place, read in zip(sources, places, readers, strict=True):
            first, last = np.searchsorted(place, (low, high))
            ends = source.arrays[starts][first : last + 1]
            found, rows, stays = read(slice(int(ends[0]), int(ends[-1])))
            terms = np.repeat((place[first:last] - low).astype(np.uint64), np.diff(ends))
            key = terms << np.uint64(32) | rows.astype(np.uint64)
            values.append(found if stays is None else found[stays])
            keys.append(key if stays is None else key[stays])
        key = np.concatenate(keys)
        counts[low:high] = np.bincount(
            (key >> np.uint64(32)).astype(np.int64), minlength=high - low
        )
        yield np.concatenate(values)[np.argsort(key, kind="stable")]  # merges ascending runs
    for source in sources:
        release(source.arrays)


class Reader:
    """Reads postings of one kind from a source as they shall be written.

    Each method gives the values of a slice, what puts them in order within their term, and which
    of them stay (None: all).
    """

    def __init__(self, source: Source, name: str, numbers: Array, shifts: Array) -> None:
        self._source = source
        self._row = source.arrays[f"{name}.row"]
        self._strength = source.arrays[f"{name}.strength"]
        self._position = source.arrays[f"{name}.position"]
        self._row_position = source.arrays[f"{name}.row_position"]
        self._numbers = numbers
        self._shifts = shifts

    def rows(self, part: slice) -> tuple[Array, Array, Array | None]:
        rows = self._row[part]
        numbers = self._numbers[rows].astype(np.int32)
        return numbers, numbers, self._stays(rows)

    def strengths(self, part: slice) -> tuple[Array, Array, Array | None]:
        _, numbers, stays = self.rows(part)
        return self._strength[part], numbers, stays

    def positions(self, part: slice) -> tuple[Array, Array, Array | None]:
        positions = self._position[part]
        if self._source.whole:  # all paragraphs move equally far, and so do all titles
            of_titles = positions >= self._row_position[self._source.paragraph_count]
            positions = positions + np.where(of_titles, self._shifts[-1], self._shifts[0])
            return positions.astype(np.uint32), positions, None
        rows = np.searchsorted(self._row_position, positions, "right") - 1
        positions = (positions + self._shifts[rows]).astype(np.uint32)
        return positions, positions, self._stays(rows)

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
