"""The values of facets as a person gets them, with counts and the searches they lead to."""

from dataclasses import dataclass
from typing import Any

from searchapp.addresses import SEARCH_API
from searchapp.query.facet_links import FacetLinks


@dataclass(frozen=True, slots=True)
class FacetValue:
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
    """A facet with its values in the order to be shown; `truncated` if there are more."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    truncated: bool

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
