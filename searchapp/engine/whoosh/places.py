"""Where the parts of wildcards and of near terms stand, kept while a query is answered."""

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.postings import inside, positions_in, positions_of, source
from searchapp.engine.whoosh.runs import run_starts
from searchapp.engine.whoosh.segment import Segment
from searchapp.query.tree import Substring

_FEW = 8
"""Rows are few for a text that so many times as many have: it is looked for in them alone."""
_ROOM = 1 << 22
"""Most positions kept: 16 MB. The common characters of 100,000 paragraphs have 50,000 each."""


class Places:
    """Where texts stand in a segment. What was looked for in all rows is kept: parts recur."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._kept: dict[str, Array] = {}
        self._room = _ROOM

    def frequency(self, text: str) -> int:
        """No more rows than this have the text."""
        return source(Substring(text), self._segment).frequency

    def of(self, text: str, rows: Array | None, frequency: int) -> Array:
        """Where a text stands, ascending: in all rows, or if they are few in these alone.

        `frequency` is that of the text.
        """
        if rows is None or len(rows) * _FEW > frequency:
            return self._everywhere(text)
        starts = self._segment.pairs.row_position
        bounds = starts.take(rows), starts.take(rows + 1)
        if len(text) == 1:  # whose positions must all be put in order in any case
            return inside(self._everywhere(text), *bounds)
        return positions_in(self._segment, text, *bounds)

    def _everywhere(self, text: str) -> Array:
        positions = self._kept.get(text)
        if positions is None:
            positions = positions_of(self._segment, text)
            if len(positions) <= self._room:
                self._kept[text] = positions
                self._room -= len(positions)
        return positions


def rows_of(segment: Segment, positions: Array) -> Array:
    """The rows of ascending positions, each once."""
    rows = segment.rows_at(positions)
    return rows.take(run_starts(rows))
