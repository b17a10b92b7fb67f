"""Index segments -> one segment of their documents that are not deleted.

Everything is concatenated, and numbers are moved by what stands before them. What grows with the
text is read, moved and written in pieces, and let go, so that memory does not grow with it.
"""

from collections.abc import Generator, Iterator, Sequence
from itertools import chain

import numpy as np

from searchapp.engine.whoosh.blocks import block_count, block_sizes
from searchapp.engine.whoosh.container import Array, NamedPieces, Pieces, release, whole
from searchapp.engine.whoosh.describe import group_arrays
from searchapp.engine.whoosh.invert import row_arrays
from searchapp.engine.whoosh.lexicon import Lexicon, lexicon_arrays, starts_of, unite
from searchapp.engine.whoosh.runs import run_starts
from searchapp.engine.whoosh.sketch import SLOTS
from searchapp.engine.whoosh.united import Lists, Reader, Source, united

_PIECE = 1 << 22


class Merge:
    """Several segments as the arrays of one."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._numbers = {kind: self._renumbered(kind) for kind in sources[0].kept}
        paragraph_count = sum(int(one.kept["paragraph"].sum()) for one in sources)
        self._row_numbers = [
            np.concatenate((paragraphs, paragraph_count + titles))
            for paragraphs, titles in zip(
                self._numbers["paragraph"], self._numbers["document"], strict=True
            )
        ]
        self.row_count = sum(int(one.rows.sum()) for one in sources)

    def document_arrays(self) -> NamedPieces:
        """What `layout` has in the container of documents."""
        yield from self._ids()
        yield "document.paragraph", [self._starts("document.paragraph", "document")]
        yield "document.first_day", self._kept("document.first_day", "document")
        yield "document.last_day", self._kept("document.last_day", "document")
        yield "document.first_indexed", self._kept("document.first_indexed", "document")
        for name in ("year", "region", "source", "kind"):
            yield from self._values(name)
        yield from self._blob("document.metadata", "document.metadata_start", "document")
        yield "paragraph.part", self._references("paragraph.part", "paragraph", "part")
        yield "part.document", self._references("part.document", "part", "document")
        yield from self._groups()
        yield from self._blob("paragraph.text", "paragraph.text_start", "paragraph")
        yield "paragraph.sketch", self._sketches()
        yield "row.length", self._rows([one.arrays["row.length"] for one in self._sources])

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
        keys = np.concatenate([one.arrays["pair.key"] for one in self._sources])
        keys.sort(kind="stable")  # merges ascending runs
        keys = keys[run_starts(keys)]
        places = [np.searchsorted(keys, one.arrays["pair.key"]) for one in self._sources]
        used = yield from self._postings("pair", places, len(keys))
        yield "pair.key", [keys[used]]
        yield from whole(row_arrays(self._row_positions("pair")))

    def _words(self) -> NamedPieces:
        words, places = unite([Lexicon(one.arrays, "word").texts.tolist() for one in self._sources])
        used = yield from self._postings("word", places, len(words))
        yield from whole(lexicon_arrays("word", [words[place] for place in used.tolist()]))

    def _postings(
        self, name: str, places: Sequence[Array], term_count: int
    ) -> Generator[tuple[str, Pieces], None, Array]:
        """The united postings of all terms; `places` is as in `united`. Returns those used."""
        readers = [
            Reader(source, name, numbers, shifts)
            for source, numbers, shifts in zip(
                self._sources, self._row_numbers, self._shifts(name), strict=True
            )
        ]

        def lists(of_sources: Sequence[Lists]) -> Iterator[tuple[Array, Array]]:
            yield from united(places, of_sources, term_count)
            for source in self._sources:
                release(source.arrays)

        blocks = block_count(self.row_count)
        rows = _Sized(
            (values.astype(np.uint16), block_sizes(values, counts, blocks))
            for values, counts in lists([one.rows for one in readers])
        )
        strengths = _Sized(lists([one.strengths for one in readers]))
        positions = _Sized(lists([one.positions for one in readers]))
        yield f"{name}.row", rows.pieces()
        in_blocks = rows.sizes.reshape(-1, blocks)
        used = np.flatnonzero(in_blocks.sum(axis=1))
        yield f"{name}.row_starts", [starts_of(in_blocks[used].ravel())]
        yield f"{name}.strength", strengths.pieces()
        yield f"{name}.position", positions.pieces()
        yield f"{name}.position_starts", [starts_of(positions.sizes[used])]
        yield f"{name}.row_position", [self._row_positions(name)]
        return used

    def _shifts(self, name: str) -> list[Array]:
        """For each source, how far the positions of each row move."""
        starts = self._row_positions(name)[:-1]
        return [
            starts[np.maximum(numbers, 0)]
            - source.arrays[f"{name}.row_position"][:-1].astype(np.int64)
            for source, numbers in zip(self._sources, self._row_numbers, strict=True)
        ]

    def _row_positions(self, name: str) -> Array:
        lengths = [np.diff(one.arrays[f"{name}.row_position"]) for one in self._sources]
        return starts_of(np.concatenate(self._rows(lengths)))

    def _rows(self, values: Sequence[Array]) -> list[Array]:
        """What each source has a value of for each of its rows, in the order of the new rows."""
        paragraphs, titles = [], []
        for source, one in zip(self._sources, values, strict=True):
            kept = source.kept["paragraph"]
            paragraphs.append(one[: len(kept)][kept])
            titles.append(one[len(kept) :][source.kept["document"]])
        return paragraphs + titles

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

    def _sketches(self) -> Pieces:
        for source in self._sources:
            rows = source.arrays["paragraph.sketch"].reshape(-1, SLOTS)
            yield rows[source.kept["paragraph"]].ravel()

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

    def _values(self, name: str) -> NamedPieces:
        """The values of documents and their lexicon, of which only what is used stays."""
        kept = list(self._kept(f"document.{name}", "document"))
        used = [np.unique(one) for one in kept]
        texts = [
            [Lexicon(source.arrays, name)[place] for place in one.tolist()]
            for source, one in zip(self._sources, used, strict=True)
        ]
        values, places = unite(texts)
        yield from whole(lexicon_arrays(name, values))
        yield (
            f"document.{name}",
            [
                place[np.searchsorted(found, one)].astype(np.uint32)
                for place, found, one in zip(places, used, kept, strict=True)
            ],
        )

    def _groups(self) -> NamedPieces:
        """The groups of the parts that stay."""
        found = []
        for source, kept in zip(self._sources, self._kept("part.group", "part"), strict=True):
            speakers = Lexicon(source.arrays, "speaker")
            starts, members = source.arrays["group.start"], source.arrays["group.speaker"]
            used, parts = np.unique(kept, return_inverse=True)
            groups = [
                tuple(speakers[place] for place in members[starts[one] : starts[one + 1]].tolist())
                for one in used.tolist()
            ]
            found.append((groups, parts))
        arrays, numbers = group_arrays(chain.from_iterable(groups for groups, _ in found))
        yield from whole(arrays)
        yield (
            "part.group",
            [
                np.array([numbers[group] for group in groups], np.uint32)[parts]
                for groups, parts in found
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


class _Sized:
    """Pieces of an array, and the sizes of what it is made of; these once the pieces are through.

    It is given both, piece by piece.
    """

    def __init__(self, pieces: Iterator[tuple[Array, Array]]) -> None:
        self._pieces = pieces
        self._sizes: list[Array] = []

    def pieces(self) -> Pieces:
        for piece, sizes in self._pieces:
            self._sizes.append(sizes)
            yield piece

    @property
    def sizes(self) -> Array:
        return np.concatenate(self._sizes)
