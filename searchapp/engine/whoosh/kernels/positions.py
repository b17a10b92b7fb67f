"""Positions: those of terms that stand together, and the rows they are in. All are ascending."""

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.kernels.compiled import compiled
from searchapp.engine.whoosh.layout import BLOCK_BITS

_SCATTERED = 16
"""Looking up a position costs about as much as going past so many."""
FAR = 1 << 40
"""Farther than any position is from another."""


@compiled("<u4", "<u4", "i8", ">u4")
def follow(starts: Array, positions: Array, offset: int, found: Array) -> int:
    """Those of `starts` for which `positions` has the one `offset` behind, and how many.

    `found` may be `starts` itself.
    """
    count = low = 0
    scattered = len(starts) * _SCATTERED < len(positions)
    for start in starts:
        wanted = start + offset
        if scattered:
            low += np.searchsorted(positions[low:], wanted)
        else:
            while low < len(positions) and positions[low] < wanted:
                low += 1
        if low == len(positions):
            break
        found[count] = start
        count += positions[low] == wanted
    return count


@compiled("<u4", "<i4", "<u4", ">i8", ">i8")
def count_in_rows(
    positions: Array, before: Array, row_position: Array, rows: Array, counts: Array
) -> int:
    """The rows that positions are in, how many each has, and how many these are.

    `before` and `row_position` are `row.before` and `X.row_position` of `layout`.
    """
    count = 0
    limit = 0
    for position in positions:
        if position >= limit:
            row = max(before[position >> BLOCK_BITS], 0)
            while row_position[row + 1] <= position:
                row += 1
            limit = row_position[row + 1]
            rows[count] = row
            counts[count] = 0
            count += 1
        counts[count - 1] += 1
    return count


@compiled("<u4", "<i8", "<u4", ">i8", ">i8")
def count_among_rows(
    positions: Array, among: Array, row_position: Array, rows: Array, counts: Array
) -> int:
    """Likewise, where all of the rows are among some."""
    count = place = 0
    limit = 0
    for position in positions:
        if position >= limit:
            while row_position[among[place] + 1] <= position:
                place += 1
            limit = row_position[among[place] + 1]
            rows[count] = among[place]
            counts[count] = 0
            count += 1
        counts[count - 1] += 1
    return count


@compiled("<u4", "<u4", "<u4", ">u4")
def inside(positions: Array, lows: Array, highs: Array, found: Array) -> int:
    """The positions in ranges, which follow one another, and how many these are."""
    count = low = 0
    for number in range(len(lows)):
        low += np.searchsorted(positions[low:], lows[number])
        while low < len(positions) and positions[low] < highs[number]:
            found[count] = positions[low]
            count += 1
            low += 1
    return count


@compiled("<u4", "<u4", "i8", "i8", "<u4", ">i8")
def gaps(
    left: Array, right: Array, left_length: int, right_length: int, highs: Array, fewest: Array
) -> None:
    """The fewest characters between two texts of these lengths in each row, in either order.

    They stand at `left` and `right`, at least once each in a row; rows end at `highs`. Where texts
    overlap there are none between.
    """
    one = other = 0
    for row in range(len(highs)):
        last_left = last_right = -FAR
        least = FAR
        while True:
            has_left = one < len(left) and left[one] < highs[row]
            has_right = other < len(right) and right[other] < highs[row]
            if has_left and not (has_right and right[other] < left[one]):
                last_left = int(np.intp(left[one]))
                least = min(least, last_left - last_right - right_length)
                one += 1
            elif has_right:
                last_right = int(np.intp(right[other]))
                least = min(least, last_right - last_left - left_length)
                other += 1
            else:
                break
        fewest[row] = max(least, 0)
