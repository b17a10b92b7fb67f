"""Rows -> where their characters and words stand (`layout`, `.inv`).

Both indexes are made the same way: one number for each occurrence, the term in its high bits and
the position in its low ones, is sorted; everything else is where neighbours differ.
"""

from collections.abc import Sequence

import numpy as np

from searchapp.engine.whoosh.container import Array, Arrays
from searchapp.engine.whoosh.layout import BLOCK_BITS, MAX_COUNT
from searchapp.engine.whoosh.lexicon import (
    CHARACTER_BITS,
    code_points,
    lexicon_arrays,
    starts_of,
)
from searchapp.engine.whoosh.runs import run_lengths, run_starts


def pair_arrays(texts: Sequence[str]) -> Arrays:
    """The arrays of every pair of characters of the rows' comparable texts."""
    starts, positions, row_at = _positions(np.array(list(map(len, texts))))
    characters = np.zeros(starts[-1], np.uint32)
    characters[positions] = code_points("".join(texts)) + np.uint32(1)
    known, ranks = _ranked(characters)
    rank_bits = len(known).bit_length()
    codes = ranks[positions] << np.uint64(rank_bits) | ranks[positions + np.uint32(1)]
    codes, positions = _sorted_occurrences(codes, 2 * rank_bits, positions)
    firsts = run_starts(codes)
    rows = row_at[positions]
    begins_posting = np.zeros(len(positions), np.int64)
    begins_posting[firsts] = 1
    begins_posting[1:] |= rows[1:] != rows[:-1]
    pairs = codes[firsts]
    first = known[pairs >> np.uint64(rank_bits)].astype(np.uint64)
    second = known[pairs & np.uint64((1 << rank_bits) - 1)].astype(np.uint64)
    return {
        **row_arrays(starts),
        "pair.key": first << np.uint64(CHARACTER_BITS) | second,
        "pair.starts": np.append(firsts, len(positions)).astype(np.uint32),
        "pair.rows": _sums(begins_posting, firsts),
        "pair.position": positions,
    }


def row_arrays(starts: Array) -> dict[str, Array]:
    """What tells the row of a position, from where rows start (one entry more than rows)."""
    blocks = (int(starts[-1]) >> BLOCK_BITS) + 1
    places = starts[:-1].astype(np.int64)
    bits = np.zeros(blocks, np.uint64)
    in_block = (places & ((1 << BLOCK_BITS) - 1)).astype(np.uint64)
    np.bitwise_or.at(bits, places >> BLOCK_BITS, np.uint64(1) << in_block)
    before = starts_of(np.bitwise_count(bits), "<i4")[:-1] - np.int32(1)
    return {"row.start": starts, "row.bits": bits, "row.before": before}


def word_arrays(vocabulary: Sequence[str], words: Array, counts: Array) -> Arrays:
    """The arrays of every word: `words` are places in the vocabulary, `counts` how many a row."""
    starts, positions, row_at = _positions(counts)
    used = np.flatnonzero(np.bincount(words, minlength=len(vocabulary)))
    in_order = sorted(used.tolist(), key=vocabulary.__getitem__)
    ranks = np.zeros(len(vocabulary), np.uint64)
    ranks[in_order] = np.arange(len(in_order), dtype=np.uint64)
    codes, positions = _sorted_occurrences(ranks[words], len(in_order).bit_length(), positions)
    rows = row_at[positions]
    position_firsts = run_starts(codes)
    begins_posting = np.ones(len(codes), bool)
    begins_posting[1:] = (codes[1:] != codes[:-1]) | (rows[1:] != rows[:-1])
    firsts = np.flatnonzero(begins_posting)
    counted = run_lengths(firsts, len(codes))
    return {
        **lexicon_arrays("word", [vocabulary[number] for number in in_order]),
        "word.row_starts": np.append(run_starts(codes[firsts]), len(firsts)).astype(np.uint32),
        "word.row": rows[firsts],
        "word.count": np.minimum(counted, MAX_COUNT).astype(np.uint8),
        "word.position_starts": np.append(position_firsts, len(codes)).astype(np.uint32),
        "word.position": positions,
        "row.word_start": starts,
    }


def _positions(lengths: Array) -> tuple[Array, Array, Array]:
    """Where rows of these lengths start, each followed by one free position.

    Also every position that is not free, and for every position its row.
    """
    starts = starts_of(lengths + 1)
    row_at = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths + 1)
    free = np.ones(len(row_at), bool)
    free[starts[1:] - np.uint32(1)] = False
    return starts, np.flatnonzero(free).astype(np.uint32), row_at


def _ranked(characters: Array) -> tuple[Array, Array]:
    """The different characters, sorted, and the rank of each character among them (uint64)."""
    table = np.zeros(1 << CHARACTER_BITS, bool)
    table[characters] = True
    known = np.flatnonzero(table)
    ranks = np.zeros(len(table), np.uint64)
    ranks[known] = np.arange(len(known), dtype=np.uint64)
    return known, ranks[characters]


def _sorted_occurrences(codes: Array, code_bits: int, positions: Array) -> tuple[Array, Array]:
    """Codes and positions, sorted by code and then by position (the order they come in)."""
    position_bits = int(positions[-1]).bit_length() if len(positions) else 0
    if code_bits + position_bits > 64:
        order = np.argsort(codes, kind="stable")
        return codes[order], positions[order]
    # Sorting one array of numbers takes a sixth of the time of a stable argsort.
    keys = codes << np.uint64(position_bits) | positions
    keys.sort()
    mask = np.uint64((1 << position_bits) - 1)
    return keys >> np.uint64(position_bits), (keys & mask).astype(np.uint32)


def _sums(values: Array, firsts: Array) -> Array:
    """Sums of the runs that begin at `firsts` (uint32)."""
    return (np.add.reduceat(values, firsts) if len(firsts) else firsts).astype(np.uint32)
