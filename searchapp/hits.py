"""What is found, as plain data and as JSON: paragraphs, titles, documents that are new."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from searchapp.addresses import SEARCH_API, document_url, paragraph_url
from searchapp.explanations import ParagraphExplanation
from searchapp.query.request import SearchRequest, to_url
from searchapp.snippets import Snippet

_BESIDE = 30
"""Characters that a line has to each side of a match."""


class Hit(NamedTuple):
    """A paragraph that matches, or a related one. `document` is the metadata of its document.

    It may stand for `others_count` other hits that say the same. `others` are the first of them by
    date, `all_same` the search for all of them and itself. `explanation` is there if it was asked
    for.
    """

    document: Mapping[str, Any]
    ordinal: int
    speakers: tuple[str, ...]
    text: str
    highlights: tuple[tuple[int, int], ...]
    snippet: Snippet
    score: float
    others_count: int = 0
    others: tuple["Hit", ...] = ()
    all_same: SearchRequest | None = None
    explanation: ParagraphExplanation | None = None

    @property
    def id(self) -> str:
        return f"{self.document['id']}#{self.ordinal}"

    @property
    def url(self) -> str:
        return paragraph_url(self.document["id"], self.ordinal, self.text)

    def to_json(self) -> dict[str, Any]:
        """The hit as it stands in the answer of `GET /api/search`."""
        explanation = {"explanation": self.explanation.to_json()} if self.explanation else {}
        return {
            "id": self.id,
            "url": self.url,
            "document": summary(self.document),
            "ordinal": self.ordinal,
            "speakers": self.speakers,
            "text": self.text,
            "highlights": self.highlights,
            "snippet": self.snippet._asdict(),
            "score": round(self.score, 4),
            "same": {
                "count": self.others_count,
                "url": to_url(SEARCH_API, self.all_same),
            }
            if self.all_same
            else None,
            **explanation,
        }


@dataclass(frozen=True, slots=True)
class MatchingTitle:
    """A document whose title contains every term; `highlights` are ranges of the title."""

    document: Mapping[str, Any]
    highlights: tuple[tuple[int, int], ...]

    @property
    def url(self) -> str:
        return document_url(self.document["id"])

    def to_json(self) -> dict[str, Any]:
        """The title as it stands in the answer of `GET /api/search`."""
        return {
            **summary(self.document),
            "url": self.url,
            "highlights": self.highlights,
        }


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that is news to who follows a search: its first hits, and how many it has."""

    hits: tuple[Hit, ...]
    paragraph_count: int

    @property
    def document(self) -> Mapping[str, Any]:
        return self.hits[0].document

    @property
    def first_indexed(self) -> datetime:
        return datetime.fromisoformat(self.document["first_indexed"])


@dataclass(frozen=True, slots=True)
class DocumentHits:
    """A document with hits: the first of them, how many it has, the search for all of them."""

    hits: tuple[Hit, ...]
    paragraph_count: int
    all_hits: SearchRequest

    @property
    def document(self) -> Mapping[str, Any]:
        return self.hits[0].document

    @property
    def url(self) -> str:
        return document_url(self.document["id"])

    def to_json(self) -> dict[str, Any]:
        """The document as it stands in the answer of `GET /api/search`."""
        return {
            **summary(self.document),
            "url": self.url,
            "paragraph_count": self.paragraph_count,
            "hits": [one.id for one in self.hits],
            "hits_url": to_url(SEARCH_API, self.all_hits),
        }


@dataclass(frozen=True, slots=True)
class Line:
    """A match with what stands to its left and right; `place` is its range in the text of `hit`."""

    hit: Hit
    place: tuple[int, int]

    @property
    def left(self) -> str:
        start = self.place[0]
        return self.hit.text[max(0, start - _BESIDE) : start]

    @property
    def match(self) -> str:
        return self.hit.text[slice(*self.place)]

    @property
    def right(self) -> str:
        end = self.place[1]
        return self.hit.text[end : end + _BESIDE]

    def to_json(self) -> dict[str, Any]:
        """The line as it stands in the answer of `GET /api/search`."""
        return {
            "id": self.hit.id,
            "url": self.hit.url,
            "document": summary(self.hit.document),
            "ordinal": self.hit.ordinal,
            "speakers": self.hit.speakers,
            "place": self.place,
            "left": self.left,
            "match": self.match,
            "right": self.right,
        }


@dataclass(frozen=True, slots=True)
class Concordance:
    """The lines of a page, and how many there are on all pages; `truncated` if not of all hits."""

    lines: tuple[Line, ...]
    line_count: int
    truncated: bool

    def to_json(self) -> dict[str, Any]:
        """The lines as they stand in the answer of `GET /api/search`."""
        return {
            "line_count": self.line_count,
            "truncated": self.truncated,
            "lines": [one.to_json() for one in self.lines],
        }


def summary(document: Mapping[str, Any]) -> dict[str, Any]:
    """Of a document's metadata what stands beside a hit."""
    return {
        "id": document["id"],
        "title": document["title"],
        "date": document["date"],
        "year": document["year"],
        "region": document["region"],
        "speakers": document["speakers"],
        "source": document["source"],
    }
