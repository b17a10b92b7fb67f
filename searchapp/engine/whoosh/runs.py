"""Runs of equal values in an array: what most of indexing and counting comes down to."""

import numpy as np

from searchapp.engine.whoosh.container import Array


def run_starts(values: Array) -> Array:
    """Where each run begins."""
    begins = np.empty(len(values), bool)
    begins[:1] = True
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins.nonzero()[0]


def run_lengths(starts: Array, count: int) -> Array:
    """How long each run is, of `count` values together."""
    lengths = np.empty(len(starts), np.int64)
    np.subtract(starts[1:], starts[:-1], out=lengths[:-1])
    lengths[-1:] = count - starts[-1:]
    return lengths


def spread(firsts: Array, lengths: Array) -> tuple[Array, Array]:
    """All numbers of the ranges that begin at `firsts`, and of which range each is."""
    owners = np.repeat(np.arange(len(firsts)), lengths)
    ends = np.cumsum(lengths, dtype=np.int64)
    return np.arange(len(owners)) + (firsts - (ends - lengths)).take(owners), owners
