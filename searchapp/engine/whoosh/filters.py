"""Which documents, and which groups of speakers, pass the filters of a query.

What a filter asks is the same for all documents of a year or region, for all paragraphs of a
document, or for all of the same speakers.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

import numpy as np

from searchapp.engine.contract import FacetName, Filters
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.failing import REGION, SPEAKER, TIME, YEAR
from searchapp.engine.whoosh.runs import spread
from searchapp.engine.whoosh.segment import Segment

_NEXT = chr(ord("/") + 1)


def in_time(first_days: Array, last_days: Array, first: date | None, last: date | None) -> Array:
    """Which spans of days (`layout`) overlap that from `first` to `last`; None is open."""
    passing: Array = last_days > 0
    if first:
        passing &= last_days >= first.toordinal()
    if last:
        passing &= first_days <= last.toordinal()
    return passing


def put(column: Array, segment: Segment, facet: FacetName, values: Sequence[str], one: int) -> None:
    """Put a number for each value of a facet that is one of these, or lies below a region of them.

    The column has a number for each value of the facet.
    """
    texts = segment.value_lists[facet]
    for value in values:
        place = bisect_left(texts, value)
        if place < len(texts) and texts[place] == value:
            column[place] = one
        if facet == "region":
            column[bisect_left(texts, value + "/") : bisect_left(texts, value + _NEXT)] = one


def named(segment: Segment, facet: FacetName, values: Sequence[str]) -> Array:
    """For each value of a facet whether it is one of these, or lies below a region of them."""
    found = np.zeros(len(segment.values[facet]), bool)
    put(found, segment, facet, values, 1)
    return found


class Passing:
    """The filters of a query at one segment.

    `years`, `regions`, `documents` and `groups` say of each why it does not pass, in bits (uint8):
    0 if it does. A paragraph passes if its document, the year and region of it, and its group do.
    """

    def __init__(self, segment: Segment, filters: Filters) -> None:
        self._segment = segment
        self._filters = filters
        self.documents = segment.deleted_documents
        self.years = self.regions = segment.no_values
        self.groups = segment.no_groups
        self.restrict = False
        """Whether there are any filters."""
        if filters.date_from or filters.date_to:
            days = segment.first_day, segment.last_day
            failing = ~in_time(*days, filters.date_from, filters.date_to)
            self.documents = self.documents | failing * np.uint8(TIME)
            self.restrict = True
        if filters.include or filters.exclude:
            self.years = self._values("year", YEAR)
            self.regions = self._values("region", REGION)
            self._restrict_speakers()

    def of_documents(self, documents: Array) -> Array:
        """Why documents do not pass, whoever speaks in them."""
        years, regions = (self._segment.document_value[facet] for facet in ("year", "region"))
        found: Array = self.documents.take(documents)
        found |= self.years.take(years.take(documents))
        found |= self.regions.take(regions.take(documents))
        return found

    def of_paragraphs(self, paragraphs: Array) -> Array:
        """Why paragraphs do not pass."""
        parts = self._segment.paragraph_part.take(paragraphs)
        found = self.of_documents(self._segment.part_document.take(parts))
        found |= self.groups.take(self._segment.part_group.take(parts))
        return found

    def titles(self, documents: Array) -> Array:
        """Which documents have a paragraph that passes.

        Without paragraphs, they pass unless a speaker is asked for.
        """
        passing: Array = self.of_documents(documents) == 0
        if self.groups is self._segment.no_groups:
            return passing
        segment = self._segment
        firsts = segment.part_document.searchsorted(documents)
        counts = segment.part_document.searchsorted(documents, "right") - firsts
        parts, owners = spread(firsts, counts)
        spoken = self.groups.take(segment.part_group.take(parts)) == 0
        speak = np.bincount(owners, spoken, len(firsts)) > 0
        if not self._filters.include.get("speaker"):
            speak |= counts == 0
        return passing & speak

    def _values(self, facet: FacetName, bit: int) -> Array:
        include = self._filters.include.get(facet)
        exclude = self._filters.exclude.get(facet)
        if not include and not exclude:
            return self._segment.no_values
        self.restrict = True
        failing = np.empty(len(self._segment.values[facet]), np.uint8)
        failing.fill(bit if include else 0)
        put(failing, self._segment, facet, include or (), 0)
        put(failing, self._segment, facet, exclude or (), bit)
        return failing

    def _restrict_speakers(self) -> None:
        """A group passes that has someone who is included, if any are, and no one excluded."""
        segment = self._segment
        include = self._filters.include.get("speaker")
        exclude = self._filters.exclude.get("speaker")
        if include or exclude:
            self.restrict = True
            failing = _having(segment, exclude or ())
            if include:
                failing |= ~_having(segment, include)
            self.groups = failing.astype(np.uint8) * np.uint8(SPEAKER)


def _having(segment: Segment, speakers: Sequence[str]) -> Array:
    """For each group whether one of these speakers is in it."""
    wanted = named(segment, "speaker", speakers).take(segment.group_speaker)
    having: Array = np.logical_or.reduceat(wanted, segment.group_start[:-1])
    return having
