"""The values of facets as a person gets them, with counts and the searches they lead to."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from searchapp.addresses import SEARCH_API
from searchapp.query.facet_links import FacetLinks
from searchapp.query.request import NARRATION, UNKNOWN


class FacetValue(NamedTuple):
    """A value of a facet with its counts.

    `depth` is its place in the tree of regions (0 elsewhere); `links` are those of its facet.
    """

    value: str
    label: str
    paragraph_count: int
    document_count: int
    selected: bool
    excluded: bool
    depth: int
    links: FacetLinks

    @property
    def toggled(self) -> str:
        """Query string: the value chosen, or no longer chosen, or no longer excluded."""
        return self.links.toggled(self.value)

    @property
    def excluding(self) -> str:
        """Query string: the value excluded instead."""
        return self.links.excluding(self.value)


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values in the order to be shown; `truncated` if there are more.

    `links` are those of its values, shown or not.
    """

    name: str
    label: str
    values: tuple[FacetValue, ...]
    truncated: bool
    links: FacetLinks

    def first(self, most: int = 8) -> tuple[FacetValue, ...]:
        """What is seen at a glance: of values side by side so many, and never less than is chosen.

        What names nobody and nowhere is seen too, though it comes last.
        """
        chosen = [one.value for one in self.values if one.selected or one.excluded]
        beside: Counter[str] = Counter()
        found = []
        for one in self.values:
            parent = one.value.rpartition("/")[0] if one.depth else ""
            beside[parent] += 1
            leads_to_chosen = any(f"{value}/".startswith(f"{one.value}/") for value in chosen)
            if beside[parent] <= most or leads_to_chosen or one.value in (UNKNOWN, NARRATION):
                found.append(one)
        return tuple(found)

    def to_json(self) -> dict[str, Any]:
        """The facet as it stands in the answer of `GET /api/search`."""
        return {
            "name": self.name,
            "label": self.label,
            "truncated": self.truncated,
            "values": [
                {
                    "value": one.value,
                    "label": one.label,
                    "paragraph_count": one.paragraph_count,
                    "document_count": one.document_count,
                    "selected": one.selected,
                    "toggle_url": f"{SEARCH_API}?{query}" if (query := one.toggled) else SEARCH_API,
                }
                for one in self.values
            ],
        }
