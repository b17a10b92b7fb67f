"""All values of a facet of a search, to look through: hits, and how much text there is of each."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from searchapp.addresses import SEARCH_API
from searchapp.asking import hits_query, parsed_request
from searchapp.engine.contract import FacetName, Filters, HeldTable
from searchapp.facet_values import FacetValue
from searchapp.facets import (
    by_count,
    counts_of,
    facet_values,
    newest_first,
    open_regions,
    region_path,
)
from searchapp.indexing.live import OpenIndex
from searchapp.labels import FACET_LABELS, interpretation
from searchapp.query.facet_links import FacetLinks
from searchapp.query.fields import NARRATION_NAME, UNKNOWN_NAME
from searchapp.query.request import NARRATION, UNKNOWN, SearchRequest
from searchapp.settings import Settings
from searchapp.text.fold import comparable
from searchapp.text.pinyin import spells

MOST = 500
"""More values are not listed."""
_SPECIAL = {UNKNOWN: UNKNOWN_NAME, NARRATION: NARRATION_NAME}


@dataclass(frozen=True, slots=True)
class ListedValue:
    """A value with how many characters are held of it."""

    of: FacetValue
    character_count: int

    def to_json(self) -> dict[str, Any]:
        """The value as it stands in the answer of `GET /api/facets/…`."""
        query = self.of.toggled
        return {
            "value": self.of.value,
            "label": self.of.label,
            "paragraph_count": self.of.paragraph_count,
            "document_count": self.of.document_count,
            "character_count": self.character_count,
            "selected": self.of.selected,
            "excluded": self.of.excluded,
            "toggle_url": f"{SEARCH_API}?{query}" if query else SEARCH_API,
        }


@dataclass(frozen=True, slots=True)
class Listing:
    """The first values of a facet that contain a text, and how many of them there are in all.

    `interpretation` is the search in words.
    """

    name: FacetName
    label: str
    interpretation: str
    contains: str
    value_count: int
    values: tuple[ListedValue, ...]

    @property
    def truncated(self) -> bool:
        return len(self.values) < self.value_count

    def to_json(self) -> dict[str, Any]:
        """The answer of `GET /api/facets/…`; URLs lead to JSON."""
        return {
            "name": self.name,
            "label": self.label,
            "interpretation": self.interpretation,
            "contains": self.contains,
            "value_count": self.value_count,
            "truncated": self.truncated,
            "values": [one.to_json() for one in self.values],
        }


def listing(
    index: OpenIndex, request: SearchRequest, name: FacetName, contains: str, settings: Settings
) -> Listing:
    """The values of a facet whose names contain a text, or are spelt so in pinyin.

    Years and regions of which there is text are listed without hits too. Raises `BadRequest` if the
    query text has a mistake.
    """
    snapshot = index.snapshot
    parsed = parsed_request(request, settings)
    query = hits_query(parsed.tree, request)
    found = snapshot.search(replace(query, limit=0, related=0, titles=0))
    counts = counts_of(found.facets[name], summed_up=name == "region")
    characters = _characters(snapshot.held(Filters())[name])
    known = () if name == "speaker" else characters
    for value in (*request.included(name), *request.excluded(name), *known):
        counts.setdefault(value, (0, 0))
    if name == "year":
        ordered = newest_first(counts)
    elif name == "region" and not contains:
        ordered = open_regions(counts, tuple(counts))
    else:
        ordered = by_count(counts)
    wanted = [one for one in ordered if _contains(one, contains)]
    views = facet_values(snapshot, name, FacetLinks(request, name), counts, wanted[:MOST])
    return Listing(
        name=name,
        label=FACET_LABELS[name],
        interpretation=interpretation(snapshot, request, parsed),
        contains=contains,
        value_count=len(wanted),
        values=tuple(ListedValue(one, characters[one.value]) for one in views),
    )


def _characters(held: HeldTable) -> Counter[str]:
    """Characters by value; those of a region are those of all it holds."""
    characters: Counter[str] = Counter()
    for value, count in zip(held.values, held.character_counts, strict=True):
        for one in region_path(value):
            characters[one] += count
    return characters


def _contains(value: str, text: str) -> bool:
    name = _SPECIAL.get(value, value)
    last = name.rpartition("/")[2]
    return comparable(text) in comparable(name) or (text.isascii() and spells(text, last))
