"""Parts that stand one after another, or near each other: `Wildcard` and `Near` as postings.

The work grows with how often the parts occur, not with how their occurrences combine: of all the
places that may stand before another one the nearest is enough. It leaves the fewest characters
between, and none that does not stand behind the others too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from searchapp.deadline import check_time
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.found import Found
from searchapp.engine.whoosh.places import Places, rows_of
from searchapp.engine.whoosh.postings import found_at
from searchapp.engine.whoosh.runs import run_starts
from searchapp.engine.whoosh.segment import Segment
from searchapp.query.tree import Gap, Near, Node, Or, Substring, Wildcard

_Ranks = Callable[[Array], Array]
"""Equal for two positions without a border between them."""


class WildcardSource:
    """A `Wildcard`; a row has it as often as a last part ends a match."""

    def __init__(self, segment: Segment, leaf: Wildcard, places: Places) -> None:
        self._segment = segment
        self._run = _Run(segment, leaf, places)
        self.frequency = self._run.frequency

    def found(self, among: Array | None, weight: np.float32) -> Found:
        return found_at(self._segment, _positions(self._run.lasts(among)), among, weight)


class NearSource:
    """A `Near`; a row has it as often as an operand stands behind the other one."""

    def __init__(self, segment: Segment, leaf: Near, places: Places) -> None:
        self._segment = segment
        sides = (_Side(segment, one, places) for one in (leaf.left, leaf.right))
        self._rarer, self._other = sorted(sides, key=lambda one: one.frequency)
        self._gap = Gap(0, leaf.distance)
        self.frequency = self._rarer.frequency

    def found(self, among: Array | None, weight: np.float32) -> Found:
        one = self._rarer.spans(among)
        other = self._other.spans(rows_of(self._segment, _positions(one[0])))
        followers = [
            _followers(starts, ends, self._gap, self._rows)
            for (starts, _), (_, ends) in ((one, other), (other, one))
        ]
        return found_at(self._segment, _positions(_united(followers)), among, weight)

    def _rows(self, positions: Array) -> Array:
        return self._segment.rows_at(_positions(positions))


class _Run:
    """A text, or several with gaps between; only rows that have the rarest one matter."""

    def __init__(self, segment: Segment, leaf: Substring | Wildcard, places: Places) -> None:
        self._segment = segment
        self._places = places
        parts = (leaf.text,) if isinstance(leaf, Substring) else leaf.parts
        self._leaf = leaf if isinstance(leaf, Wildcard) else Wildcard(parts, ())
        frequencies = {part: places.frequency(part) for part in parts}
        self._frequencies = sorted(frequencies.items(), key=lambda one: one[1])
        self.frequency = self._frequencies[0][1]

    def lasts(self, among: Array | None) -> Array:
        """Where last parts of matches begin, in some rows and perhaps in others too."""
        return _lasts(self._leaf, self._found(among), self._sentences)

    def spans(self, among: Array | None) -> tuple[Array, Array]:
        """Where matches begin, and where matches end (the position behind), in the same way.

        To read backwards is to find the last part of the mirror image.
        """
        leaf, found = self._leaf, self._found(among)
        ends = _lasts(leaf, found, self._sentences) + len(leaf.parts[-1])
        mirrored = {part: -(found[part] + len(part))[::-1] for part in leaf.parts}
        backwards = Wildcard(leaf.parts[::-1], leaf.gaps[::-1])
        lasts = _lasts(backwards, mirrored, lambda positions: self._sentences(-positions))
        return -lasts[::-1] - len(leaf.parts[0]), ends

    def _found(self, among: Array | None) -> Mapping[str, Array]:
        """Where the parts stand (int64), each in rows that have the rarer ones, if this helps."""
        found = {}
        rows = among
        for part, frequency in self._frequencies:
            check_time()
            positions = self._places.of(part, rows, frequency)
            found[part] = positions.astype(np.int64)
            rows = rows_of(self._segment, positions)
        return found

    def _sentences(self, positions: Array) -> Array:
        return self._segment.sentences.at(_positions(positions))


class _Side:
    """An operand of a `Near`: a run, or one of several."""

    def __init__(self, segment: Segment, operand: Node, places: Places) -> None:
        self._runs = [_Run(segment, one, places) for one in _alternatives(operand)]
        self.frequency = sum(one.frequency for one in self._runs)

    def spans(self, among: Array | None) -> tuple[Array, Array]:
        """As `_Run.spans`, of any."""
        starts, ends = zip(*(one.spans(among) for one in self._runs), strict=True)
        return _united(starts), _united(ends)


def _alternatives(operand: Node) -> Iterator[Substring | Wildcard]:
    if isinstance(operand, Or):
        for one in operand.nodes:
            yield from _alternatives(one)
    else:
        assert isinstance(operand, Substring | Wildcard)
        yield operand


def _lasts(leaf: Wildcard, found: Mapping[str, Array], ranks: _Ranks) -> Array:
    """Where last parts of matches begin, `found` being where the parts do."""
    lasts = found[leaf.parts[0]]
    for part, gap, following in zip(leaf.parts[:-1], leaf.gaps, leaf.parts[1:], strict=True):
        check_time()
        lasts = _followers(found[following], lasts + len(part), gap, ranks)
    return lasts


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


def _united(places: Sequence[Array]) -> Array:
    """What any of some ascending arrays holds, ascending, each once."""
    if len(places) == 1:
        return places[0]
    both = np.concatenate(places)
    both.sort(kind="stable")  # merges ascending runs
    return both.take(run_starts(both))


def _positions(places: Array) -> Array:
    return places.astype(np.uint32)
