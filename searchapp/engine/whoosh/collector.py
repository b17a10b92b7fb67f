"""What matched in a segment -> counts, facets, titles, and the rows that are hits.

Rows that match are ascending, and so are the turns they lie in and the documents those belong to.
So rows are counted once, into turns, and filters, facets and documents go by turns from there.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from searchapp.engine.contract import FacetName, Filters
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.filters import Passing, titles_pass
from searchapp.engine.whoosh.runs import run_lengths, run_starts, spread
from searchapp.engine.whoosh.segment import Segment

_SORT_COST = 32
"""To sort a number costs about as much as to look at so many marks."""


class Table(NamedTuple):
    """Counts of facet values, which are places in the segment's lexicon of the facet."""

    values: Array
    paragraph_counts: Array
    document_counts: Array


class Turns:
    """Turns in which rows matched, ascending: run i of rows, `sizes[i]` of them from `firsts[i]`
    on, lies in turn `turns[i]`.
    """

    def __init__(self, segment: Segment, turns: Array, firsts: Array, sizes: Array) -> None:
        self._segment = segment
        self.turns = turns
        self.firsts = firsts
        self.sizes = sizes

    def where(self, mask: Array | slice | None) -> "Turns":
        """Those for which the mask holds, or in a slice; all if there is none."""
        if mask is None:
            return self
        return Turns(self._segment, self.turns[mask], self.firsts[mask], self.sizes[mask])

    @cached_property
    def paragraph_count(self) -> int:
        return int(self.sizes.sum())

    @cached_property
    def documents(self) -> tuple[Array, Array, Array]:
        """The documents of the turns, the first of its turns for each, and its paragraphs."""
        documents = self._segment.turn_document.take(self.turns)
        firsts = run_starts(documents)
        if len(firsts) == len(documents):
            return documents, firsts, self.sizes
        sizes = np.add.reduceat(self.sizes, firsts)
        return documents[firsts], firsts, sizes

    def table(self, facet: FacetName) -> Table:
        """How many paragraphs and documents have each value of a facet."""
        if facet == "speaker":
            return self._speakers()
        documents, _, sizes = self.documents
        values = self._segment.document_value[facet].take(documents)
        return _table(len(self._segment.values[facet]), values, sizes, values)

    def _speakers(self) -> Table:
        """A speaker has one part in a document, in however many turns of it he speaks."""
        segment = self._segment
        firsts = segment.turn_voice.take(self.turns)
        lengths = segment.turn_voice.take(self.turns + 1) - firsts
        sizes = self.sizes
        if (lengths == 1).all():
            parts = segment.voice.take(firsts)
        else:
            voices, owners = spread(firsts, lengths)
            parts = segment.voice.take(voices)
            sizes = sizes[owners]
        speakers = segment.part_speaker.take(parts)
        different = _different(parts, len(segment.part_speaker))
        return _table(
            len(segment.values["speaker"]), speakers, sizes, segment.part_speaker.take(different)
        )


class Collected:
    """What matched in a segment: the turns with hits, the titles, and the counts of each facet.

    `rows` are those that match, ascending; None if all rows do.
    """

    def __init__(self, segment: Segment, rows: Array | None, filters: Filters) -> None:
        self._segment = segment
        self._rows = rows
        self._filters = filters
        matched = _turns(segment, rows)
        documents = segment.turn_document.take(matched.turns)
        is_title = segment.document_row.take(documents) == segment.turn_row.take(matched.turns)
        self.titles = matched.where(is_title)
        """All titles that match, of documents that pass the filters or not."""
        self._paragraphs = matched.where(~is_title) if len(self.titles.turns) else matched
        self._passing = Passing(segment, filters, self._paragraphs.turns)
        self.hits = self._paragraphs.where(self._passing.all_but(None))

    def table(self, facet: FacetName) -> Table:
        """Counts of the values of a facet, its own filter left out."""
        if self._passing.restricts(facet):
            return self._paragraphs.where(self._passing.all_but(facet)).table(facet)
        return self.hits.table(facet)

    def title_places(self) -> Array:
        """The places, among the rows that match, of the titles whose documents pass."""
        passing = titles_pass(self._segment, self._filters, self.titles.turns)
        return self.titles.where(passing).firsts


def _turns(segment: Segment, rows: Array | None) -> Turns:
    if rows is None:
        firsts = segment.turn_row[:-1]
        sizes = segment.turn_row[1:] - firsts
        return Turns(segment, np.arange(len(firsts)), firsts, sizes.astype(np.int64))
    turns = segment.row_turn.take(rows)
    firsts = run_starts(turns)
    return Turns(segment, turns[firsts], firsts, run_lengths(firsts, len(rows)))


def _different(parts: Array, size: int) -> Array:
    """The different ones of numbers below `size`."""
    if (parts[1:] > parts[:-1]).all():
        return parts
    if len(parts) * _SORT_COST < size:
        return np.unique(parts)
    marks = np.zeros(size, bool)
    marks[parts] = True
    return marks.nonzero()[0]


def _table(size: int, paragraphs: Array, weights: Array, documents: Array) -> Table:
    """Counts by value: of the values of paragraphs with their weights, and of documents."""
    paragraph_counts = np.bincount(paragraphs, weights, size)
    values = paragraph_counts.nonzero()[0]
    document_counts = np.bincount(documents, minlength=size)
    return Table(values, paragraph_counts[values].astype(np.int64), document_counts[values])
