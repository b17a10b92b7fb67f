"""An index as it was when opened, and what it answers (`engine.contract.Snapshot`)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from heapq import merge
from itertools import islice
from operator import itemgetter

import numpy as np

from searchapp.engine.contract import (
    FACETS,
    Answer,
    EngineQuery,
    FacetName,
    FacetTable,
    Filters,
    FoundParagraph,
    StoredDocument,
)
from searchapp.engine.whoosh.collector import Collected, Hits
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.filters import Passing
from searchapp.engine.whoosh.matcher import matchers
from searchapp.engine.whoosh.ranking import DatedRows, dated, ranked
from searchapp.engine.whoosh.related import Related, features
from searchapp.engine.whoosh.scratch import keep_freed_memory
from searchapp.engine.whoosh.segment import Segment
from searchapp.query.tree import Node, Substring, conditions, conjuncts, texts

_Place = tuple[float, int, int]
"""Of a row: its score, the number of its segment, the row."""


class WhooshSnapshot:
    """The segments of an index at one revision."""

    def __init__(self, segments: Sequence[Segment], revision: int, committed_at: datetime) -> None:
        self.revision = revision
        self.committed_at = committed_at
        keep_freed_memory()
        self._segments = segments
        self._row_count = sum(one.row_count for one in segments)
        self.document_count = sum(one.live_document_count for one in segments)
        deleted = sum(one.deleted_row_count for one in segments)
        self.paragraph_count = self._row_count - deleted - self.document_count

    def document(self, document_id: str) -> StoredDocument | None:
        for segment in self._segments:
            document = segment.document_of(document_id)
            if document is not None:
                paragraphs = [
                    (segment.text(one), segment.speakers(one))
                    for one in segment.paragraphs_of(document)
                ]
                return StoredDocument(document_id, segment.metadata(document), tuple(paragraphs))
        return None

    def sample(self, facet: FacetName, value: str) -> str | None:
        chosen = Filters(include={facet: (value,)})
        for segment in self._segments:
            passing = Passing(segment, chosen).titles(np.arange(segment.document_count))
            if passing is not None and passing.any():
                return segment.metadata(int(passing.argmax()))
        return None

    def count(self, tree: Node | None, filters: Filters) -> int:
        return sum(len(one.hits.paragraphs) for one in self._found(tree, filters))

    def sample_texts(self, tree: Node | None, filters: Filters, limit: int) -> tuple[str, ...]:
        found = [one.hits for one in self._found(tree, filters)]
        ends = np.cumsum([len(one.paragraphs) for one in found])
        count = int(ends[-1]) if found else 0
        taken = min(limit, count)
        places = np.arange(taken) * count // max(taken, 1)
        texts: list[str] = []
        for hits, end in zip(found, ends, strict=True):
            inside = places[(places >= end - len(hits.paragraphs)) & (places < end)]
            rows = hits.paragraphs.take(inside - end)  # counted from its last one
            texts += map(hits.segment.text, rows.tolist())
        return tuple(texts)

    def words(self) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for segment in self._segments:
            lexicon = segment.words.lexicon
            counts.update(dict(zip(lexicon.texts, segment.words.frequencies(), strict=True)))
        return counts

    def search(self, query: EngineQuery) -> Answer:
        asked = texts(query.tree)
        found = self._found(query.tree, query.filters)
        paragraph_count = sum(len(one.hits.paragraphs) for one in found)
        missing = query.related - paragraph_count if asked and query.offset == 0 else 0
        return Answer(
            paragraph_count=paragraph_count,
            document_count=sum(len(one.hits.documents) for one in found),
            hits=self._paragraphs(_hits(found, query, by_relevance=bool(asked))),
            related=self._paragraphs(self._related(found, query, missing) if missing > 0 else ()),
            titles=_titles(found, query.titles) if asked else (),
            facets={facet: _facet(found, facet) for facet in FACETS},
        )

    def scan(self, query: EngineQuery) -> Iterator[FoundParagraph]:
        found = self._found(query.tree, query.filters)
        for score, number, row in _hits(found, query, by_relevance=bool(texts(query.tree))):
            yield self._segments[number].found(row, score)

    def _found(self, node: Node | None, filters: Filters) -> list[Collected]:
        if node is None:
            return [_everything(segment, filters) for segment in self._segments]
        matched = matchers(node, self._segments, self._row_count)
        return [
            Collected(segment, *matcher.found(None)[:2], filters)
            for segment, matcher in zip(self._segments, matched, strict=True)
        ]

    def _related(
        self, found: Sequence[Collected], query: EngineQuery, count: int
    ) -> Iterable[_Place]:
        of_query = features(texts(query.tree), query.words, self._segments, self._row_count)
        node = conditions(query.tree)
        met = matchers(node, self._segments, self._row_count) if node else [None] * len(found)
        best = [
            Related(each, one.hits, query.filters, meeting).best(count)
            for one, each, meeting in zip(found, of_query, met, strict=True)
        ]
        return _merged(best)[:count]

    def _paragraphs(self, places: Iterable[_Place]) -> tuple[FoundParagraph, ...]:
        return tuple([self._segments[number].found(row, score) for score, number, row in places])


def _everything(segment: Segment, filters: Filters) -> Collected:
    """All paragraphs; no titles match where nothing is asked for."""
    count = segment.paragraph_count
    return Collected(segment, np.arange(count), np.zeros(count, np.float32), filters)


def _hits(
    found: Sequence[Collected], query: EngineQuery, *, by_relevance: bool
) -> Iterable[_Place]:
    """The hits that are asked for, in their order; relevance is none where no text is asked for."""
    if by_relevance and query.sort == "relevance":
        return _ranked(found, query)
    return _dated(found, query)


def _ranked(found: Sequence[Collected], query: EngineQuery) -> Iterable[_Place]:
    end = query.offset + query.limit
    terms = [one.text for one in conjuncts(query.tree) if isinstance(one, Substring)]
    return _merged([ranked(one, terms, end) for one in found])[query.offset : end]


def _dated(found: Sequence[Collected], query: EngineQuery) -> Iterable[_Place]:
    documents = merge(*(_numbered(number, one.hits, query) for number, one in enumerate(found)))
    places = ((0.0, number, row) for one, number in documents for row in one.rows)
    return islice(places, query.offset, query.offset + query.limit)


def _numbered(number: int, hits: Hits, query: EngineQuery) -> Iterator[tuple[DatedRows, int]]:
    return ((one, number) for one in dated(hits, query.sort))


def _merged(found: Sequence[tuple[Array, Array]]) -> list[_Place]:
    """The best rows of each segment and their scores, as one list with the best first."""
    places = [
        (score, number, row)
        for number, (rows, scores) in enumerate(found)
        for row, score in zip(rows.tolist(), scores.tolist(), strict=True)
    ]
    if len(found) > 1:
        places.sort(key=itemgetter(0), reverse=True)
    return places


def _titles(found: Sequence[Collected], count: int) -> tuple[str, ...]:
    titles = [
        (score, one.hits.segment, document)
        for one in found
        for score, document in one.titles(count)
    ]
    titles.sort(key=itemgetter(0), reverse=True)
    return tuple([segment.metadata(document) for _, segment, document in titles[:count]])


def _facet(found: Sequence[Collected], facet: FacetName) -> FacetTable:
    """The counts of a facet over all segments, in the order of its values."""
    tables = [one.counts(facet) for one in found]
    if len(tables) == 1:
        return tables[0]
    paragraphs: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for one in tables:
        paragraphs.update(dict(zip(one.values, one.paragraph_counts, strict=True)))
        documents.update(dict(zip(one.values, one.document_counts, strict=True)))
    values = sorted(paragraphs)
    return FacetTable(
        values, [paragraphs[value] for value in values], [documents[value] for value in values]
    )
