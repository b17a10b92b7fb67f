"""Runs of equal values in an array: what most of indexing and counting comes down to."""

import numpy as np

from searchapp.engine.whoosh.container import Array


def run_begins(values: Array) -> Array:
    """For each value whether a run begins with it."""
    begins = np.empty(len(values), bool)
    begins[:1] = True
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins


def run_starts(values: Array) -> Array:
    """Where each run begins."""
    starts: Array = run_begins(values).nonzero()[0]
    return starts


def runs(values: Array) -> tuple[Array, Array]:
    """Where each run begins, and how long it is."""
    count = len(values)
    begins = np.empty(count + 1, bool)
    begins[0] = begins[count] = count > 0
    np.not_equal(values[1:], values[:-1], out=begins[1:count])
    edges = begins.nonzero()[0]
    starts = edges[:-1]
    return starts, edges[1:] - starts


def spread(firsts: Array, lengths: Array) -> tuple[Array, Array]:
    """All numbers of the ranges that begin at `firsts`, and of which range each is."""
    owners = np.repeat(np.arange(len(firsts)), lengths)
    ends = np.cumsum(lengths, dtype=np.int64)
    return np.arange(len(owners)) + (firsts - (ends - lengths)).take(owners), owners
