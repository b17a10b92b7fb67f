"""Why a paragraph is a hit of a query, or is none, and what its score is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from searchapp.engine.tables import FacetName
from searchapp.query.tree import Leaf, Node

Restriction = FacetName | Literal["date"]


class ScorePart(NamedTuple):
    """What something adds to a score: a leaf of the tree, a word or pair of characters that related
    paragraphs are found by, or what counts besides.
    """

    of: Leaf | Literal["title", "preferred", "near"]
    score: float


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of a tree, and whether a paragraph, and the title of its document, meets it.

    `clauses` are those of its own nodes.
    """

    node: Node
    holds: bool
    holds_in_title: bool
    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a paragraph is a hit of a query, or is none.

    `clause` is the root of the tree (None without one), `passes` says of each restriction of the
    filters, "date" among them, whether the paragraph passes it. The parts add up to the score by
    relevance that it has as a hit; of any other, to that by which it may be related.
    """

    is_hit: bool
    clause: Clause | None
    passes: Mapping[Restriction, bool]
    parts: tuple[ScorePart, ...]
