"""An index segment that is open: its arrays by their meaning."""

from bisect import bisect_left
from collections.abc import Collection
from pathlib import Path

import numpy as np

from searchapp.engine.whoosh.container import Array, Arrays, read_arrays
from searchapp.engine.whoosh.layout import (
    BLOCK_BITS,
    DOCUMENTS_EXTENSION,
    POSTINGS_EXTENSION,
)
from searchapp.engine.whoosh.lexicon import CHARACTER_BITS, Lexicon, pack

_BLOCK_BITS = np.uint32(BLOCK_BITS)
_IN_BLOCK = np.uint32((1 << BLOCK_BITS) - 1)


def open_arrays(folder: Path, name: str) -> Arrays:
    """The arrays of a segment; raises `ValueError` if a file is damaged."""
    documents = read_arrays(folder / f"{name}{DOCUMENTS_EXTENSION}")
    return documents | read_arrays(folder / f"{name}{POSTINGS_EXTENSION}")


def live_documents(arrays: Arrays, deleted_rows: Collection[int]) -> Array:
    """For each document whether it is there: a deleted one has all its rows deleted."""
    rows = np.fromiter(deleted_rows, np.int64, len(deleted_rows))
    return ~np.isin(arrays["document.row"][:-1], rows)


class Segment:
    """The arrays of `layout`, and which documents are live (None: all of them).

    Opening one costs the same however large it is, but for a mark per document if some are
    deleted. Many threads may read it at once.
    """

    def __init__(self, arrays: Arrays, deleted_rows: Collection[int]) -> None:
        self.arrays = arrays
        self.live = live_documents(arrays, deleted_rows) if deleted_rows else None
        self.deleted_row_count = len(deleted_rows)
        self.ids = Lexicon(arrays, "id")
        self.id_document = arrays["id.document"]
        self.document_id = arrays["document.id"]
        self.document_row = arrays["document.row"]
        self.document_value = {
            "year": arrays["document.year"],
            "region": arrays["document.region"],
        }
        self.first_day = arrays["document.first_day"]
        self.last_day = arrays["document.last_day"]
        self.values = {
            "year": Lexicon(arrays, "year"),
            "region": Lexicon(arrays, "region"),
            "speaker": Lexicon(arrays, "speaker"),
        }
        self.turn_row = arrays["turn.row"]
        self.turn_document = arrays["turn.document"]
        self.turn_voice = arrays["turn.voice"]
        self.voice = arrays["voice"]
        self.part_speaker = arrays["part.speaker"]
        self.row_turn = arrays["row.turn"]
        self.row_length = arrays["row.length"]
        self.row_start = arrays["row.start"]
        self.words = Lexicon(arrays, "word")
        self.word_position_starts = arrays["word.position_starts"].data
        self.word_position = arrays["word.position"]
        self.row_word_start = arrays["row.word_start"]
        self._word_row_starts = arrays["word.row_starts"].data
        self._word_row = arrays["word.row"]
        self._word_count = arrays["word.count"]
        self._pair_keys = arrays["pair.key"].data
        self._pair_starts = arrays["pair.starts"].data
        self._pair_rows = arrays["pair.rows"].data
        self._pair_position = arrays["pair.position"]
        self._row_bits = arrays["row.bits"]
        self._row_before = arrays["row.before"]
        self._metadata = arrays["document.metadata"]
        self._metadata_start = arrays["document.metadata_start"]
        self._text = arrays["row.text"]
        self._text_start = arrays["row.text_start"]
        self._marks: list[Array] = []

    @property
    def row_count(self) -> int:
        return len(self.row_turn)

    @property
    def live_document_count(self) -> int:
        return len(self.document_id) if self.live is None else int(self.live.sum())

    @property
    def turn_count(self) -> int:
        return len(self.turn_document)

    @property
    def turns(self) -> Array:
        """All turns."""
        return np.arange(self.turn_count)

    def document_of(self, document_id: str) -> int | None:
        """The live document with this id."""
        place = self.ids.find(document_id)
        if place is None:
            return None
        document = self.id_document.item(place)
        return None if self.live is not None and not self.live[document] else document

    def rows_of(self, document: int) -> range:
        """The rows of a document, its title's first."""
        return range(self.document_row.item(document), self.document_row.item(document + 1))

    def metadata(self, document: int) -> str:
        start, end = self._metadata_start[document : document + 2].tolist()
        return self._metadata[start:end].tobytes().decode("utf-8", "surrogatepass")

    def text(self, row: int) -> str:
        start, end = self._text_start[row : row + 2].tolist()
        return self._text[start:end].tobytes().decode("utf-16-le", "surrogatepass")

    def speakers(self, turn: int) -> tuple[str, ...]:
        """The facet values of those who speak in a turn."""
        start, end = self.turn_voice[turn : turn + 2].tolist()
        texts = self.values["speaker"].texts
        return tuple(texts[one] for one in self.part_speaker[self.voice[start:end]].tolist())

    def rows_at(self, positions: Array) -> Array:
        """The row of each character position (int32)."""
        blocks = positions >> _BLOCK_BITS
        bits = self._row_bits.take(blocks)
        bits <<= ~positions & _IN_BLOCK  # leaves the bits up to the position
        rows: Array = self._row_before.take(blocks)
        rows += np.bitwise_count(bits)
        return rows

    def borrow_marks(self) -> Array:
        """A place to mark rows in (int32, all 0), to be returned all 0.

        Making one for each use would cost more than most queries.
        """
        try:
            return self._marks.pop()
        except IndexError:
            return np.zeros(self.row_count, np.int32)

    def return_marks(self, marks: Array) -> None:
        self._marks.append(marks)

    def pair(self, pair: str) -> tuple[Array, int]:
        """Where two characters stand, ascending, and in how many rows."""
        key = pack(pair, 2)
        place = bisect_left(self._pair_keys, key)
        if place == len(self._pair_keys) or self._pair_keys[place] != key:
            return self._pair_position[:0], 0
        starts = self._pair_starts
        return self._pair_position[starts[place] : starts[place + 1]], self._pair_rows[place]

    def character(self, character: str) -> tuple[Array, int]:
        """Where a character stands, in no order, and in how many rows at most."""
        key = pack(character, 2)
        low = bisect_left(self._pair_keys, key)
        high = bisect_left(self._pair_keys, key + (1 << CHARACTER_BITS), low)
        positions = self._pair_position[self._pair_starts[low] : self._pair_starts[high]]
        return positions, sum(self._pair_rows[low:high])

    def word(self, word: str) -> tuple[Array, Array]:
        """The rows that have a word, ascending, and how often each has it, 255 if more."""
        place = self.words.find(word)
        if place is None:
            return self._word_row[:0], self._word_count[:0]
        rows = slice(self._word_row_starts[place], self._word_row_starts[place + 1])
        return self._word_row[rows], self._word_count[rows]

    def word_positions(self, word: str) -> Array:
        """Where a word stands, ascending."""
        place = self.words.find(word)
        if place is None:
            return self.word_position[:0]
        starts = self.word_position_starts
        return self.word_position[starts[place] : starts[place + 1]]
