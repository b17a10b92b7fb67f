"""What a query asks, as a tree: which rows match, a row being a paragraph or a title.

All texts are comparable and not empty. The leaves that look into a row's own text are `Substring`,
`Wildcard`, `Near`, `Word` and `Phrase`; those that look at what is known of it are `InTitle`,
`HasValue` and `InTime`. People ask for substrings; words are what engines are compared by, and what
related paragraphs are found by.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal, NamedTuple

Field = Literal["speaker", "region", "source", "kind"]
SENTENCE_ENDS = "。!?"
"""The characters of comparable text that end a sentence."""


@dataclass(frozen=True, slots=True)
class Substring:
    """Rows whose comparable text contains this text."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """At least and at most so many characters between two parts, none of which ends a sentence."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Rows that contain these parts one after another, `gaps[i]` between part i and the next."""

    parts: tuple[str, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Rows that contain both with at most `distance` characters between, in either order.

    The two do not overlap. What stands between may end a sentence. An `Or` is of such operands.
    """

    left: "Substring | Wildcard | Or"
    right: "Substring | Wildcard | Or"
    distance: int


@dataclass(frozen=True, slots=True)
class Word:
    """Rows that have this word."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Rows that have these words one after another."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InTitle:
    """Rows of documents whose title matches."""

    node: "Substring | Wildcard | Near"


@dataclass(frozen=True, slots=True)
class HasValue:
    """Rows that have a value which contains this text: of a paragraph's speakers, else of its
    document. `kind` must be equal, and so must `UNKNOWN` and `NARRATION` (`query.request`). A title
    has the values of all paragraphs of its document.
    """

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class InTime:
    """Rows of documents whose span of days overlaps this one; None is open.

    A document without any date overlaps nothing.
    """

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class And:
    """Rows that every node finds; at least one node."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Rows that some node finds; at least one node."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Rows that the node does not find."""

    node: "Node"


TextLeaf = Substring | Wildcard | Near | Word | Phrase
FieldLeaf = InTitle | HasValue | InTime
Leaf = TextLeaf | FieldLeaf
Node = Leaf | And | Or | Not
Mark = Substring | Wildcard | Near
"""What is marked in a text, and counted."""


class Expansion(NamedTuple):
    """Other words for something a query asks for; `share` (up to 1) is how much of it they say."""

    text: str
    share: float


def all_of(nodes: Sequence[Node]) -> Node:
    """The tree of rows that every node finds: nodes that say the same once, no And inside And."""
    flat = _flat(nodes, And)
    return And(flat) if len(flat) > 1 else flat[0]


def any_of(nodes: Sequence[Node]) -> Node:
    """The tree of rows that some node finds, likewise."""
    flat = _flat(nodes, Or)
    return Or(flat) if len(flat) > 1 else flat[0]


def texts(node: Node | None) -> tuple[str, ...]:
    """The texts that a tree asks a row for, in order, each once; none of what it excludes."""
    return tuple(dict.fromkeys(_texts(node))) if node else ()


def asks_text(node: Node | None) -> bool:
    """Whether a tree asks a row for any `texts`."""
    if isinstance(node, And | Or):
        return any(map(asks_text, node.nodes))
    return isinstance(node, TextLeaf)


def asks_titles(node: Node | None) -> bool:
    """Whether a tree asks for something that a title may say, and not only excludes it."""
    if isinstance(node, And | Or):
        return any(map(asks_titles, node.nodes))
    return isinstance(node, TextLeaf | InTitle)


def conjuncts(node: Node | None) -> tuple[Node, ...]:
    """The nodes that must all find a row; none for no tree, which is met by all rows."""
    if isinstance(node, And):
        return tuple(chain.from_iterable(map(conjuncts, node.nodes)))
    return () if node is None else (node,)


def conditions(node: Node | None) -> Node | None:
    """What a tree asks of every row besides texts (fields, what it excludes); None if nothing."""
    asked = tuple(one for one in conjuncts(node) if not asks_text(one))
    return And(asked) if asked else None


def _texts(node: Node) -> Iterator[str]:
    match node:
        case Substring(text) | Word(text):
            yield text
        case Phrase(words):
            yield "".join(words)
        case Wildcard(parts):
            yield from parts
        case Near(left, right):
            yield from _texts(left)
            yield from _texts(right)
        case And(nodes) | Or(nodes):
            for one in nodes:
                yield from _texts(one)


def _flat(nodes: Sequence[Node], kind: type[And | Or]) -> tuple[Node, ...]:
    flat: dict[Node, None] = {}
    for node in nodes:
        flat |= dict.fromkeys(node.nodes if isinstance(node, kind) else (node,))
    return tuple(flat)
