"""Which index segments a commit makes into one."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Of a segment: rows that are not deleted, rows that are, character positions."""

    live: int
    deleted: int
    positions: int


_RATIO = 3
_MAX_DELETED = 0.25
_MAX_POSITIONS = 2**32 - 1


def to_merge(sizes: Sequence[Size]) -> list[int]:
    """The places of the segments to be merged; none if all stay as they are.

    A segment stays only if it is at least `_RATIO` times as large as all smaller ones together, so
    there are never more than about log4(rows) of them (each costs a query some 40 us) and a row is
    rewritten as rarely. Where more than a quarter is deleted, a segment is rewritten to be rid of
    it. Together they must not have more positions than 32 bits can number.
    """
    by_size = sorted(range(len(sizes)), key=lambda place: sizes[place].live)
    smaller = 0
    count = 0
    for number, place in enumerate(by_size, start=1):
        if smaller and sizes[place].live < _RATIO * smaller:
            count = number
        smaller += sizes[place].live
    worn = {
        place
        for place, size in enumerate(sizes)
        if size.deleted > _MAX_DELETED * (size.live + size.deleted)
    }
    chosen = [place for number, place in enumerate(by_size) if number < count or place in worn]
    while sum(sizes[place].positions for place in chosen) > _MAX_POSITIONS:
        chosen.pop()
    return chosen if len(chosen) > 1 or worn.issuperset(chosen) else []
