"""An index segment that is open: its arrays by their meaning."""

from codecs import utf_8_decode, utf_16_le_decode
from collections.abc import Collection
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from searchapp.engine.contract import FACETS, FacetName, FoundParagraph
from searchapp.engine.whoosh.container import Array, Arrays, read_arrays
from searchapp.engine.whoosh.failing import DELETED
from searchapp.engine.whoosh.layout import DOCUMENTS_EXTENSION, POSTINGS_EXTENSION, ROW_BITS
from searchapp.engine.whoosh.lexicon import Lexicon
from searchapp.engine.whoosh.ranks import Ranks, marked, ranks_before
from searchapp.engine.whoosh.runs import spread
from searchapp.engine.whoosh.scratch import Scratch
from searchapp.engine.whoosh.sketch import SLOTS
from searchapp.engine.whoosh.terms import Pairs, Words
from searchapp.query.tree import SENTENCE_ENDS
from searchapp.text.fold import comparable

_DOCUMENT_VALUES = ("year", "region", "source", "kind")
_MAX_HEADERS = 4_096


def open_arrays(folder: Path, name: str) -> Arrays:
    """The arrays of a segment; raises `ValueError` if a file is damaged."""
    documents = read_arrays(folder / f"{name}{DOCUMENTS_EXTENSION}")
    return documents | read_arrays(folder / f"{name}{POSTINGS_EXTENSION}")


