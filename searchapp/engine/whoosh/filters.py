"""Which turns of a segment pass the filters of a query.

Everything a filter asks is the same for all rows of a turn, so it is asked once a turn, and only
of turns in which something matched.
"""

from collections.abc import Sequence

import numpy as np

from searchapp.engine.contract import FACETS, FacetName, Filters
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.lexicon import Lexicon
from searchapp.engine.whoosh.runs import spread
from searchapp.engine.whoosh.segment import Segment


class Passing:
    """Which of some turns pass, filter by filter.

    Nobody speaks in the turn of a title: it passes unless a speaker is asked for.
    """

    def __init__(self, segment: Segment, filters: Filters, turns: Array) -> None:
        self._facets: dict[FacetName, Array] = {}
        self._rest: list[Array] = []
        documents = segment.turn_document.take(turns)
        if segment.live is not None:
            self._rest.append(segment.live.take(documents))
        if filters.date_from or filters.date_to:
            self._rest.append(_dates_pass(segment, filters, documents))
        for facet in FACETS:
            include, exclude = filters.include.get(facet, ()), filters.exclude.get(facet, ())
            if include:
                self._facets[facet] = _has_value(segment, facet, include, turns)
            if exclude:
                others = ~_has_value(segment, facet, exclude, turns)
                self._facets[facet] = others & self._facets.get(facet, others)

    def restricts(self, facet: FacetName) -> bool:
        """Whether there is a filter of this facet."""
        return facet in self._facets

    def all_but(self, facet: FacetName | None) -> Array | None:
        """Which turns pass every filter but that of this facet; None if there is no other."""
        masks = [*self._rest, *(mask for name, mask in self._facets.items() if name != facet)]
        passing = masks[0] if masks else None
        for mask in masks[1:]:
            passing = passing & mask
        return passing


def titles_pass(segment: Segment, filters: Filters, turns: Array) -> Array | None:
    """Which titles are of documents that pass: that have a paragraph that does, or none at all.

    `turns` are those of the titles; None if all documents pass.
    """
    if not filters.include.get("speaker") and not filters.exclude.get("speaker"):
        return Passing(segment, filters, turns).all_but(None)
    documents = segment.turn_document.take(turns)
    ends = segment.row_turn.take(segment.document_row.take(documents + 1) - 1) + 1
    firsts = np.minimum(turns + 1, ends - 1)  # the title itself if there is nothing else
    paragraphs, owners = spread(firsts, ends - firsts)
    passing = Passing(segment, filters, paragraphs).all_but(None)
    return np.bincount(owners, passing, len(turns)) > 0


def _dates_pass(segment: Segment, filters: Filters, documents: Array) -> Array:
    """Whether the time in which it may have been given overlaps the time that is asked for."""
    last = segment.last_day.take(documents)
    passing: Array = last > 0
    if filters.date_from:
        passing &= last >= filters.date_from.toordinal()
    if filters.date_to:
        passing &= segment.first_day.take(documents) <= filters.date_to.toordinal()
    return passing


def _has_value(segment: Segment, facet: FacetName, values: Sequence[str], turns: Array) -> Array:
    """Whether a turn has one of these facet values, or, for regions, something below one."""
    chosen = _chosen(segment.values[facet], facet, values)
    if facet != "speaker":
        documents = segment.turn_document.take(turns)
        return chosen.take(segment.document_value[facet].take(documents))
    firsts = segment.turn_voice.take(turns)
    voices, owners = spread(firsts, segment.turn_voice.take(turns + 1) - firsts)
    speakers = segment.part_speaker.take(segment.voice.take(voices))
    return np.bincount(owners, chosen.take(speakers), len(turns)) > 0


def _chosen(lexicon: Lexicon, facet: FacetName, values: Sequence[str]) -> Array:
    """For each value of a facet whether it is one of these, or lies below a region of them."""
    chosen = np.zeros(len(lexicon), bool)
    for value in values:
        place = lexicon.find(value)
        if place is not None:
            chosen[place] = True
        if facet == "region":
            chosen[lexicon.place(value + "/") : lexicon.place(value + chr(ord("/") + 1))] = True
    return chosen
