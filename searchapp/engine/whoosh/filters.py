"""Which documents, and which groups of speakers, pass the filters of a query.

What a filter asks is the same for all paragraphs of a document, or for all of the same speakers.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import numpy as np

from searchapp.engine.contract import FacetName, Filters
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.failing import REGION, SPEAKER, TIME, YEAR
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
    """The filters of a query at one segment.

    `documents` and `groups` say of each why it does not pass, in bits (uint8): 0 if it does. A
    paragraph passes if its document and its group do.
    """

    def __init__(self, segment: Segment, filters: Filters) -> None:
        self._segment = segment
        self._filters = filters
        self.documents = segment.deleted_documents
        self.groups = segment.no_groups
        self.restrict = False
        """Whether there are any filters."""
        if filters.date_from or filters.date_to:
            days = segment.first_day, segment.last_day
            self._restrict(~in_time(*days, filters.date_from, filters.date_to), TIME)
        if filters.include or filters.exclude:
            self._restrict_values("year", YEAR)
            self._restrict_values("region", REGION)
            self._restrict_speakers()

    def titles(self, documents: Array) -> Array:
        """Which documents have a paragraph that passes.

        Without paragraphs, they pass unless a speaker is asked for.
        """
        passing: Array = self.documents.take(documents) == 0
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

    def _restrict(self, failing: Array, bit: int) -> None:
        self.documents = self.documents | failing * np.uint8(bit)
        self.restrict = True

    def _restrict_values(self, facet: Literal["year", "region"], bit: int) -> None:
        include = self._filters.include.get(facet)
        exclude = self._filters.exclude.get(facet)
        if include or exclude:
            failing = named(self._segment, facet, exclude or ())
            if include:
                failing |= ~named(self._segment, facet, include)
            self._restrict(failing.take(self._segment.document_value[facet]), bit)

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
