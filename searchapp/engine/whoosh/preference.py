"""What a paragraph gains by a year, region or speaker that a query names without asking for it.

A score is multiplied, not added to: of paragraphs that are as much like the query those come first
that have the value, and one that is hardly like it does not come first for having it.
"""

from collections.abc import Mapping

import numpy as np

from searchapp.engine.contract import FacetName, Filters
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.filters import Passing, named
from searchapp.engine.whoosh.scoring import PREFERRED
from searchapp.engine.whoosh.segment import Segment


class Preference:
    """The facet values that are preferred at one segment; those that it does not hold are none."""

    def __init__(self, segment: Segment, preferred: Mapping[FacetName, tuple[str, ...]]) -> None:
        self._facets = [
            Passing(segment, Filters(include={facet: values}))
            for facet, values in preferred.items()
            if named(segment, facet, values).any()
        ]
        self.most = 1 + PREFERRED * len(self._facets)
        """The highest factor there may be."""

    def applied(self, paragraphs: Array, scores: Array) -> Array:
        """The scores of paragraphs as they become by it."""
        return scores * self._factors(paragraphs) if self._facets else scores

    def _factors(self, paragraphs: Array) -> Array:
        factors = np.ones(len(paragraphs), np.float32)
        for one in self._facets:
            factors[one.of_paragraphs(paragraphs) == 0] += PREFERRED
        return factors
