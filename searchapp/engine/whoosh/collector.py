"""What matched in a segment -> hits, titles, counts and facets.

Rows that match are ascending, and so are the documents they belong to: a document's hits are a
run. What else is asked of a row is in its part (`layout`): one lookup, and small tables from there.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from searchapp.engine.contract import FACETS, FacetName, FacetTable, Filters
from searchapp.engine.whoosh.best import best
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.filters import Passing
from searchapp.engine.whoosh.runs import runs, spread
from searchapp.engine.whoosh.segment import Segment


class Hits:
    """Some paragraphs of a segment, ascending, with their scores, parts and groups.

    Those from `firsts[i]` on, `sizes[i]` of them, are of document `documents[i]`.
    """

    def __init__(self, segment: Segment, paragraphs: Array, scores: Array) -> None:
        self.segment = segment
        self.paragraphs = paragraphs
        self.scores = scores
        # As numpy's own kind of index it needs not be made one at each of four uses.
        self.parts = segment.paragraph_part.take(paragraphs).astype(np.intp)
        self.groups = segment.part_group.take(self.parts)
        owners = segment.part_document.take(self.parts)
        self.firsts, self.sizes = runs(owners)
        self.documents: Array = owners.take(self.firsts)

    def passing(self, filters: Passing, but: FacetName | None = None) -> "Hits":
        """Those that pass the filters but that of this facet."""
        documents = filters.documents(self.documents, but)
        keep = None if documents is None else documents.repeat(self.sizes)
        if but != "speaker":
            spoken = filters.groups(self.groups)
            if spoken is not None:
                keep = spoken if keep is None else keep & spoken
        if keep is None:
            return self
        return Hits(self.segment, self.paragraphs[keep], self.scores[keep])

    def counts(self, facet: FacetName) -> FacetTable:
        """How many paragraphs and documents have each value of a facet, in the order of values."""
        texts = self.segment.values[facet].texts
        (table,) = _tables(texts, np.array([0, len(texts)]), [self.of_all_values(facet)])
        return table

    def of_all_values(self, facet: FacetName) -> tuple[Array, Array]:
        """How many paragraphs, and documents, have each value of the lexicon of a facet."""
        if facet == "speaker":
            return self._speakers()
        values = self.segment.document_value[facet].take(self.documents)
        count = len(self.segment.values[facet])
        paragraphs = np.bincount(values, self.sizes, count).astype(np.int64)
        return paragraphs, np.bincount(values, minlength=count)

    def values(self, facet: FacetName) -> tuple[Array, Array]:
        """Every value of every paragraph: the places of the paragraphs, ascending, and the value
        of each as a place in its lexicon.
        """
        if facet != "speaker":
            values = self.segment.document_value[facet].take(self.documents)
            return np.arange(len(self.paragraphs)), values.repeat(self.sizes)
        starts = self.segment.group_start.take(self.groups)
        sizes = self.segment.group_start.take(self.groups + 1) - starts
        members, places = spread(starts, sizes)
        return places, self.segment.group_speaker.take(members)

    def sums(self, facet: FacetName, amounts: Array) -> list[int]:
        """What amounts, one to a paragraph, come to by value: for each of those of `counts`."""
        places, values = self.values(facet)
        present = np.bincount(values).nonzero()[0]
        sums = np.bincount(values, amounts.take(places)).astype(np.int64)
        return sums.take(present).tolist()  # type: ignore[no-any-return]

    def _speakers(self) -> tuple[Array, Array]:
        segment = self.segment
        paragraphs = np.bincount(self.groups, minlength=segment.group_count)
        once = self._last_of_parts()
        groups = self.groups.take(once)
        if segment.groups_are_single:
            return paragraphs, np.bincount(groups, minlength=segment.group_count)
        count = len(segment.values["speaker"])
        owners = np.repeat(np.arange(segment.group_count), np.diff(segment.group_start))
        weights = paragraphs.take(owners)
        starts = segment.group_start.take(groups)
        members, places = spread(starts, segment.group_start.take(groups + 1) - starts)
        documents = segment.part_document.take(self.parts.take(once)).astype(np.int64).take(places)
        spoken = np.unique(documents * count + segment.group_speaker.take(members))
        of_paragraphs = np.bincount(segment.group_speaker, weights, count).astype(np.int64)
        return of_paragraphs, np.bincount(spoken % count, minlength=count)

    def _last_of_parts(self) -> Array:
        """The places of those hits that are the last ones of their part.

        In a table with a place for every part later ones overwrite earlier ones.
        """
        numbers = np.arange(len(self.parts), dtype=np.int32)
        table = self.segment.part_numbers.borrow()
        table[self.parts] = numbers
        last: Array = (table.take(self.parts) == numbers).nonzero()[0]
        table[self.parts] = 0
        self.segment.part_numbers.give_back(table)
        return last


class Collected:
    """What matched in a segment: hits, the counts of each facet, and documents whose title matches.

    `rows` are those that match, ascending, with their scores.
    """

    def __init__(self, segment: Segment, rows: Array, scores: Array, filters: Filters) -> None:
        end = len(rows)
        if end and rows[-1] >= segment.paragraph_count:
            end = int(rows.searchsorted(segment.paragraph_count))
        self.titled_documents = rows[end:] - segment.paragraph_count
        self.title_scores = scores[end:]
        self._passing = Passing(segment, filters)
        self._paragraphs = Hits(segment, rows[:end], scores[:end])
        self.hits = self._paragraphs.passing(self._passing)

    def tables(self) -> list[FacetTable]:
        """Counts of the values of each of `FACETS`, its own filter left out."""
        segment = self.hits.segment
        counts = [self._counted_for(facet).of_all_values(facet) for facet in FACETS]
        return _tables(segment.facet_texts, segment.facet_edges, counts)

    def _counted_for(self, facet: FacetName) -> Hits:
        if facet in self._passing.facets:
            return self._paragraphs.passing(self._passing, but=facet)
        return self.hits

    def titles(self, count: int) -> list[tuple[float, int]]:
        """The best documents, at most `count`, that pass and whose title matches, and its score."""
        documents, scores = self.titled_documents, self.title_scores
        if not count or not len(documents):
            return []
        passing = self._passing.titles(documents)
        if passing is not None:
            documents, scores = documents[passing], scores[passing]
        order = best(scores, count)
        return list(zip(scores[order].tolist(), documents[order].tolist(), strict=True))


def _tables(texts: Array, edges: Array, counts: Sequence[tuple[Array, Array]]) -> list[FacetTable]:
    """Counts by value, of values that have some.

    The values of one facet after another are `texts`, `edges` is where those of each begin and end.
    To look up all of them together takes a third of the time.
    """
    paragraphs = np.concatenate([one for one, _ in counts])
    documents = np.concatenate([one for _, one in counts])
    present = paragraphs.nonzero()[0]
    values: list[str] = texts.take(present).tolist()
    of_paragraphs: list[int] = paragraphs.take(present).tolist()
    of_documents: list[int] = documents.take(present).tolist()
    return [
        FacetTable(values[low:high], of_paragraphs[low:high], of_documents[low:high])
        for low, high in pairwise(present.searchsorted(edges).tolist())
    ]
