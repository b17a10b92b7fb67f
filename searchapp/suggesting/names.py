"""The speakers and regions of an index, found by what is typed of their names or of the pinyin."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal
from weakref import WeakKeyDictionary

from searchapp.engine.contract import EngineQuery, FacetTable, Snapshot
from searchapp.query.request import NARRATION, UNKNOWN
from searchapp.text.pinyin import initials, spells

NamedFacet = Literal["speaker", "region"]
NAMED_FACETS: tuple[NamedFacet, ...] = ("speaker", "region")
# A snapshot never changes, and its names are wanted at every key.
_directories: "WeakKeyDictionary[Snapshot, Directory]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Name:
    """A facet value and what it is called for short, comparable: 郑州市 for 河南省/郑州市."""

    facet: NamedFacet
    value: str
    text: str


class Directory:
    """All names of a snapshot."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = tuple(names)

    def find(self, typed: str) -> list[Name]:
        """The names that contain a comparable text, or begin as it is spelt."""
        found = [one for one in self._names if typed in one.text]
        if typed.isascii():
            spelt = self._by_initial[typed[:1]]
            found += [one for one in spelt if spells(typed, one.text) and one not in found]
        return found

    @cached_property
    def _by_initial(self) -> defaultdict[str, list[Name]]:
        names: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self._names:
            for letter in initials(name.text):
                names[letter].append(name)
        return names


def directory(snapshot: Snapshot) -> Directory:
    """The names of a snapshot, gathered once."""
    found = _directories.get(snapshot)
    if found is None:
        tables = snapshot.search(EngineQuery(limit=0, related=0, titles=0)).facets
        found = Directory(
            Name(facet, value, value.rpartition("/")[2])
            for facet in NAMED_FACETS
            for value in paragraph_counts(facet, tables[facet])
        )
        _directories[snapshot] = found
    return found


def paragraph_counts(facet: NamedFacet, table: FacetTable) -> dict[str, int]:
    """Paragraphs by value; those of a region count for what it lies in. None for the unknown."""
    counts: defaultdict[str, int] = defaultdict(int)
    for value, count in zip(table.values, table.paragraph_counts, strict=True):
        if value in (UNKNOWN, NARRATION):
            continue
        parts = value.split("/") if facet == "region" else [value]
        for one in accumulate(parts, "{}/{}".format):
            counts[one] += count
    return counts
