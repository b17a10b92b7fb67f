"""Lists of rows in 16 bits a row: the higher bits are told by the block it lies in (`layout`).

Lists are given one after another, and so are the blocks of each.
"""

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.layout import ROW_BITS


def block_count(row_count: int) -> int:
    """How many blocks so many rows are."""
    return (max(row_count - 1, 0) >> ROW_BITS) + 1


def block_sizes(rows: Array, counts: Array, blocks: int) -> Array:
    """How many rows each list, of so many, has in each block."""
    if blocks == 1:
        return counts
    numbers = np.arange(0, len(counts) * blocks, blocks).repeat(counts)
    numbers += rows >> ROW_BITS
    return np.bincount(numbers, minlength=len(counts) * blocks)


def whole_rows(lows: Array, sizes: Array, blocks: int) -> Array:
    """The rows (intp) of lists whose lower bits these are, with so many in each block."""
    highs = np.arange(blocks) << ROW_BITS
    rows: Array = np.tile(highs, len(sizes) // blocks).repeat(sizes)
    rows |= lows
    return rows
