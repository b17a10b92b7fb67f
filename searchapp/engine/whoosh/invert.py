"""Rows -> where their characters and words stand (`layout`, `.inv`).

Both indexes are made the same way: the terms of all occurrences, as numbers, are sorted together
with their positions; everything else is where neighbours differ.
"""

from collections.abc import Sequence

import numpy as np

from searchapp.engine.whoosh.blocks import block_count, block_sizes
from searchapp.engine.whoosh.container import Array, Arrays
from searchapp.engine.whoosh.lexicon import (
    CHARACTER_BITS,
    code_points,
    lexicon_arrays,
    starts_of,
)
from searchapp.engine.whoosh.ranks import marked, ranks_before
from searchapp.engine.whoosh.runs import runs
from searchapp.engine.whoosh.scoring import strengths


def pair_arrays(texts: Sequence[str], lengths: Array) -> Arrays:
    """The arrays of every pair of characters of the rows' comparable texts, of these lengths."""
    starts, positions, row_at = _positions(lengths)
    characters = np.zeros(starts[-1], np.uint32)
    characters[positions] = code_points("".join(texts)) + np.uint32(1)
    known, ranks = _ranked(characters)
    rank_bits = len(known).bit_length()
    codes = ranks[positions] << np.uint64(rank_bits) | ranks[positions + np.uint32(1)]
    occurrences = _sorted_occurrences(codes, 2 * rank_bits, positions)
    terms, arrays = _inverted("pair", *occurrences, row_at, lengths)
    first = known[terms >> np.uint64(rank_bits)].astype(np.uint64)
    second = known[terms & np.uint64((1 << rank_bits) - 1)].astype(np.uint64)
    return {
        "pair.key": first << np.uint64(CHARACTER_BITS) | second,
        **arrays,
        "pair.row_position": starts,
        **row_arrays(starts),
    }


def word_arrays(vocabulary: Sequence[str], words: Array, counts: Array, lengths: Array) -> Arrays:
    """The arrays of every word: `words` are places in the vocabulary, `counts` how many a row.

    `lengths` are those of the rows in characters.
    """
    starts, positions, row_at = _positions(counts)
    used = np.flatnonzero(np.bincount(words, minlength=len(vocabulary)))
    in_order = sorted(used.tolist(), key=vocabulary.__getitem__)
    ranks = np.zeros(len(vocabulary), np.uint64)
    ranks[in_order] = np.arange(len(in_order), dtype=np.uint64)
    occurrences = _sorted_occurrences(ranks[words], len(in_order).bit_length(), positions)
    _, arrays = _inverted("word", *occurrences, row_at, lengths)
    return {
        **lexicon_arrays("word", [vocabulary[number] for number in in_order]),
        **arrays,
        "word.row_position": starts,
    }


def row_arrays(starts: Array) -> dict[str, Array]:
    """What tells the row of a character position, from where rows start."""
    bits = marked(starts[:-1], int(starts[-1]))
    return {"row.bits": bits, "row.before": ranks_before(bits) - np.int32(1)}


def _inverted(
    name: str, codes: Array, positions: Array, row_at: Array, lengths: Array
) -> tuple[Array, dict[str, Array]]:
    """The different codes and their postings: code i stands at position i, sorted by both.

    `row_at` is the row of each position, `lengths` are those of rows in characters.
    """
    term_starts, term_sizes = runs(codes)
    rows = row_at[positions]
    begins = np.ones(len(codes), bool)
    begins[1:] = rows[1:] != rows[:-1]
    begins[term_starts] = True
    posting_starts = begins.nonzero()[0]
    counts = np.diff(posting_starts, append=len(codes))
    posting_rows = rows[posting_starts]
    postings_before = np.searchsorted(posting_starts, term_starts)
    row_counts = np.diff(postings_before, append=len(posting_starts))
    in_blocks = block_sizes(posting_rows, row_counts, block_count(len(lengths)))
    return codes[term_starts], {
        f"{name}.row_starts": starts_of(in_blocks),
        f"{name}.row": posting_rows.astype(np.uint16),
        f"{name}.strength": strengths(counts, lengths[posting_rows]),
        f"{name}.position_starts": starts_of(term_sizes),
        f"{name}.position": positions,
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
    """Codes and positions, sorted by code and then by position (the order they come in).

    By 16 bits at a time, the lowest first: those numpy sorts by counting, if the sort is stable.
    """
    order = codes.astype(np.uint16).argsort(kind="stable")
    for shift in range(16, code_bits, 16):
        digits = (codes >> np.uint64(shift)).astype(np.uint16)
        order = order.take(digits.take(order).argsort(kind="stable"))
    return codes.take(order), positions.take(order)
