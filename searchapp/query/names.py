"""Years, regions and speakers that a query text names, of those that an index holds."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Literal

from searchapp.documents.places import NATION, short_name
from searchapp.query.known_texts import KnownTexts
from searchapp.query.request import NARRATION, UNKNOWN
from searchapp.text.fold import comparable

Facet = Literal["year", "region", "speaker"]
_YEAR = re.compile("(?<![0-9])[0-9]{4}(?![0-9])")
_SHORT_LEVELS = 2
"""Provinces and cities are called by their short names; those of counties are words too: 红旗."""


class Names:
    """The values of an index by the names people call them."""

    def __init__(self, values: Mapping[Facet, Iterable[str]]) -> None:
        """`values` are facet values."""
        self._years = frozenset(values["year"])
        self._named: defaultdict[str, set[tuple[Facet, str]]] = defaultdict(set)
        for speaker in values["speaker"]:
            self._add(speaker, "speaker", speaker)
        for region in values["region"]:
            for path in accumulate(region.split("/"), "{}/{}".format):
                self._add_region(path)
        self._known = KnownTexts([name for name in self._named if len(name) > 1])

    def within(self, texts: Iterable[str]) -> dict[Facet, tuple[str, ...]]:
        """The values that comparable texts name; of regions within one another the smallest."""
        found: defaultdict[Facet, dict[str, None]] = defaultdict(dict)
        for text in texts:
            for year in _YEAR.findall(text):
                if year in self._years:
                    found["year"][year] = None
            for name in self._known.within(text):
                for facet, value in sorted(self._named[name]):
                    found[facet][value] = None
        regions = found["region"]
        inner = [one for one in regions if not any(o.startswith(f"{one}/") for o in regions)]
        found["region"] = dict.fromkeys(inner)
        return {facet: tuple(each) for facet, each in found.items() if each}

    def _add_region(self, path: str) -> None:
        name = path.rpartition("/")[2]
        self._add(name, "region", path)
        if path.count("/") < _SHORT_LEVELS:
            self._add(short_name(name), "region", path)

    def _add(self, name: str, facet: Facet, value: str) -> None:
        if value not in (UNKNOWN, NARRATION, NATION):
            self._named[comparable(name)].add((facet, value))
