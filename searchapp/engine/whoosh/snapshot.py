"""An index as it was when opened, and what it answers (`engine.contract.Snapshot`)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import islice
from threading import Lock

import numpy as np

from searchapp.deadline import check_time, uncounted
from searchapp.engine.contract import (
    FACETS,
    Answer,
    EngineQuery,
    Explanation,
    FacetName,
    Filters,
    FoundParagraph,
    HeldTable,
    StoredDocument,
    UsageTable,
)
from searchapp.engine.whoosh.by_document import ByDocument
from searchapp.engine.whoosh.collapse import Collapse, same_as
from searchapp.engine.whoosh.collector import Collected, titles
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.explaining import Explaining
from searchapp.engine.whoosh.filters import Passing
from searchapp.engine.whoosh.kernels.compiled import prepare
from searchapp.engine.whoosh.matcher import matchers
from searchapp.engine.whoosh.occurrences import occurrences
from searchapp.engine.whoosh.order import Place, by_date, first_places, merged
from searchapp.engine.whoosh.ranking import ranked
from searchapp.engine.whoosh.related import Related, features
from searchapp.engine.whoosh.scratch import keep_freed_memory
from searchapp.engine.whoosh.segment import Segment
from searchapp.engine.whoosh.statements import statements
from searchapp.engine.whoosh.tables import facet_tables, with_amounts
from searchapp.query.tree import Mark, asks_text, asks_titles, conditions

_InOrder = Callable[[int], Iterable[Place]]
"""What gives the first of all hits, as many as it is asked for."""


class WhooshSnapshot:
    """The segments of an index at one revision."""

    def __init__(self, segments: Sequence[Segment], revision: int, committed_at: datetime) -> None:
        self.revision = revision
        self.committed_at = committed_at
        keep_freed_memory()
        self._segments = segments
        self._making = Lock()
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
            if passing.any():
                return segment.metadata(int(passing.argmax()))
        return None

    def count(self, query: EngineQuery) -> int:
        return sum(len(one.hits.paragraphs) for one in self._found(query))

    def held(self, filters: Filters) -> Mapping[FacetName, HeldTable]:
        return self._held if filters == Filters() else self._held_of(filters)

    def usage(self, query: EngineQuery, marks: Sequence[Mark]) -> Mapping[FacetName, UsageTable]:
        hits = [one.hits for one in self._found(query)]
        counts = [occurrences(one.segment, marks, one.paragraphs) for one in hits]
        return {facet: UsageTable(*with_amounts(hits, facet, counts)) for facet in FACETS}

    def first_uses(
        self, query: EngineQuery, facet: FacetName
    ) -> Iterator[tuple[str, FoundParagraph]]:
        hits = [one.hits for one in self._found(query)]
        return ((value, self._paragraph(place)) for value, place in first_places(hits, facet))

    def sample_texts(self, query: EngineQuery, limit: int) -> tuple[str, ...]:
        found = [one.hits for one in self._found(query)]
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
        found = self._found(query)
        paragraph_count = sum([len(one.hits.paragraphs) for one in found])
        in_order = _order(found, query)
        standing = self._standing(found, query, in_order)
        narrowed = query.same_as or query.document is not None
        lacking = query.offset == 0 and not narrowed and asks_text(query.tree)
        missing = query.related - paragraph_count if lacking else 0
        places = _places(standing, in_order, query)
        related = self._related(found, query, missing) if missing > 0 else ()
        return Answer(
            paragraph_count=paragraph_count,
            document_count=sum([len(one.hits.documents) for one in found]),
            unit_count=paragraph_count - (standing.surplus if standing else 0),
            hits=tuple(self._hits(places, standing, query.others)),
            related=tuple(map(self._paragraph, related)),
            titles=titles(found, query.titles) if asks_titles(query.tree) else (),
            facets=facet_tables(found),
        )

    def scan(self, query: EngineQuery) -> Iterator[FoundParagraph]:
        found = self._found(query)
        in_order = _order(found, query)
        standing = self._standing(found, query, in_order)
        for hit in self._hits(_places(standing, in_order, query), standing, 0):
            check_time()
            yield hit

    def explain(self, query: EngineQuery, document_id: str, ordinal: int) -> Explanation | None:
        for number, segment in enumerate(self._segments):
            document = segment.document_of(document_id)
            if document is not None:
                paragraphs = segment.paragraphs_of(document)
                if not 1 <= ordinal <= len(paragraphs):
                    return None
                found = self._found(query)[number]
                row = paragraphs[ordinal - 1]
                return Explaining(self._segments, number, query, row).explanation(found)
        return None

    def _found(self, query: EngineQuery) -> list[Collected]:
        """What the tree finds; of this only what says the same as a paragraph, if one is given."""
        prepare()
        check_time()
        if query.tree is None:
            found = [_all_paragraphs(segment) for segment in self._segments]
        else:
            matched = matchers(query.tree, self._segments, self._row_count)
            found = [matcher.found(None)[:2] for matcher in matched]
        if query.same_as:
            same = same_as(self._segments, self._statements, *query.same_as)
            found = [_only(*one, rows) for one, rows in zip(found, same, strict=True)]
        if query.document is not None:
            inside = [_rows_of(segment, query.document) for segment in self._segments]
            found = [_only(*one, rows) for one, rows in zip(found, inside, strict=True)]
        return [
            Collected(segment, rows, scores, query.filters)
            for segment, (rows, scores) in zip(self._segments, found, strict=True)
        ]

    @property
    def _statements(self) -> list[Array]:
        """Made when they are first asked for, which takes seconds where there is much."""
        with uncounted(), self._making:
            return self._all_statements

    @cached_property
    def _all_statements(self) -> list[Array]:
        return statements(self._segments)

    @cached_property
    def _held(self) -> Mapping[FacetName, HeldTable]:
        return self._held_of(Filters())

    def _held_of(self, filters: Filters) -> Mapping[FacetName, HeldTable]:
        hits = [one.hits for one in self._found(EngineQuery(filters=filters))]
        lengths = [one.segment.lengths_of(one.paragraphs) for one in hits]
        return {facet: HeldTable(*with_amounts(hits, facet, lengths)) for facet in FACETS}

    def _standing(
        self, found: Sequence[Collected], query: EngineQuery, in_order: _InOrder
    ) -> Collapse | ByDocument | None:
        """Which hits stand for others, where some do."""
        match query.unit:
            case "statement":
                return Collapse([one.hits for one in found], self._statements, in_order)
            case "document":
                return ByDocument(found, query, by_relevance=_by_relevance(query))
        return None

    def _hits(
        self, places: Iterable[Place], standing: Collapse | ByDocument | None, others: int
    ) -> Iterator[FoundParagraph]:
        """Hits, each with so many of the others it stands for."""
        if standing is None:
            segments = self._segments
            return (segments[number].found(row, score) for score, number, row in places)
        return (self._hit(one, standing, others) for one in places)

    def _hit(self, place: Place, standing: Collapse | ByDocument, others: int) -> FoundParagraph:
        found = self._paragraph(place)
        count = standing.others_count(place)
        if not count:
            return found
        some = map(self._paragraph, standing.others(place, others) if others else ())
        return found._replace(others_count=count, others=tuple(some))

    def _related(
        self, found: Sequence[Collected], query: EngineQuery, count: int
    ) -> Iterable[Place]:
        of_query = features(query, self._segments, self._row_count)
        node = conditions(query.tree)
        met = matchers(node, self._segments, self._row_count) if node else [None] * len(found)
        best = [
            Related(each, one.hits, query, meeting).best(count)
            for one, each, meeting in zip(found, of_query, met, strict=True)
        ]
        return merged(best)[:count]

    def _paragraph(self, place: Place) -> FoundParagraph:
        score, number, row = place
        return self._segments[number].found(row, score)


def _all_paragraphs(segment: Segment) -> tuple[Array, Array]:
    """All rows but titles: none matches where nothing is asked for."""
    count = segment.paragraph_count
    return np.arange(count), np.zeros(count, np.float32)


def _only(rows: Array, scores: Array, wanted: Array) -> tuple[Array, Array]:
    """Of rows with scores those that are wanted."""
    chosen = np.isin(rows, wanted)
    return rows[chosen], scores[chosen]


def _rows_of(segment: Segment, document_id: str) -> Array:
    """The rows of a document: its paragraphs and its title; none if it is not there."""
    document = segment.document_of(document_id)
    if document is None:
        return np.zeros(0, np.int32)
    return np.append(segment.paragraphs_of(document), segment.paragraph_count + document)


def _places(
    standing: Collapse | ByDocument | None, in_order: _InOrder, query: EngineQuery
) -> Iterable[Place]:
    """The hits that are asked for, in their order."""
    if not query.limit:
        return ()
    end = query.offset + query.limit
    places = standing.firsts(end) if standing else in_order(end)
    return islice(places, query.offset, end)


def _by_relevance(query: EngineQuery) -> bool:
    """Whether scores decide the order; there is no relevance where no text is asked for."""
    return query.sort == "relevance" and asks_text(query.tree)


def _order(found: Sequence[Collected], query: EngineQuery) -> _InOrder:
    if not _by_relevance(query):
        return lambda count: islice(by_date([one.hits for one in found], query.sort), count)

    def best(count: int) -> list[Place]:
        of_each = [ranked(one, query, count) for one in found]
        return merged(of_each)[:count]

    return best
