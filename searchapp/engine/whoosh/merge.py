"""Index segments -> one segment of their documents that are not deleted.

Everything is concatenated, and numbers are moved by what stands before them. What grows with the
text is read, moved and written in pieces, so that memory does not grow with it.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from searchapp.engine.whoosh.container import Array, Arrays, NamedPieces, Pieces, whole
from searchapp.engine.whoosh.invert import row_arrays
from searchapp.engine.whoosh.lexicon import Lexicon, lexicon_arrays, starts_of, unite

_PIECE = 1 << 22
_Reader = Callable[[slice], tuple[Array, Array | None]]
"""Gives the values of a slice as they shall be written, and which of them stay (None: all)."""


class Source:
    """A segment to be merged: its arrays, and which documents, turns, ... of it stay."""

    def __init__(self, arrays: Arrays, documents: Array) -> None:
        """`documents` says for each document whether it stays."""
        self.arrays = arrays
        self.whole = bool(documents.all())
        turns = documents[arrays["turn.document"]]
        voices = np.repeat(turns, np.diff(arrays["turn.voice"]))
        parts = np.zeros(len(arrays["part.speaker"]), bool)
        parts[arrays["voice"][voices]] = True
        rows = np.repeat(documents, np.diff(arrays["document.row"]))
        self.kept = {
            "document": documents,
            "turn": turns,
            "voice": voices,
            "part": parts,
            "row": rows,
        }


class Merge:
    """Several segments as the arrays of one."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._numbers = {kind: self._renumbered(kind) for kind in sources[0].kept}
        self.row_count = sum(int(one.kept["row"].sum()) for one in sources)

    def document_arrays(self) -> NamedPieces:
        """What `layout` has in the container of documents."""
        yield from self._ids()
        yield "document.row", [self._starts("document.row", "document")]
        yield "document.first_day", self._kept("document.first_day", "document")
        yield "document.last_day", self._kept("document.last_day", "document")
        yield from self._facet("year", "document.year", "document")
        yield from self._facet("region", "document.region", "document")
        yield from self._blob("document.metadata", "document.metadata_start", "document")
        turn_rows = self._starts("turn.row", "turn")
        yield "turn.row", [turn_rows]
        yield "turn.document", self._references("turn.document", "turn", "document")
        yield "turn.voice", [self._starts("turn.voice", "turn")]
        yield "voice", self._references("voice", "voice", "part")
        yield from self._facet("speaker", "part.speaker", "part")
        sizes = np.diff(turn_rows)
        yield "row.turn", [np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)]
        yield "row.length", self._kept("row.length", "row")
        yield from self._blob("row.text", "row.text_start", "row")

    def posting_arrays(self) -> NamedPieces:
        """What `layout` has in the container of postings."""
        yield from self._pairs()
        yield from self._words()

    def _ids(self) -> NamedPieces:
        documents: dict[str, int] = {}
        for source, numbers in zip(self._sources, self._numbers["document"], strict=True):
            ids = Lexicon(source.arrays, "id").texts
            for text, document in zip(ids, source.arrays["id.document"].tolist(), strict=True):
                if source.kept["document"][document]:
                    documents[text] = int(numbers[document])
        in_order = sorted(documents)
        yield from whole(lexicon_arrays("id", in_order))
        of_id = np.array([documents[text] for text in in_order], np.uint32)
        yield "id.document", [of_id]
        yield "document.id", [np.argsort(of_id).astype(np.uint32)]

    def _pairs(self) -> NamedPieces:
        row_starts = self._starts("row.start", "row")
        yield from whole(row_arrays(row_starts))
        keys = np.unique(np.concatenate([one.arrays["pair.key"] for one in self._sources]))
        places = [np.searchsorted(keys, one.arrays["pair.key"]) for one in self._sources]
        counts = np.zeros(len(keys), np.int64)
        readers = self._position_readers("pair.position", "row.start", row_starts)
        yield "pair.position", self._lists("pair.starts", places, readers, counts)
        rows = np.zeros(len(keys), np.uint32)
        for source, place in zip(self._sources, places, strict=True):
            rows[place] += _rows_with_pair(source)
        yield "pair.key", [keys[counts > 0]]
        yield "pair.starts", [starts_of(counts[counts > 0])]
        yield "pair.rows", [rows[counts > 0]]

    def _words(self) -> NamedPieces:
        words, places = unite([Lexicon(one.arrays, "word").texts for one in self._sources])
        counts = np.zeros(len(words), np.int64)
        rows = [
            partial(_read_rows, source, numbers)
            for source, numbers in zip(self._sources, self._numbers["row"], strict=True)
        ]
        yield "word.row", self._lists("word.row_starts", places, rows, counts)
        used = np.flatnonzero(counts)
        yield from whole(lexicon_arrays("word", [words[place] for place in used.tolist()]))
        yield "word.row_starts", [starts_of(counts[used])]
        read_counts = [partial(_read_counts, source) for source in self._sources]
        yield "word.count", self._lists("word.row_starts", places, read_counts, counts)
        row_starts = self._starts("row.word_start", "row")
        positions = self._position_readers("word.position", "row.word_start", row_starts)
        yield "word.position", self._lists("word.position_starts", places, positions, counts)
        yield "word.position_starts", [starts_of(counts[used])]
        yield "row.word_start", [row_starts]

    def _renumbered(self, kind: str) -> list[Array]:
        """For each source, the new numbers of the things that stay (others have senseless ones)."""
        numbers = []
        base = -1
        for source in self._sources:
            numbers.append(np.cumsum(source.kept[kind]) + base)
            base += int(source.kept[kind].sum())
        return numbers

    def _kept(self, name: str, kind: str) -> Pieces:
        return [one.arrays[name][one.kept[kind]] for one in self._sources]

    def _starts(self, name: str, kind: str) -> Array:
        return starts_of(
            np.concatenate([np.diff(one.arrays[name])[one.kept[kind]] for one in self._sources])
        )

    def _references(self, name: str, kind: str, target: str) -> Pieces:
        """An array of numbers of things, which get their new numbers."""
        return [
            numbers[source.arrays[name][source.kept[kind]]].astype(np.uint32)
            for source, numbers in zip(self._sources, self._numbers[target], strict=True)
        ]

    def _facet(self, lexicon: str, name: str, kind: str) -> NamedPieces:
        """An array of facet values and their lexicon, of which only what is used stays."""
        kept = list(self._kept(name, kind))
        used = [np.unique(one) for one in kept]
        texts = [
            [Lexicon(source.arrays, lexicon)[place] for place in one.tolist()]
            for source, one in zip(self._sources, used, strict=True)
        ]
        values, places = unite(texts)
        yield from whole(lexicon_arrays(lexicon, values))
        yield (
            name,
            [
                place[np.searchsorted(found, one)].astype(np.uint32)
                for place, found, one in zip(places, used, kept, strict=True)
            ],
        )

    def _blob(self, name: str, starts_name: str, kind: str) -> NamedPieces:
        """Texts one after another: runs of things that stay are copied in pieces."""

        def pieces() -> Pieces:
            for source in self._sources:
                starts, kept = source.arrays[starts_name], source.kept[kind]
                edges = np.flatnonzero(np.diff(kept, prepend=False, append=False))
                for first, last in edges.reshape(-1, 2).tolist():
                    for low in range(int(starts[first]), int(starts[last]), _PIECE):
                        yield source.arrays[name][low : min(low + _PIECE, int(starts[last]))]
            yield self._sources[0].arrays[name][:0]

        yield name, pieces()
        yield starts_name, [self._starts(starts_name, kind).astype(np.uint64)]

    def _position_readers(self, name: str, row_starts: str, new_starts: Array) -> list[_Reader]:
        readers: list[_Reader] = []
        for source, numbers in zip(self._sources, self._numbers["row"], strict=True):
            starts = source.arrays[row_starts][:-1].astype(np.int64)
            shifts = new_starts[:-1][np.maximum(numbers, 0)] - starts
            readers.append(partial(_read_positions, source, name, row_starts, shifts))
        return readers

    def _lists(
        self, starts: str, places: Sequence[Array], readers: Sequence[_Reader], counts: Array
    ) -> Pieces:
        """The united lists of every term, source after source within a term, in pieces.

        `places` says for each source where its terms stand in the union; `counts`, one for each
        term of the union, is set to what is written of it.
        """
        nothing = readers[0](slice(0, 0))[0]
        yield nothing
        sizes = np.zeros(len(counts), np.int64)
        for source, place in zip(self._sources, places, strict=True):
            sizes[place] += np.diff(source.arrays[starts])
        for low, high in _pieces(sizes):
            terms: list[Array] = [np.zeros(0, np.int64)]
            values: list[Array] = [nothing]
            for source, place, read in zip(self._sources, places, readers, strict=True):
                first, last = np.searchsorted(place, (low, high))
                ends = source.arrays[starts][first : last + 1]
                found, stays = read(slice(int(ends[0]), int(ends[-1])))
                term = np.repeat(place[first:last] - low, np.diff(ends))
                terms.append(term if stays is None else term[stays])
                values.append(found if stays is None else found[stays])
            term = np.concatenate(terms)
            counts[low:high] = np.bincount(term, minlength=high - low)
            yield np.concatenate(values)[np.argsort(term, kind="stable")]


