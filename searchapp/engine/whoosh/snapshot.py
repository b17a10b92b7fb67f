"""An index as it was when opened, and what it answers (`engine.contract.Snapshot`)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import chain, islice

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
from searchapp.engine.whoosh.answer import SegmentAnswer
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.filters import Passing
from searchapp.engine.whoosh.matcher import matches
from searchapp.engine.whoosh.related import Related, features
from searchapp.engine.whoosh.scoring import Scoring
from searchapp.engine.whoosh.segment import Segment
from searchapp.engine.whoosh.tree import And, Node, Substring


class WhooshSnapshot:
    """The segments of an index at one revision."""

    def __init__(self, segments: Sequence[Segment], revision: int, committed_at: datetime) -> None:
        self.revision = revision
        self.committed_at = committed_at
        self._segments = segments
        self._scoring = Scoring(segments)
        self.document_count = sum(one.live_document_count for one in segments)
        rows = sum(one.row_count - one.deleted_row_count for one in segments)
        self.paragraph_count = rows - self.document_count

    def document(self, document_id: str) -> StoredDocument | None:
        for segment in self._segments:
            document = segment.document_of(document_id)
            if document is not None:
                paragraphs = (
                    (segment.text(row), segment.speakers(segment.row_turn.item(row)))
                    for row in segment.rows_of(document)[1:]
                )
                return StoredDocument(document_id, segment.metadata(document), tuple(paragraphs))
        return None

    def sample(self, facet: FacetName, value: str) -> str | None:
        chosen = Filters(include={facet: (value,)})
        for segment in self._segments:
            passing = Passing(segment, chosen, segment.turns).all_but(None)
            if passing is not None and passing.any():
                return segment.metadata(segment.turn_document.item(passing.argmax()))
        return None

    def search(self, query: EngineQuery) -> Answer:
        terms = tuple(Substring(term) for term in dict.fromkeys(query.terms) if term)
        return self.ask(And(terms) if terms else None, query)

    def ask(self, node: Node | None, query: EngineQuery) -> Answer:
        """The answer to a query that has this tree in place of its terms; None is for all."""
        parts = self._parts(node, query.filters)
        paragraph_count = sum(one.collected.hits.paragraph_count for one in parts)
        if query.sort == "relevance" and node:
            hits = self._ranked(parts, node, query)
        else:
            hits = self._dated(parts, query)
        missing = query.related - paragraph_count
        related: tuple[FoundParagraph, ...] = ()
        if node and query.offset == 0 and missing > 0:
            related = self._related(parts, query, missing)
        return Answer(
            paragraph_count=paragraph_count,
            document_count=sum(len(one.collected.hits.documents[0]) for one in parts),
            hits=hits,
            related=related,
            titles=_titles(parts, query.titles),
            facets={facet: _facet(parts, facet) for facet in FACETS},
        )

    def _parts(self, node: Node | None, filters: Filters) -> list[SegmentAnswer]:
        if node is None:
            return [SegmentAnswer(one, None, None, filters) for one in self._segments]
        found = matches(node, self._segments, self._scoring)
        return [SegmentAnswer(one.segment, one, node, filters) for one in found]

    def _ranked(
        self, parts: Sequence[SegmentAnswer], node: Node, query: EngineQuery
    ) -> tuple[FoundParagraph, ...]:
        end = query.offset + query.limit
        nodes = node.nodes if isinstance(node, And) else ()
        terms = [one for one in nodes if isinstance(one, Substring)]
        best = self._merged([one.ranked(terms, end) for one in parts])
        return tuple(self._found(*one) for one in best[query.offset : end])

    def _dated(
        self, parts: Sequence[SegmentAnswer], query: EngineQuery
    ) -> tuple[FoundParagraph, ...]:
        end = query.offset + query.limit
        dated = [
            (one.day, one.document_id, number, one.rows)
            for number, part in enumerate(parts)
            for one in part.dated(end, newest_first=query.sort != "date")
        ]
        places = chain.from_iterable(
            ((0.0, number, row) for row in rows) for _, _, number, rows in sorted(dated)
        )
        return tuple(self._found(*one) for one in islice(places, query.offset, end))

    def _related(
        self, parts: Sequence[SegmentAnswer], query: EngineQuery, count: int
    ) -> tuple[FoundParagraph, ...]:
        found = features(query.terms, query.words, self._segments, self._scoring)
        best = self._merged(
            [
                Related(one.segment, self._scoring, each, one.others()).best(count)
                for one, each in zip(parts, found, strict=True)
            ]
        )
        return tuple(self._found(*one) for one in best[:count])

    def _merged(self, found: Sequence[tuple[Array, Array]]) -> list[tuple[float, int, int]]:
        """Rows and scores of each segment as (score, segment, row), best first."""
        places = [
            (score, number, row)
            for number, (rows, scores) in enumerate(found)
            for row, score in zip(rows.tolist(), scores.tolist(), strict=True)
        ]
        return sorted(places, key=lambda one: -one[0])

    def _found(self, score: float, number: int, row: int) -> FoundParagraph:
        segment = self._segments[number]
        turn = segment.row_turn.item(row)
        document = segment.turn_document.item(turn)
        return FoundParagraph(
            document_id=segment.ids[segment.document_id.item(document)],
            ordinal=row - segment.document_row.item(document),
            text=segment.text(row),
            speakers=segment.speakers(turn),
            score=score,
            metadata=segment.metadata(document),
        )


def _titles(parts: Sequence[SegmentAnswer], count: int) -> tuple[str, ...]:
    titles = [(score, one.segment, row) for one in parts for score, row in one.titles(count)]
    titles.sort(key=lambda one: -one[0])
    return tuple(
        segment.metadata(segment.turn_document.item(segment.row_turn.item(row)))
        for _, segment, row in titles[:count]
    )


def _facet(parts: Sequence[SegmentAnswer], facet: FacetName) -> FacetTable:
    """The counts of a facet over all segments, in the order of its values."""
    tables = [_segment_table(one, facet) for one in parts]
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


def _segment_table(part: SegmentAnswer, facet: FacetName) -> FacetTable:
    table = part.collected.table(facet)
    texts = part.segment.values[facet].texts
    return FacetTable(
        [texts[place] for place in table.values.tolist()],
        table.paragraph_counts.tolist(),
        table.document_counts.tolist(),
    )
