"""Why a search finds what it finds, as plain data and as JSON."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A part of what is asked, in words, and whether a paragraph meets it.

    `depth` is its place among clauses of clauses, 0 the outermost; `holds_in_title` is whether the
    title of the document meets it too, which decides nothing but what the title counts.
    """

    label: str
    holds: bool
    holds_in_title: bool
    depth: int


@dataclass(frozen=True, slots=True)
class FilterView:
    """A filter in words, and whether a paragraph passes it."""

    label: str
    passes: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """What adds to a score, in words, and how much."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class ParagraphExplanation:
    """Why a paragraph (`id`) is a hit or is none, and what its score is made of.

    The score of a hit is that by relevance; of any other paragraph it is that by which it may be
    among the related ones.
    """

    id: str
    is_hit: bool
    clauses: tuple[ClauseView, ...]
    filters: tuple[FilterView, ...]
    parts: tuple[PartView, ...]

    @property
    def score(self) -> float:
        return sum(one.score for one in self.parts)

    def to_json(self) -> dict[str, Any]:
        return {
            "paragraph": self.id,
            "is_hit": self.is_hit,
            "clauses": [
                {
                    "clause": one.label,
                    "depth": one.depth,
                    "holds": one.holds,
                    "holds_in_title": one.holds_in_title,
                }
                for one in self.clauses
            ],
            "filters": [{"filter": one.label, "passes": one.passes} for one in self.filters],
            "score": round(self.score, 4),
            "parts": [{"of": one.label, "score": round(one.score, 4)} for one in self.parts],
        }


@dataclass(frozen=True, slots=True)
class QueryExplanation:
    """How a search was understood.

    `folded` is a query text that asks for the same in folded characters; `words` and `synonyms` are
    what related paragraphs are found by, `preferred` the years, regions and speakers that the query
    text names, which put a paragraph before others.
    """

    interpretation: str
    folded: str
    words: tuple[str, ...]
    synonyms: tuple[str, ...]
    preferred: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "interpretation": self.interpretation,
            "folded": self.folded,
            "words": list(self.words),
            "synonyms": list(self.synonyms),
            "preferred": list(self.preferred),
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a search was understood and, where one was named, why it finds a paragraph or not."""

    query: QueryExplanation
    paragraph: ParagraphExplanation | None

    def to_json(self) -> dict[str, Any]:
        """The answer of `GET /api/explain` and of `searchapp explain --json`."""
        paragraph = self.paragraph.to_json() if self.paragraph else None
        return {"query": self.query.to_json(), "paragraph": paragraph}