def live_documents(arrays: Arrays, deleted_rows: Collection[int]) -> Array:
    """For each document whether it is there: a deleted one has all its rows deleted."""
    live = np.ones(len(arrays["document.id"]), bool)
    rows = np.fromiter(deleted_rows, np.int64, len(deleted_rows))
    paragraph_count = len(arrays["paragraph.part"])
    live[rows[rows >= paragraph_count] - paragraph_count] = False
    return live


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
        self.document_paragraph = arrays["document.paragraph"]
        self.document_value = {name: arrays[f"document.{name}"] for name in _DOCUMENT_VALUES}
        self.first_day = arrays["document.first_day"]
        self.last_day = arrays["document.last_day"]
        self.first_indexed = arrays["document.first_indexed"]
        self.values = {name: Lexicon(arrays, name) for name in (*_DOCUMENT_VALUES, "speaker")}
        self.paragraph_part = arrays["paragraph.part"]
        self.part_document = arrays["part.document"]
        self.part_group = arrays["part.group"]
        self.group_start = arrays["group.start"]
        self.group_speaker = arrays["group.speaker"]
        self.group_count = len(self.group_start) - 1
        self.row_length = arrays["row.length"]
        self.sketches = arrays["paragraph.sketch"].reshape(-1, SLOTS)
        self.pairs = Pairs(arrays)
        self.words = Words(arrays)
        self.row_before = arrays["row.before"]
        self._row_ranks = Ranks(arrays["row.bits"], self.row_before)
        self._metadata = arrays["document.metadata"].data
        self._metadata_start = arrays["document.metadata_start"].data
        self._text = arrays["paragraph.text"].data
        self._text_start = arrays["paragraph.text_start"].data
        # A single number is read three times as fast from the memory of an array as from itself.
        self._one_document_id = self.document_id.data
        self._one_document_paragraph = self.document_paragraph.data
        self._one_paragraph_part = self.paragraph_part.data
        self._one_part_document = self.part_document.data
        self._one_part_group = self.part_group.data
        self._headers: dict[int, tuple[str, str]] = {}
        self._part_headers: dict[int, tuple[str, str, int, tuple[str, ...]]] = {}
        self.row_marks = Scratch(1 << ROW_BITS, np.uint8)
        self.row_sums = Scratch(self.row_count, np.float32)

    @property
    def paragraph_count(self) -> int:
        """All paragraphs, of deleted documents too."""
        return len(self.paragraph_part)

    @property
    def document_count(self) -> int:
        """All documents, deleted ones too."""
        return len(self.document_id)

    @property
    def row_count(self) -> int:
        return self.paragraph_count + self.document_count

    @property
    def live_document_count(self) -> int:
        return self.document_count if self.live is None else int(self.live.sum())

    @cached_property
    def deleted_documents(self) -> Array:
        """For each document `failing.DELETED` or 0 (uint8)."""
        if self.live is None:
            return np.zeros(self.document_count, np.uint8)
        return np.where(self.live, np.uint8(0), np.uint8(DELETED))

    @cached_property
    def no_groups(self) -> Array:
        """0 for each group (uint8)."""
        return np.zeros(self.group_count, np.uint8)

    @cached_property
    def no_values(self) -> Array:
        """0 for each value of any facet (uint8)."""
        return np.zeros(max(map(len, self.values.values())), np.uint8)

    @property
    def live_paragraphs(self) -> Array:
        """The paragraphs of documents that are live, ascending."""
        if self.live is None:
            return np.arange(self.paragraph_count)
        return self.live.repeat(np.diff(self.document_paragraph)).nonzero()[0]

    @cached_property
    def deleted_paragraphs(self) -> Array:
        """The paragraphs of documents that are not live."""
        if self.live is None:
            return np.zeros(0, np.int64)
        starts = self.document_paragraph
        deleted = ~self.live
        return spread(starts[:-1][deleted], np.diff(starts)[deleted])[0]

    def lengths_of(self, paragraphs: Array) -> Array:
        """How many characters the comparable texts of paragraphs have."""
        starts = self.pairs.row_position
        lengths: Array = starts.take(paragraphs + 1) - starts.take(paragraphs) - np.uint32(1)
        return lengths

    def document_of(self, document_id: str) -> int | None:
        """The live document with this id."""
        place = self.ids.find(document_id)
        if place is None:
            return None
        document = self.id_document.item(place)
        return None if self.live is not None and not self.live[document] else document

    def paragraphs_of(self, document: int) -> range:
        """The paragraphs of a document."""
        starts = self._one_document_paragraph
        return range(starts[document], starts[document + 1])

    def metadata(self, document: int) -> str:
        starts = self._metadata_start
        stored = self._metadata[starts[document] : starts[document + 1]]
        return utf_8_decode(stored, "surrogatepass")[0]

    def text(self, paragraph: int) -> str:
        starts = self._text_start
        stored = self._text[starts[paragraph] : starts[paragraph + 1]]
        return utf_16_le_decode(stored, "surrogatepass")[0]

    def speakers(self, paragraph: int) -> tuple[str, ...]:
        """The facet values of those who speak a paragraph."""
        return self._groups[self._one_part_group[self._one_paragraph_part[paragraph]]]

    def found(self, paragraph: int, score: float) -> FoundParagraph:
        """A paragraph as an answer has it."""
        part = self._one_paragraph_part[paragraph]
        header = self._part_headers.get(part) or self._part_header(part)
        document_id, metadata, first, speakers = header
        starts = self._text_start
        text = self._text[starts[paragraph] : starts[paragraph + 1]]
        return FoundParagraph(
            document_id,
            paragraph - first + 1,
            utf_16_le_decode(text, "surrogatepass")[0],
            speakers,
            score,
            metadata,
        )

    def _part_header(self, part: int) -> tuple[str, str, int, tuple[str, ...]]:
        """What all paragraphs of a part have in common, kept likewise.

        The id, the metadata and the first paragraph of its document; who speaks.
        """
        document = self._one_part_document[part]
        speakers = self._groups[self._one_part_group[part]]
        header = *self._header(document), self._one_document_paragraph[document], speakers
        if len(self._part_headers) >= _MAX_HEADERS:
            self._part_headers.clear()
        self._part_headers[part] = header
        return header

    def _header(self, document: int) -> tuple[str, str]:
        """The id and metadata of a document, kept since the same ones are found time and again."""
        header = self._headers.get(document)
        if header is None:
            header = self.ids[self._one_document_id[document]], self.metadata(document)
            if len(self._headers) >= _MAX_HEADERS:
                self._headers.clear()
            self._headers[document] = header
        return header

    def comparable_values(self, name: str) -> list[str]:
        """The values of a facet or field, as comparable texts."""
        return self._comparable_regions if name == "region" else self.values[name].texts.tolist()

    @cached_property
    def _comparable_regions(self) -> list[str]:
        return [comparable(path) for path in self.values["region"].texts]

    @cached_property
    def value_lists(self) -> dict[FacetName, list[str]]:
        """The values of each facet, in order."""
        return {facet: self.values[facet].texts.tolist() for facet in FACETS}

    @cached_property
    def facet_texts(self) -> Array:
        """The values of one facet after another (an array of strings)."""
        return np.concatenate([self.values[facet].texts for facet in FACETS])

    @cached_property
    def facet_edges(self) -> Array:
        """Where among these the values of each facet begin, and where the last ones end."""
        return np.cumsum([0, *(len(self.values[facet]) for facet in FACETS)])

    @cached_property
    def _groups(self) -> list[tuple[str, ...]]:
        """The facet values of each group of speakers."""
        speakers = self.values["speaker"].texts.take(self.group_speaker).tolist()
        return [tuple(speakers[start:end]) for start, end in pairwise(self.group_start.tolist())]

    def rows_at(self, positions: Array) -> Array:
        """The row of each character position (int32)."""
        return self._row_ranks.at(positions)

    @cached_property
    def sentences(self) -> Ranks:
        """Positions of equal rank stand in one sentence of a row; what ends it is a part of it."""
        pairs = self.pairs
        ends = np.concatenate([pairs.positions(pairs.find(one)) for one in SENTENCE_ENDS])
        bits = marked(ends + np.uint32(1), int(pairs.row_position[-1]))
        bits |= self._row_ranks.bits
        return Ranks(bits, ranks_before(bits))
