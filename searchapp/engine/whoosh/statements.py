"""Which paragraphs of an index say the same: its statements.

Whether two paragraphs do is told by their sketches (`sketch`). The different sketches are gone
through, those of most paragraphs first, and each that is near no leader so far becomes a leader
itself; every other one goes to the first leader that it is near. A statement is what goes to one
leader. So all its paragraphs say the same as one of them, however like one another the others are,
and it depends on nothing but the paragraphs that are there: not on segments, queries or the order
in which they were indexed.

Two sketches that are near differ in so few bytes that of `_BANDS` parts one at least is equal:
only those that have a part in common need be compared.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.runs import runs, spread
from searchapp.engine.whoosh.segment import Segment
from searchapp.engine.whoosh.sketch import LEAST_EQUAL, SLOTS, mixed

_BANDS = SLOTS - LEAST_EQUAL + 1
_PIECE = 1 << 18


def statements(segments: Sequence[Segment]) -> list[Array]:
    """For the paragraphs of each segment the number of their statement (int32), from 1.

    0 is for a paragraph that is alone in what it says, or deleted.
    """
    live = [one.live_paragraphs for one in segments]
    sketches = [one.sketches[rows] for one, rows in zip(segments, live, strict=True)]
    numbers = _numbers(np.concatenate(sketches)) if segments else np.zeros(0, np.int32)
    found = []
    for segment, rows in zip(segments, live, strict=True):
        of_segment = np.zeros(segment.paragraph_count, np.int32)
        of_segment[rows], numbers = numbers[: len(rows)], numbers[len(rows) :]
        found.append(of_segment)
    return found


def _numbers(sketches: Array) -> Array:
    """The number of each sketch's statement; 0 for those that are alone."""
    parts = np.ascontiguousarray(sketches).view(np.uint64)
    whole = np.zeros(len(parts), np.uint64)
    for column in parts.T:
        whole = mixed(whole + column)
    _, firsts, places, counts = np.unique(
        whole, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(-counts, kind="stable")
    leaders = _leaders(len(order), *_near(sketches[firsts[order]]))
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    led_by = leaders[ranks[places]]
    is_shared = np.bincount(led_by, minlength=len(order)) > 1
    numbers: Array = np.where(is_shared, np.cumsum(is_shared), 0).astype(np.int32)[led_by]
    return numbers


def _near(sketches: Array) -> tuple[Array, Array]:
    """The pairs of sketches that are near: the lower and the higher number of each, once."""
    found = [np.zeros(0, np.uint64)]
    for band in np.split(sketches, _BANDS, axis=1):
        for one, other in _agreeing(band):
            equal = np.count_nonzero(sketches[one] == sketches[other], axis=1)
            near = equal >= LEAST_EQUAL
            low, high = np.minimum(one[near], other[near]), np.maximum(one[near], other[near])
            found.append(low.astype(np.uint64) << np.uint64(32) | high.astype(np.uint64))
    pairs = np.unique(np.concatenate(found))
    return (pairs >> np.uint64(32)).astype(np.int64), pairs.astype(np.uint32).astype(np.int64)


def _agreeing(band: Array) -> Iterator[tuple[Array, Array]]:
    """All pairs of rows that are equal, some at a time."""
    keys = np.zeros(len(band), np.uint64)
    for column in band.T:
        keys = keys << np.uint64(8) | column
    order = np.argsort(keys)
    starts, sizes = runs(keys[order])
    starts, sizes = starts[sizes > 1], sizes[sizes > 1]
    members, owners = spread(starts, sizes)
    firsts = starts[owners]
    ends = np.cumsum(members - firsts)
    total = int(ends[-1]) if len(ends) else 0
    edges = ends.searchsorted(np.arange(0, total + _PIECE, _PIECE), "right")
    for low, high in zip(edges, np.append(edges[1:], len(ends)), strict=True):
        before, of = spread(firsts[low:high], (members - firsts)[low:high])
        yield order[before], order[members[low:high][of]]


def _leaders(count: int, lower: Array, higher: Array) -> Array:
    """For each of so many sketches, in order, its leader, given the pairs that are near.

    In each round those lead that are near nobody undecided before them; whoever is near them does
    not.
    """
    leads = np.ones(count, bool)
    low, high = lower, higher
    while len(low):
        waits = np.zeros(count, bool)
        waits[high] = True
        decided = np.zeros(count, bool)
        decided[low] = ~waits[low]
        leads[high[decided[low]]] = False
        decided |= ~leads
        undecided = ~(decided[low] | decided[high])
        low, high = low[undecided], high[undecided]
    leaders = np.arange(count)
    follows = leads[lower] & ~leads[higher]
    leaders[~leads] = count
    np.minimum.at(leaders, higher[follows], lower[follows])
    return leaders
