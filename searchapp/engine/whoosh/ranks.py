"""The rank of a position: how many marks stand at or before it, told in a few steps."""

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.layout import BLOCK_BITS
from searchapp.engine.whoosh.lexicon import starts_of

_BLOCK_BITS = np.uint32(BLOCK_BITS)
_IN_BLOCK = np.uint32((1 << BLOCK_BITS) - 1)


class Ranks:
    """Looks up ranks where marks lie in `bits`, and `before` says the rank before each word."""

    def __init__(self, bits: Array, before: Array) -> None:
        self.bits = bits
        self._before = before

    def at(self, positions: Array) -> Array:
        """The rank of each position (int32); positions are uint32."""
        blocks = positions >> _BLOCK_BITS
        bits = self.bits.take(blocks)
        bits <<= ~positions & _IN_BLOCK  # leaves the bits up to the position
        ranks: Array = self._before.take(blocks)
        ranks += np.bitwise_count(bits)
        return ranks


def marked(marks: Array, end: int) -> Array:
    """The positions up to `end` as bits, 2**BLOCK_BITS to a word (uint64); those of marks are 1."""
    bits = np.zeros((end >> BLOCK_BITS) + 1, np.uint64)
    in_block = (marks & _IN_BLOCK).astype(np.uint64)
    np.bitwise_or.at(bits, marks >> _BLOCK_BITS, np.uint64(1) << in_block)
    return bits


def ranks_before(bits: Array) -> Array:
    """How many marks stand before each word (int32)."""
    return starts_of(np.bitwise_count(bits), "<i4")[:-1]
