"""Which documents, and which groups of speakers, pass the filters of a query.

What a filter asks is the same for all paragraphs of a document, or for all of the same speakers.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np

from searchapp.engine.contract import FACETS, FacetName, Filters
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.runs import spread
from searchapp.engine.whoosh.segment import Segment


def in_time(first_days: Array, last_days: Array, first: date | None, last: date | None) -> Array:
    """Which spans of days (`layout`) overlap that from `first` to `last`; None is open."""
    passing: Array = last_days > 0
    if first:
        passing &= last_days >= first.toordinal()
    if last:
        passing &= first_days <= last.toordinal()
    return passing


def named(segment: Segment, facet: FacetName, values: Sequence[str]) -> Array:
    """For each value of a facet whether it is one of these, or lies below a region of them."""
    lexicon = segment.values[facet]
    found = np.zeros(len(lexicon), bool)
    for value in values:
        place = lexicon.find(value)
        if place is not None:
            found[place] = True
        if facet == "region":
            below = slice(lexicon.place(value + "/"), lexicon.place(value + chr(ord("/") + 1)))
            found[below] = True
    return found


class Passing:
    """The filters of a query at one segment; `facets` are those that have a filter."""

    def __init__(self, segment: Segment, filters: Filters) -> None:
        self._segment = segment
        self._filters = filters
        self.facets: list[FacetName] = []
        if filters.include or filters.exclude:
            self.facets += [
                one for one in FACETS if filters.include.get(one) or filters.exclude.get(one)
            ]

    @property
    def restrict(self) -> bool:
        """Whether there are any filters."""
        return bool(self.facets or self._filters.date_from or self._filters.date_to)

    def documents(self, documents: Array, but: FacetName | None = None) -> Array | None:
        """Which documents pass every filter of documents but that of this facet.

        None if all do, because nothing is filtered or deleted.
        """
        segment, filters = self._segment, self._filters
        masks = [] if segment.live is None else [segment.live.take(documents)]
        if filters.date_from or filters.date_to:
            days = segment.first_day.take(documents), segment.last_day.take(documents)
            masks.append(in_time(*days, filters.date_from, filters.date_to))
        for facet in self.facets:
            if facet not in ("speaker", but):
                allowed = self._allowed(facet)
                masks.append(allowed.take(segment.document_value[facet].take(documents)))
        passing = masks[0] if masks else None
        for mask in masks[1:]:
            passing = passing & mask
        return passing

    def groups(self, groups: Array) -> Array | None:
        """Which groups of speakers pass; None if speakers are not filtered."""
        if "speaker" not in self.facets:
            return None
        segment = self._segment
        sizes = np.diff(segment.group_start)
        owners = np.repeat(np.arange(len(sizes)), sizes)
        members = segment.group_speaker
        excluded = named(segment, "speaker", self._filters.exclude.get("speaker", ()))
        passing = np.bincount(owners, excluded.take(members), len(sizes)) == 0
        if include := self._filters.include.get("speaker"):
            included = named(segment, "speaker", include)
            passing &= np.bincount(owners, included.take(members), len(sizes)) > 0
        found: Array = passing.take(groups)
        return found

    def titles(self, documents: Array) -> Array | None:
        """Which documents have a paragraph that passes.

        Without paragraphs, they pass unless a speaker is asked for.
        """
        passing = self.documents(documents)
        if "speaker" not in self.facets:
            return passing
        segment = self._segment
        firsts = segment.part_document.searchsorted(documents)
        counts = segment.part_document.searchsorted(documents, "right") - firsts
        parts, owners = spread(firsts, counts)
        spoken = np.bincount(owners, self.groups(segment.part_group.take(parts)), len(firsts)) > 0
        if not self._filters.include.get("speaker"):
            spoken |= counts == 0
        return spoken if passing is None else spoken & passing

    def _allowed(self, facet: FacetName) -> Array:
        """For each value of a facet of documents whether it passes."""
        include = self._filters.include.get(facet)
        exclude = self._filters.exclude.get(facet)
        if not include:
            return ~named(self._segment, facet, exclude or ())
        allowed = named(self._segment, facet, include)
        return allowed & ~named(self._segment, facet, exclude) if exclude else allowed
