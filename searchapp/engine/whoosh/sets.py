"""What two ascending arrays, in which nothing is twice, have in common.

If one is much shorter, its numbers are looked up in the other; if not, both are gone through.
"""

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.segment import Segment

_SCATTERED = 12
"""Looking up a number costs about as much as so many steps through a table of marks, ..."""
_TABLE = 1_000
"""... to begin with which costs as much as so many, ..."""
_MERGED = 32
"""... and as so many steps of merging arrays."""


def is_scattered(left: Array, right: Array) -> bool:
    """Whether looking up each of the left numbers takes less than going through the right ones."""
    return len(left) * _SCATTERED < len(right) + _TABLE


def common(segment: Segment, left: Array, right: Array) -> tuple[Array, Array]:
    """The places in two arrays of rows of a segment of those rows that both have."""
    if len(left) > len(right):
        second, first = common(segment, right, left)
        return first, second
    if is_scattered(left, right):
        places = _lookup(left, right)
        first = (right.take(places) == left).nonzero()[0]
        return first, places.take(first)
    marks = segment.row_marks.borrow()
    marks[left] = True
    second = marks.take(right).nonzero()[0]
    marks[left] = False
    segment.row_marks.give_back(marks)
    return left.searchsorted(right.take(second)), second


def intersection(left: Array, right: Array) -> Array:
    """The positions (uint32) that both arrays have."""
    if len(left) > len(right):
        left, right = right, left
    if len(left) * _MERGED < len(right):
        found: Array = left[right.take(_lookup(left, right)) == left]
        return found
    both = np.concatenate((left, right))
    both.sort(kind="stable")  # merges two ascending runs
    twice: Array = both.take((both[1:] == both[:-1]).nonzero()[0])
    return twice


def _lookup(wanted: Array, among: Array) -> Array:
    """For each number where it is, if it is there at all; `among` is not empty."""
    places = among.searchsorted(wanted)
    np.minimum(places, len(among) - 1, out=places)
    return places
