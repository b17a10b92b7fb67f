"""Paragraphs that match -> hits, those that pass the filters; and counts of facet values.

Paragraphs that match are ascending, and so are the documents they belong to. Most of those that a
document has belong to one part (`layout`) after another: this is a walk over runs of the same part.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from searchapp.engine.contract import FacetName, FacetTable, Filters
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.filters import Passing
from searchapp.engine.whoosh.kernels.count import count_values
from searchapp.engine.whoosh.runs import spread
from searchapp.engine.whoosh.segment import Segment

NOTHING = np.empty(0, np.intp), np.empty(0, np.float32)
"""No rows, and no scores."""


class Hits:
    """Some paragraphs of a segment (intp, ascending) with their scores.

    Those from `firsts[i]` on, `sizes[i]` of them, are of document `documents[i]`.
    """

    def __init__(
        self, segment: Segment, paragraphs: Array, scores: Array, documents: Array, edges: Array
    ) -> None:
        self.segment = segment
        self.paragraphs = paragraphs
        self.scores = scores
        self.documents = documents
        self._edges = edges

    @property
    def firsts(self) -> Array:
        return self._edges[:-1]

    @property
    def sizes(self) -> Array:
        sizes: Array = self._edges[1:] - self._edges[:-1]
        return sizes

    def only(self, places: Array) -> "Hits":
        """Those at some places, ascending."""
        paragraphs, scores = self.paragraphs.take(places), self.scores.take(places)
        return counted(self.segment, paragraphs, scores, Passing(self.segment, Filters()))[0]

    @cached_property
    def tables(self) -> list[FacetTable]:
        """How many of these have each value of each of `FACETS`."""
        everything = Passing(self.segment, Filters())
        return counted(self.segment, self.paragraphs, self.scores, everything)[1].tables()

    def values(self, facet: FacetName) -> tuple[Array, Array]:
        """Every value of every paragraph: the places of the paragraphs, ascending, and the value
        of each as a place in its lexicon.
        """
        segment = self.segment
        if facet != "speaker":
            values = segment.document_value[facet].take(self.documents)
            return np.arange(len(self.paragraphs)), values.repeat(self.sizes)
        groups = segment.part_group.take(segment.paragraph_part.take(self.paragraphs))
        starts = segment.group_start.take(groups)
        sizes = segment.group_start.take(groups + 1) - starts
        members, places = spread(starts, sizes)
        return places, segment.group_speaker.take(members)

    def sums(self, facet: FacetName, amounts: Array) -> list[int]:
        """What amounts, one to a paragraph, come to by value: for each of those of `tables`."""
        places, values = self.values(facet)
        present = np.bincount(values).nonzero()[0]
        sums = np.bincount(values, amounts.take(places)).astype(np.int64)
        return sums.take(present).tolist()  # type: ignore[no-any-return]


class Counts:
    """How many paragraphs and documents have each value of each of `FACETS`, of those with any.

    `table` holds three numbers of each, one after another: all paragraphs, all documents, and all
    places of the values in `Segment.facet_texts`. `ends` says where those of a facet end.
    """

    def __init__(self, segment: Segment, table: Array, ends: Sequence[int]) -> None:
        self._segment = segment
        self._table = table
        self._ends = ends

    def tables(self) -> list[FacetTable]:
        paragraphs, documents, places = self._table.reshape(3, -1)[:, : self._ends[-1]]
        texts = self._segment.facet_texts.take(places).tolist()
        counts, document_counts = paragraphs.tolist(), documents.tolist()
        return [
            FacetTable(texts[low:end], counts[low:end], document_counts[low:end])
            for low, end in pairwise((0, *self._ends))
        ]


def counted(
    segment: Segment, paragraphs: Array, scores: Array, passing: Passing
) -> tuple[Hits, Counts]:
    """The hits among some paragraphs that match, and the counts of facets.

    A facet is counted among all that pass the filters but its own.
    """
    all_pass = not passing.restrict and segment.live is None
    kept, kept_scores = NOTHING if all_pass else (np.empty_like(paragraphs), np.empty_like(scores))
    most = min(len(paragraphs), segment.document_count)
    documents = np.empty(most, np.intp)
    first_hits = np.empty(most + 1, np.intp)
    edges = segment.facet_edges
    table = np.zeros(3 * len(segment.facet_texts), np.int32)
    count, document_count, *ends = count_values(
        paragraphs,
        scores,
        segment.paragraph_part,
        segment.part_document,
        segment.part_group,
        segment.document_paragraph,
        segment.document_value["year"],
        segment.document_value["region"],
        segment.group_start,
        segment.group_speaker,
        passing.years,
        passing.regions,
        passing.documents,
        passing.groups,
        edges,
        kept,
        kept_scores,
        documents,
        first_hits,
        table,
    )
    if not all_pass:
        paragraphs, scores = kept[:count], kept_scores[:count]
    documents, first_hits = documents[:document_count], first_hits[: document_count + 1]
    hits = Hits(segment, paragraphs, scores, documents, first_hits)
    return hits, Counts(segment, table, ends)
