"""Lists of rows: read, and put together. All of them are ascending, with nothing twice."""

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.kernels.compiled import compiled
from searchapp.engine.whoosh.layout import ROW_BITS

LOW_BITS = (1 << ROW_BITS) - 1


@compiled("<u2", "<u4", "<u1", "f4", ">i8", ">f4")
def read(
    lows: Array, starts: Array, strengths: Array, weight: np.float32, rows: Array, scores: Array
) -> None:
    """Fill `rows` with those of a term that `lows` are the lower bits of, and `scores`.

    `starts` are the starts of its blocks (`layout`), counted from anywhere. A step of strength
    scores `weight`.
    """
    for block in range(len(starts) - 1):
        high = block << ROW_BITS
        for place in range(starts[block] - starts[0], starts[block + 1] - starts[0]):
            rows[place] = high | lows[place]
            scores[place] = strengths[place] * weight


@compiled("<i8", "<i8", ">u1", ">i8", ">i8")
def meet(left: Array, right: Array, marks: Array, in_left: Array, in_right: Array) -> int:
    """The places in two lists of those rows that both have, and how many these are.

    `marks` has a zero for every row of a block, and has at the end.
    """
    count = first = place = 0
    while first < len(left) and place < len(right):
        block = left[first] >> ROW_BITS
        end = first
        while end < len(left) and left[end] >> ROW_BITS == block:
            marks[left[end] & LOW_BITS] = 1
            end += 1
        begin = count
        while place < len(right) and right[place] >> ROW_BITS <= block:
            in_right[count] = place
            count += marks[right[place] & LOW_BITS] & (right[place] >> ROW_BITS == block)
            place += 1
        at = first
        for found in range(begin, count):
            while left[at] < right[in_right[found]]:
                at += 1
            in_left[found] = at
        for marked in range(first, end):
            marks[left[marked] & LOW_BITS] = 0
        first = end
    return count


@compiled("<i8", "<u2", "<u4", "<u1", "f4", ">u1", ">i8", ">f4", ">i8")
def read_among(
    wanted: Array,
    lows: Array,
    starts: Array,
    strengths: Array,
    weight: np.float32,
    marks: Array,
    rows: Array,
    scores: Array,
    places: Array,
) -> int:
    """Of some rows those that a term has, their scores (`read`) and places, and how many these are.

    `marks` as in `meet`.
    """
    count = first = 0
    for block in range(len(starts) - 1):
        end = first
        while end < len(wanted) and wanted[end] >> ROW_BITS == block:
            marks[wanted[end] & LOW_BITS] = 1
            end += 1
        begin = count
        for place in range(starts[block] - starts[0], starts[block + 1] - starts[0]):
            rows[count] = place
            count += marks[lows[place]]
        at = first
        for found in range(begin, count):
            place = rows[found]
            row = block << ROW_BITS | lows[place]
            while wanted[at] < row:
                at += 1
            rows[found] = row
            scores[found] = strengths[place] * weight
            places[found] = at
        for marked in range(first, end):
            marks[wanted[marked] & LOW_BITS] = 0
        first = end
    return count


@compiled("<i8", "<u2", "<u4", "<u1", "f4", ">i8", ">f4", ">i8")
def look_up(
    wanted: Array,
    lows: Array,
    starts: Array,
    strengths: Array,
    weight: np.float32,
    rows: Array,
    scores: Array,
    places: Array,
) -> int:
    """The same for few rows in comparison: each is looked for behind the one before."""
    count = place = 0
    for block in range(len(starts) - 1):
        # Unsigned numbers become floats beside signed ones.
        low, end = np.intp(starts[block] - starts[0]), np.intp(starts[block + 1] - starts[0])
        while place < len(wanted) and wanted[place] >> ROW_BITS == block:
            row = wanted[place] & LOW_BITS
            low += np.searchsorted(lows[low:end], row)
            if low < end and lows[low] == row:
                rows[count] = wanted[place]
                scores[count] = strengths[low] * weight
                places[count] = place
                count += 1
            place += 1
    return count


@compiled("<i8", "<f4", ">f4", ">i8", ">i8", ">f4")
def add_up(
    rows: Array, scores: Array, table: Array, marks: Array, found: Array, sums: Array
) -> int:
    """The different ones of many rows, in order; the sums of their scores; how many these are.

    `table` has a zero for every row, `marks` one for every `MARKED` rows, and both have at the end.
    """
    for place in range(len(rows)):
        row = rows[place]
        table[row] += scores[place]
        marks[row // MARKED] |= 1 << (row % MARKED)
    count = 0
    for word in range(len(marks)):
        left = marks[word]
        marks[word] = 0
        while left:
            lowest = left & -left
            left ^= lowest
            row = word * MARKED + _BIT[((lowest * _DE_BRUIJN) & 0xFFFFFFFF) >> 27]
            found[count] = row
            sums[count] = table[row]
            table[row] = 0
            count += 1
    return count


MARKED = 32
# Which bit of 32 is set: this number times a power of two has others in its highest five bits for
# each (Leiserson, Prokop and Randall, Using de Bruijn Sequences to Index a 1 in a Computer Word).
_DE_BRUIJN = 0x077CB531
_BIT = np.zeros(32, np.int64)
_BIT[[(_DE_BRUIJN << bit & 0xFFFFFFFF) >> 27 for bit in range(32)]] = range(32)
