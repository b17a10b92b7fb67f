"""Parts that stand one after another, or near each other: `Wildcard` and `Near` as postings.

The work grows with how often the parts occur, not with how their occurrences combine: of all the
places that may stand before another one the nearest is enough. It leaves the fewest characters
between, and none that does not stand behind the others too.
"""

from collections.abc import Callable, Mapping
from itertools import chain

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.postings import (
    Postings,
    positions_in,
    positions_of,
    postings_at,
    source,
)
from searchapp.engine.whoosh.runs import run_starts
from searchapp.engine.whoosh.segment import Segment
from searchapp.query.tree import Gap, Near, Substring, Wildcard

_FEW = 8
"""Rows are few for a text that so many times as many have: it is looked for in them alone."""
_Places = Mapping[str, Array]
"""Where parts begin, ascending (int64)."""
_Ranks = Callable[[Array], Array]
"""Equal for two positions without a border between them."""


class PositionalSource:
    """A `Wildcard` or `Near`; how often a row has it is how many places end a match."""

    def __init__(self, segment: Segment, leaf: Wildcard | Near) -> None:
        self._segment = segment
        self._leaf = leaf
        parts = _parts(leaf) if isinstance(leaf, Wildcard) else _parts(leaf.left, leaf.right)
        frequencies = {part: source(Substring(part), segment).frequency for part in parts}
        self._frequencies = sorted(frequencies.items(), key=lambda one: one[1])
        self.frequency = self._frequencies[0][1]

    def postings(self, among: Array | None) -> Postings:
        places = self._places(among)
        if isinstance(self._leaf, Wildcard):
            found = _last_parts(self._leaf, places, self._sentences)
        else:
            found = self._near(self._leaf, places)
        return postings_at(self._segment, found.astype(np.uint32), among)

    def _places(self, among: Array | None) -> _Places:
        """Where the parts stand, the rarest first: of the others only what its rows have matters.

        Where these are many all places are given, as to leave some out would take longer.
        """
        segment, rows = self._segment, among
        starts = segment.pairs.row_position
        places: dict[str, Array] = {}
        for part, frequency in self._frequencies:
            if rows is None or len(rows) * _FEW > frequency:
                positions = positions_of(segment, part)
            else:
                positions = positions_in(segment, part, starts.take(rows), starts.take(rows + 1))
            places[part] = positions.astype(np.int64)
            rows = segment.rows_at(positions)
            rows = rows.take(run_starts(rows))
        return places

    def _near(self, leaf: Near, places: _Places) -> Array:
        gap = Gap(0, leaf.distance)
        found = []
        for first, second in ((leaf.left, leaf.right), (leaf.right, leaf.left)):
            ends = _last_parts(first, places, self._sentences) + len(_parts(first)[-1])
            starts = _first_parts(second, places, self._sentences)
            found.append(_followers(starts, ends, gap, self._rows))
        return np.sort(np.concatenate(found), kind="stable")  # merges two ascending runs

    def _sentences(self, positions: Array) -> Array:
        return self._segment.sentences.at(positions.astype(np.uint32))

    def _rows(self, positions: Array) -> Array:
        return self._segment.rows_at(positions.astype(np.uint32))


def _parts(*leaves: Substring | Wildcard) -> tuple[str, ...]:
    texts = ((one.text,) if isinstance(one, Substring) else one.parts for one in leaves)
    return tuple(chain.from_iterable(texts))


def _last_parts(leaf: Substring | Wildcard, places: _Places, ranks: _Ranks) -> Array:
    """Where the last parts of matches begin."""
    parts = _parts(leaf)
    gaps = leaf.gaps if isinstance(leaf, Wildcard) else ()
    found = places[parts[0]]
    for part, gap, following in zip(parts[:-1], gaps, parts[1:], strict=True):
        found = _followers(places[following], found + len(part), gap, ranks)
    return found


def _first_parts(leaf: Substring | Wildcard, places: _Places, ranks: _Ranks) -> Array:
    """Where the first parts of matches begin: the last ones for who reads backwards."""
    if isinstance(leaf, Substring):
        return places[leaf.text]
    mirrored = {part: -(places[part] + len(part))[::-1] for part in leaf.parts}
    backwards = Wildcard(leaf.parts[::-1], leaf.gaps[::-1])
    found = _last_parts(backwards, mirrored, lambda positions: ranks(-positions))
    return -found[::-1] - len(leaf.parts[0])


def _followers(starts: Array, ends: Array, gap: Gap, ranks: _Ranks) -> Array:
    """Those of `starts` that have one of `ends` before them, a gap away and with no border between.

    Both are ascending.
    """
    if not len(ends):
        return ends
    starts = starts[starts.searchsorted(ends[0] + gap.least) :]
    nearest = ends.take(ends.searchsorted(starts - gap.least, "right") - 1)
    near = (starts - nearest <= gap.most).nonzero()[0]
    starts, nearest = starts.take(near), nearest.take(near)
    found: Array = starts[ranks(starts) == ranks(nearest)]
    return found
