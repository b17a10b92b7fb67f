"""The best of many scores, without putting the others in order."""

import math

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.kernels.scores import top


def best(scores: Array, count: int) -> Array:
    """The places of the `count` highest scores, the highest first, of equal ones the first."""
    places = np.empty(min(count, len(scores)), np.intp)
    if len(places):
        top(scores, places)
    return places


def lower_bound(scores: Array, count: int) -> float:
    """The `count`th highest score, or minus infinity if there are fewer."""
    return float(scores[best(scores, count)[-1]]) if len(scores) >= count else -math.inf