def _read_positions(
    source: Source, name: str, row_starts: str, shifts: Array, part: slice
) -> tuple[Array, Array | None]:
    positions = source.arrays[name][part]
    if source.whole:
        return (positions + shifts[:1]).astype(np.uint32), None
    rows = np.searchsorted(source.arrays[row_starts], positions, "right") - 1
    return (positions + shifts[rows]).astype(np.uint32), source.kept["row"][rows]


def _read_rows(source: Source, numbers: Array, part: slice) -> tuple[Array, Array | None]:
    rows = source.arrays["word.row"][part]
    return numbers[rows].astype(np.int32), None if source.whole else source.kept["row"][rows]


def _read_counts(source: Source, part: slice) -> tuple[Array, Array | None]:
    rows = source.arrays["word.row"][part]
    return source.arrays["word.count"][part], None if source.whole else source.kept["row"][rows]


def _rows_with_pair(source: Source) -> Array:
    """For each pair, the rows with it that stay (uint32)."""
    if source.whole:
        return source.arrays["pair.rows"]
    starts = source.arrays["pair.starts"]
    counts = np.zeros(len(starts) - 1, np.uint32)
    for low, high in _pieces(np.diff(starts)):
        positions = source.arrays["pair.position"][starts[low] : starts[high]]
        rows = np.searchsorted(source.arrays["row.start"], positions, "right") - 1
        firsts = starts[low:high] - starts[low]
        begins = np.ones(len(rows), bool)
        begins[1:] = rows[1:] != rows[:-1]
        begins[firsts] = True
        begins &= source.kept["row"][rows]
        counts[low:high] = np.add.reduceat(begins, firsts, dtype=np.uint32)
    return counts


def _pieces(sizes: Array) -> Iterator[tuple[int, int]]:
    """Ranges of terms whose lists, of these sizes, have about `_PIECE` entries together."""
    ends = np.cumsum(sizes)
    low = 0
    while low < len(sizes):
        done = ends[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(ends, done + _PIECE, "right")))
        yield low, high
        low = high
