"""Answers by looking at every paragraph."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from searchapp.engine.contract import (
    FACETS,
    Answer,
    DocumentEntry,
    EngineQuery,
    FacetCount,
    FacetName,
    Filters,
    FoundParagraph,
    StoredDocument,
)

# Document, ordinal from 1
_Place = tuple[DocumentEntry, int]


class ScanSnapshot:
    """The documents of an index, held in memory (`engine.contract.Snapshot`)."""

    def __init__(
        self, documents: Sequence[DocumentEntry], revision: int, committed_at: datetime
    ) -> None:
        self.revision = revision
        self.committed_at = committed_at
        self._documents = {one.id: one for one in documents}
        self.document_count = len(documents)
        self.paragraph_count = sum(len(one.paragraphs) for one in documents)

    def document(self, document_id: str) -> StoredDocument | None:
        found = self._documents.get(document_id)
        if found is None:
            return None
        paragraphs = tuple((one.text, one.speakers) for one in found.paragraphs)
        return StoredDocument(found.id, found.metadata, paragraphs)

    def sample(self, facet: FacetName, value: str) -> str | None:
        chosen = Filters(include={facet: (value,)})
        return next(
            (one.metadata for one in self._documents.values() if _document_passes(one, chosen)),
            None,
        )

    def search(self, query: EngineQuery) -> Answer:
        matches = [
            (document, ordinal)
            for document in self._documents.values()
            for ordinal, one in enumerate(document.paragraphs, start=1)
            if all(term in one.comparable for term in query.terms)
        ]
        passing = [place for place in matches if _passes(place, query.filters)]
        scores = self._scores(query)
        if query.terms and query.sort == "relevance":
            hits = sorted(passing, key=lambda place: -scores(place))
        else:
            hits = _by_date(passing, newest_first=query.sort != "date")
        related: list[_Place] = []
        missing = query.related - len(hits)
        if query.terms and query.offset == 0 and missing > 0:
            related = self._related(query, scores, missing)
        return Answer(
            paragraph_count=len(hits),
            document_count=len({document.id for document, _ in hits}),
            hits=_found(hits[query.offset :][: query.limit], scores),
            related=_found(related, scores),
            titles=self._titles(query),
            facets={facet: _facet_counts(matches, query.filters, facet) for facet in FACETS},
        )

    def _titles(self, query: EngineQuery) -> tuple[str, ...]:
        found = [
            one
            for one in self._documents.values()
            if query.terms
            and all(term in one.title_comparable for term in query.terms)
            and _document_passes(one, query.filters)
        ]
        found.sort(key=lambda one: len(one.title_comparable))
        return tuple(one.metadata for one in found[: query.titles])

    def _related(self, query: EngineQuery, scores: "_Scores", limit: int) -> list[_Place]:
        candidates = (
            (document, ordinal)
            for document in self._documents.values()
            for ordinal, one in enumerate(document.paragraphs, start=1)
            if not all(term in one.comparable for term in query.terms)
        )
        passing = ((scores(one), one) for one in candidates if _passes(one, query.filters))
        scored = (one for one in passing if one[0] > 0)
        return [place for _, place in heapq.nlargest(limit, scored, key=lambda one: one[0])]

    def _scores(self, query: EngineQuery) -> "_Scores":
        texts = [one.comparable for each in self._documents.values() for one in each.paragraphs]
        features = dict.fromkeys(
            (
                *(term[i : i + 2] for term in query.terms for i in range(max(len(term) - 1, 1))),
                *query.words,
            )
        )
        return _Scores(features, texts)


class _Scores:
    """BM25 over the bigrams and words of a query, the title counting half."""

    def __init__(self, features: Iterable[str], texts: Sequence[str]) -> None:
        self._average = sum(map(len, texts)) / max(len(texts), 1) or 1.0
        self._weights = {
            one: math.log1p(len(texts) / (0.5 + sum(one in text for text in texts)))
            for one in features
        }

    def __call__(self, place: _Place) -> float:
        document, ordinal = place
        return self._of(document.paragraphs[ordinal - 1].comparable) + 0.5 * self._of(
            document.title_comparable
        )

    def _of(self, text: str) -> float:
        norm = 0.3 + 0.9 * len(text) / self._average
        counts = ((weight, text.count(one)) for one, weight in self._weights.items())
        return sum(weight * count / (count + norm) for weight, count in counts if count)


def _found(places: Sequence[_Place], scores: _Scores) -> tuple[FoundParagraph, ...]:
    return tuple(
        FoundParagraph(
            document_id=document.id,
            ordinal=ordinal,
            text=document.paragraphs[ordinal - 1].text,
            speakers=document.paragraphs[ordinal - 1].speakers,
            score=scores((document, ordinal)),
            metadata=document.metadata,
        )
        for document, ordinal in places
    )


def _by_date(places: Iterable[_Place], *, newest_first: bool) -> list[_Place]:
    def key(place: _Place) -> tuple[bool, int, str, int]:
        document, ordinal = place
        day = (document.last_day or date.min).toordinal()
        return document.last_day is None, -day if newest_first else day, document.id, ordinal

    return sorted(places, key=key)


def _facet_counts(
    matches: Sequence[_Place], filters: Filters, facet: FacetName
) -> tuple[FacetCount, ...]:
    """Counts of the matches that pass every filter but the facet's own."""
    others = Filters(
        include={name: values for name, values in filters.include.items() if name != facet},
        exclude={name: values for name, values in filters.exclude.items() if name != facet},
        date_from=filters.date_from,
        date_to=filters.date_to,
    )
    paragraphs: Counter[str] = Counter()
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for place in matches:
        if _passes(place, others):
            for value in set(_values(place, facet)):
                paragraphs[value] += 1
                documents[value].add(place[0].id)
    return tuple(
        FacetCount(value, count, len(documents[value]))
        for value, count in sorted(paragraphs.items())
    )


def _values(place: _Place, facet: FacetName) -> tuple[str, ...]:
    document, ordinal = place
    if facet == "speaker":
        return document.paragraphs[ordinal - 1].speakers
    return (document.year if facet == "year" else document.region,)


def _passes(place: _Place, filters: Filters) -> bool:
    return _date_passes(place[0], filters) and all(
        _value_passes(_values(place, facet), filters, facet) for facet in FACETS
    )


def _document_passes(document: DocumentEntry, filters: Filters) -> bool:
    """Whether one of its paragraphs does; without any, whether its own year and region do."""
    if document.paragraphs:
        return any(
            _passes((document, ordinal), filters)
            for ordinal in range(1, len(document.paragraphs) + 1)
        )
    return (
        _date_passes(document, filters)
        and _value_passes((document.year,), filters, "year")
        and _value_passes((document.region,), filters, "region")
        and not filters.include.get("speaker")
    )


def _value_passes(values: tuple[str, ...], filters: Filters, facet: FacetName) -> bool:
    def holds(chosen: str) -> bool:
        below = chosen + "/" if facet == "region" else None
        return any(one == chosen or (below and one.startswith(below)) for one in values)

    included = filters.include.get(facet, ())
    excluded = filters.exclude.get(facet, ())
    return (not included or any(map(holds, included))) and not any(map(holds, excluded))


def _date_passes(document: DocumentEntry, filters: Filters) -> bool:
    if filters.date_from is None and filters.date_to is None:
        return True
    if document.first_day is None or document.last_day is None:
        return False
    return (filters.date_to is None or document.first_day <= filters.date_to) and (
        filters.date_from is None or document.last_day >= filters.date_from
    )
