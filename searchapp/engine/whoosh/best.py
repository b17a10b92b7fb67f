"""The best of many scores, without putting the others in order."""

import math

import numpy as np

from searchapp.engine.whoosh.container import Array

_BLOCKS = 8


def best(scores: Array, count: int) -> Array:
    """The places of the `count` highest scores, the highest first, of equal ones the first."""
    size = len(scores) // (_BLOCKS * max(count, 1))
    if size < 2:
        return (-scores).argsort(kind="stable")[:count]
    places = (scores >= _lower_bound(scores, count, size)).nonzero()[0]
    return places.take((-scores.take(places)).argsort(kind="stable")[:count])


def lower_bound(scores: Array, count: int) -> float:
    """A score that `count` scores reach, or minus infinity if this cannot be told at a glance."""
    size = len(scores) // (_BLOCKS * count)
    return _lower_bound(scores, count, size) if size > 1 else -math.inf


def _lower_bound(scores: Array, count: int, size: int) -> float:
    """The lowest of the `count` highest maxima of blocks of this size.

    Each of these blocks has a score that high. There are so many blocks that hardly more scores
    reach it than must.
    """
    maxima = np.maximum.reduceat(scores, np.arange(0, len(scores), size))
    maxima.partition(len(maxima) - count)
    return float(maxima[len(maxima) - count])
