"""What a node of a query tree finds in a segment, and what a segment is asked by."""

from typing import NamedTuple, Protocol

from searchapp.engine.whoosh.container import Array


class Found(NamedTuple):
    """Rows that match (intp, ascending, each once) and their scores (float32, not below 0).

    What is asked of a row's text scores more than 0, everything else 0. `places` are the places of
    the rows among those that were asked for; None if all were.
    """

    rows: Array
    scores: Array
    places: Array | None


class Matcher(Protocol):
    """A node of a tree at one segment."""

    @property
    def frequency(self) -> int:
        """No more rows than this match."""
        ...

    def found(self, among: Array | None) -> Found:
        """The rows that match, of all or among some (ascending, each once)."""
        ...
