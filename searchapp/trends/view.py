"""What a person gets who compares wordings, as plain data and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from searchapp.addresses import SEARCH_API
from searchapp.hits import Hit, summary
from searchapp.query.request import SearchRequest, to_url
from searchapp.results import IndexState, filters_json
from searchapp.trends.request import Measure, TrendsRequest

PER = 10_000
"""Characters that a rate is of."""
_LONGEST_NAME = 30


def name_of(wording: str) -> str:
    """A wording by which it is named among others: cut short if it is long."""
    if len(wording) <= _LONGEST_NAME:
        return wording
    return f"{wording[: _LONGEST_NAME - 1]}…"


@dataclass(frozen=True, slots=True)
class Held:
    """How much text there is, whatever it says."""

    paragraph_count: int = 0
    document_count: int = 0
    character_count: int = 0

    def to_json(self) -> dict[str, Any]:
        return {
            "character_count": self.character_count,
            "paragraph_count": self.paragraph_count,
            "document_count": self.document_count,
        }


@dataclass(frozen=True, slots=True)
class Use:
    """How often a wording, `q`, is used in the text there is `among` what passes filters."""

    paragraph_count: int
    document_count: int
    occurrence_count: int
    held: Held
    among: SearchRequest
    q: str

    @property
    def search(self) -> SearchRequest:
        """The search that finds the paragraphs."""
        return replace(self.among, q=self.q)

    @property
    def rate(self) -> float | None:
        """Occurrences in 10,000 characters; None where there is no text."""
        characters = self.held.character_count
        return self.occurrence_count * PER / characters if characters else None

    def amount(self, measure: Measure) -> float | None:
        """What is shown of it; None where there is no text to use a wording in."""
        if not self.held.character_count:
            return None
        counts = {"paragraphs": self.paragraph_count, "occurrences": self.occurrence_count}
        return counts.get(measure, self.rate)

    def to_json(self) -> dict[str, Any]:
        return {
            "paragraph_count": self.paragraph_count,
            "document_count": self.document_count,
            "occurrence_count": self.occurrence_count,
            "per_10000_characters": None if self.rate is None else round(self.rate, 4),
            "url": to_url(SEARCH_API, self.search),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A value of a facet, with the text there is of it and the use of each wording in it."""

    value: str
    label: str
    depth: int
    held: Held
    uses: tuple[Use, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "label": self.label,
            **self.held.to_json(),
            "uses": [one.to_json() for one in self.uses],
        }


@dataclass(frozen=True, slots=True)
class Table:
    """Wordings by the values of a facet; `truncated` if there are more that use one."""

    name: str
    label: str
    rows: tuple[Row, ...]
    truncated: bool

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "label": self.label,
            "truncated": self.truncated,
            "values": [one.to_json() for one in self.rows],
        }


@dataclass(frozen=True, slots=True)
class FirstUse:
    """Where a wording is first used by a speaker, or in a region."""

    value: str
    label: str
    hit: Hit

    def to_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "label": self.label,
            "paragraph": self.hit.id,
            "url": self.hit.url,
            "document": summary(self.hit.document),
        }


@dataclass(frozen=True, slots=True)
class WordingView:
    """A wording: what it asks for in words, how often it is used, and when, and by whom first.

    `first` and `last` are the paragraphs with the earliest and latest dates, None if none has one;
    `first_uses` begin with who used it first.
    """

    q: str
    folded: str
    interpretation: str
    use: Use
    first: Hit | None
    last: Hit | None
    first_uses: Mapping[str, tuple[FirstUse, ...]]

    def to_json(self) -> dict[str, Any]:
        return {
            "q": self.q,
            "folded": self.folded,
            "interpretation": self.interpretation,
            **self.use.to_json(),
            "first": self.first and self.first.to_json(),
            "last": self.last and self.last.to_json(),
            "first_uses": {
                name: [one.to_json() for one in uses] for name, uses in self.first_uses.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Trends:
    """The answer to a `TrendsRequest`; all numbers are of what passes its filters."""

    request: TrendsRequest
    held: Held
    wordings: tuple[WordingView, ...]
    tables: tuple[Table, ...]
    index: IndexState

    def to_json(self) -> dict[str, Any]:
        """The answer of `GET /api/trends`, keys in the order documented."""
        among = self.request.among
        return {
            "filters": filters_json(among),
            "synonyms": among.synonyms,
            **self.held.to_json(),
            "wordings": [one.to_json() for one in self.wordings],
            "tables": [one.to_json() for one in self.tables],
            "index": self.index.to_json(),
        }
