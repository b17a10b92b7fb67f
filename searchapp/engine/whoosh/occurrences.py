"""How often rows have what is looked for, from positions alone: what people see marked in them.

A range is a start and an end, the position behind it; ranges are two arrays (int64) of those.
"""

from collections.abc import Sequence

import numpy as np

from searchapp.deadline import check_time
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.places import Places
from searchapp.engine.whoosh.runs import run_starts, spread
from searchapp.engine.whoosh.segment import Segment
from searchapp.query.tree import Mark, Node, Or, Substring, Wildcard

_Ranges = tuple[Array, Array]
_LENGTH_BITS = 24
"""No match is so long; positions take 32 bits."""


def occurrences(segment: Segment, marks: Sequence[Mark], rows: Array) -> Array:
    """How often each of some rows, ascending, has any of the marks; overlapping matches are one."""
    if not marks or not len(rows):
        return np.zeros(len(rows), np.int64)
    finder = _Finder(segment, rows)
    starts, ends = _joined([finder.marked(one) for one in marks])
    order = starts.argsort(kind="stable")
    starts, ends = starts.take(order), np.maximum.accumulate(ends.take(order))
    begins = np.ones(len(starts), bool)
    begins[1:] = starts[1:] >= ends[:-1]
    owners = segment.rows_at(starts[begins].astype(np.uint32))
    places = rows.searchsorted(owners).clip(max=len(rows) - 1)
    counts: Array = np.bincount(places[rows.take(places) == owners], minlength=len(rows))
    return counts


class _Finder:
    """Where marks match, in some rows and perhaps in others too."""

    def __init__(self, segment: Segment, rows: Array) -> None:
        self._segment = segment
        self._rows = rows
        self._places = Places(segment)

    def marked(self, mark: Mark) -> _Ranges:
        """The ranges of a mark that count."""
        match mark:
            case Substring(text):
                starts = _apart(self._starts(text), len(text))
                return starts, starts + len(text)
            case Wildcard():
                starts, ends = self._ranges(mark)
                shortest = run_starts(starts)
                return starts.take(shortest), ends.take(shortest)
        left, right = self._ranges(mark.left), self._ranges(mark.right)
        return _joined(
            [self._near(left, right, mark.distance), self._near(right, left, mark.distance)]
        )

    def _starts(self, text: str) -> Array:
        check_time()
        positions = self._places.of(text, self._rows, self._places.frequency(text))
        return positions.astype(np.int64)

    def _ranges(self, node: Node) -> _Ranges:
        """All ranges that an operand matches, by start and then by end unless it is an `Or`."""
        if isinstance(node, Or):
            return _joined([self._ranges(one) for one in node.nodes])
        if isinstance(node, Substring):
            starts = self._starts(node.text)
            return starts, starts + len(node.text)
        assert isinstance(node, Wildcard)
        starts = self._starts(node.parts[0])
        ends = starts + len(node.parts[0])
        for part, gap in zip(node.parts[1:], node.gaps, strict=True):
            following = self._starts(part)
            lows = following.searchsorted(ends + gap.least)
            highs = following.searchsorted(ends + gap.most, "right")
            places, owners = spread(lows, highs - lows)
            found = following.take(places)
            whole = self._sentences(found) == self._sentences(ends.take(owners))
            lengths = (found + len(part) - starts.take(owners))[whole]
            different = np.unique(starts.take(owners)[whole] << _LENGTH_BITS | lengths)
            starts = different >> _LENGTH_BITS
            ends = starts + (different & ((1 << _LENGTH_BITS) - 1))
        return starts, ends

    def _near(self, one: _Ranges, other: _Ranges, distance: int) -> _Ranges:
        """The ranges of one that have the other near, before or behind."""
        starts, ends = one
        near = np.zeros(len(starts), bool)
        if len(other[0]):
            other_starts, other_ends = np.sort(other[0]), np.sort(other[1])
            places = other_starts.searchsorted(ends)
            nearest = other_starts.take(places.clip(max=len(other_starts) - 1))
            near |= (
                (places < len(other_starts))
                & (nearest - ends <= distance)
                & self._in_one_row(starts, nearest)
            )
            places = other_ends.searchsorted(starts, "right") - 1
            nearest = other_ends.take(places.clip(min=0))
            near |= (
                (places >= 0)
                & (starts - nearest <= distance)
                & self._in_one_row(starts, nearest - 1)
            )
        return starts[near], ends[near]

    def _sentences(self, positions: Array) -> Array:
        return self._segment.sentences.at(positions.astype(np.uint32))

    def _in_one_row(self, positions: Array, others: Array) -> Array:
        at = self._segment.rows_at
        same: Array = at(positions.astype(np.uint32)) == at(others.astype(np.uint32))
        return same


def _joined(ranges: Sequence[_Ranges]) -> _Ranges:
    starts, ends = zip(*ranges, strict=True)
    return np.concatenate(starts), np.concatenate(ends)


def _apart(starts: Array, length: int) -> Array:
    """Of ascending starts of a text the first, and then each that is behind the last one taken."""
    if not (np.diff(starts) < length).any():
        return starts
    taken = []  # only of a text like 哈哈, which may overlap itself
    end = 0
    for start in starts.tolist():
        if start >= end:
            taken.append(start)
            end = start + length
    return np.array(taken, np.int64)
