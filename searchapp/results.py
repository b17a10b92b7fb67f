"""What a person gets: the answer to a search as plain data, and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from searchapp.addresses import SEARCH_API
from searchapp.cursors import PARAMETER, cursor
from searchapp.explanations import QueryExplanation
from searchapp.facet_values import Facet
from searchapp.hits import Concordance, DocumentHits, Hit, MatchingTitle
from searchapp.query.request import SearchRequest, to_url


@dataclass(frozen=True, slots=True)
class IndexState:
    """Which index answered; `built_at` is ISO 8601 in UTC."""

    generation: str
    revision: int
    built_at: str

    def to_json(self) -> dict[str, Any]:
        return {
            "generation": self.generation,
            "revision": self.revision,
            "built_at": self.built_at,
        }


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter in words, and the search without it."""

    label: str
    excluded: bool
    removed: SearchRequest


WayOutKind = Literal["correction", "synonym", "filter", "term", "words", "part"]


@dataclass(frozen=True, slots=True)
class WayOut:
    """A search close to one that finds nothing, in words, and how much it finds.

    It has other characters in a term (`correction`) or a `synonym`, is without a `filter` or a
    `term`, has the `words` of a long term in its place, or is a `part` of what was asked.
    """

    kind: WayOutKind
    label: str
    paragraph_count: int
    request: SearchRequest

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "label": self.label,
            "paragraph_count": self.paragraph_count,
            "q": self.request.q,
            "filters": filters_json(self.request),
            "url": to_url(SEARCH_API, self.request),
        }


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a `SearchRequest`; counts are of all hits, not of this page.

    `folded` is a query text that asks for the same in folded characters. `synonyms` are those of
    its terms, whether they count as the terms or not. `ranked` is whether it
    asks for some text, so that one hit may be more relevant than another. `unit_count` is how many
    there are of what is paged through. Seen by documents, `hits` are those of `groups`; seen as
    lines, there are none, but a `concordance`. `deepest_page` is the last page that has a number,
    however many hits there are.
    """

    request: SearchRequest
    folded: str
    interpretation: str
    synonyms: Mapping[str, tuple[str, ...]]
    ranked: bool
    deepest_page: int
    chips: tuple[Chip, ...]
    paragraph_count: int
    document_count: int
    unit_count: int
    documents: tuple[MatchingTitle, ...]
    hits: tuple[Hit, ...]
    groups: tuple[DocumentHits, ...]
    concordance: Concordance | None
    related: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    ways_out: tuple[WayOut, ...]
    took_ms: float
    index: IndexState
    explanation: QueryExplanation | None

    @property
    def pages(self) -> int:
        """How many pages of hits there are; 0 without hits."""
        return -(-self.unit_count // self.request.per_page)

    @property
    def next(self) -> SearchRequest | None:
        return self.page(self.request.page + 1)

    @property
    def previous(self) -> SearchRequest | None:
        return self.page(self.request.page - 1)

    @property
    def last_page(self) -> int:
        """The last page that can be asked for by its number; 0 without hits."""
        return min(self.pages, self.deepest_page)

    def page(self, number: int) -> SearchRequest | None:
        """The same search at another page, None where there is no such page."""
        return replace(self.request, page=number) if 1 <= number <= self.last_page else None

    def _links(self) -> dict[str, str | None]:
        """Other parts of the answer, for programs."""
        page = self.request.page
        goes_on = page < self.pages
        return {
            "self": self._address(page),
            "next": self._address(page + 1) if goes_on else None,
            "prev": self._address(page - 1) if 1 < page <= self.pages + 1 else None,
            "next_cursor": self._marked_address(page + 1) if goes_on else None,
        }

    def _address(self, page: int) -> str:
        """Where a page is: by its number, or by a cursor where it is too deep for that."""
        if page <= self.deepest_page:
            return to_url(SEARCH_API, self._at(page))
        return self._marked_address(page)

    def _marked_address(self, page: int) -> str:
        mark = cursor(self._at(page), self.index.generation, self.index.revision)
        url = to_url(SEARCH_API, self._at(1))
        return f"{url}{'&' if '?' in url else '?'}{PARAMETER}={mark}"

    def _at(self, page: int) -> SearchRequest:
        return self.request if page == self.request.page else replace(self.request, page=page)

    def to_json(self) -> dict[str, Any]:
        """The answer of `GET /api/search`; URLs lead to JSON, keys are in the order documented."""
        request = self.request
        explanation = {"explanation": self.explanation.to_json()} if self.explanation else {}
        return {
            "query": {
                "q": request.q,
                "folded": self.folded,
                "interpretation": self.interpretation,
                "synonyms": [
                    {"text": text, "same": list(same), "used": request.synonyms}
                    for text, same in self.synonyms.items()
                ],
                "filters": filters_json(request),
                **explanation,
            },
            "paragraph_count": self.paragraph_count,
            "document_count": self.document_count,
            "page": request.page,
            "per_page": request.per_page,
            "pages": self.pages,
            "documents": [one.to_json() for one in self.documents],
            "hits": [one.to_json() for one in self.hits],
            "groups": [one.to_json() for one in self.groups],
            "concordance": self.concordance and self.concordance.to_json(),
            "related": [one.to_json() for one in self.related],
            "facets": [one.to_json() for one in self.facets],
            "suggestions": [one.to_json() for one in self.ways_out],
            "took_ms": self.took_ms,
            "index": self.index.to_json(),
            "links": self._links(),
        }


def filters_json(request: SearchRequest) -> dict[str, Any]:
    """The filters of a request as JSON has them, those that are not used left out."""
    names = ("year", "region", "speaker", "exclude_year", "exclude_region", "exclude_speaker")
    chosen: dict[str, Any] = {name: list(getattr(request, name)) for name in names}
    for name in ("date_from", "date_to"):
        day = getattr(request, name)
        chosen[name] = day and day.isoformat()
    chosen |= {"same_as": request.same_as, "document": request.document}
    return {name: value for name, value in chosen.items() if value}
