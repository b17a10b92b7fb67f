"""What a query asks of the text, as a tree. Leaves are what postings are kept of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Substring:
    """Rows whose comparable text contains this text, which is not empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """Rows that have this word."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Rows that have these words one after another."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class And:
    """Rows that every node finds; at least one node."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Rows that some node finds; at least one node."""

    nodes: tuple["Node", ...]


Leaf = Substring | Word | Phrase
Node = Leaf | And | Or
