"""Facets as they are shown: ordered, labelled, the regions as a tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from searchapp.engine.contract import FACETS, FacetName, FacetTable, Snapshot
from searchapp.facet_values import Facet, FacetValue
from searchapp.labels import FACET_LABELS, value_label
from searchapp.query.facet_links import FacetLinks
from searchapp.query.request import NARRATION, UNKNOWN, SearchRequest

MAX_SPEAKERS = 30
"""More speakers than these are not listed, unless they are chosen."""


Counts = dict[str, tuple[int, int]]
"""Value -> (paragraphs, documents)."""


def facet_views(
    snapshot: Snapshot, request: SearchRequest, tables: Mapping[FacetName, FacetTable]
) -> tuple[Facet, ...]:
    """The three facets of an answer; a chosen or excluded value stays even without hits."""
    return tuple(_facet(snapshot, request, name, tables[name]) for name in FACETS)


def _facet(snapshot: Snapshot, request: SearchRequest, name: FacetName, table: FacetTable) -> Facet:
    active = (*request.included(name), *request.excluded(name))
    counts = counts_of(table, summed_up=name == "region")
    for value in active:
        counts.setdefault(value, (0, 0))
    if name == "region":
        shown = open_regions(counts, active)
    elif name == "year":
        shown = newest_first(counts)
    else:
        shown = _speakers(counts, active)
    truncated = name == "speaker" and len(shown) < len(counts)
    links = FacetLinks(request, name)
    values = facet_values(snapshot, name, links, counts, shown)
    return Facet(name, FACET_LABELS[name], values, truncated, links)


def facet_values(
    snapshot: Snapshot,
    name: FacetName,
    links: FacetLinks,
    counts: Counts,
    shown: Sequence[str],
) -> tuple[FacetValue, ...]:
    """Some values of a facet of a search, with their counts, in the order given."""
    return tuple(
        [
            FacetValue(
                value=value,
                label=value_label(snapshot, name, value),
                paragraph_count=counts[value][0],
                document_count=counts[value][1],
                selected=value in links.included,
                excluded=value in links.excluded,
                depth=value.count("/") if name == "region" else 0,
                links=links,
            )
            for value in shown
        ]
    )


def counts_of(table: FacetTable, *, summed_up: bool) -> Counts:
    """Counts by value; of regions, those below a region included (a document has one region)."""
    pairs = zip(table.paragraph_counts, table.document_counts, strict=True)
    counts = dict(zip(table.values, pairs, strict=True))
    if not summed_up:
        return counts
    sums: Counts = {}
    for value, (paragraphs, documents) in counts.items():
        for region in region_path(value):
            before = sums.get(region, (0, 0))
            sums[region] = (before[0] + paragraphs, before[1] + documents)
    return sums


def newest_first(years: Iterable[str]) -> list[str]:
    """Years, the newest first and last what is not known."""
    return sorted(years, key=lambda value: (value != UNKNOWN, value), reverse=True)


def by_count(counts: Counts) -> list[str]:
    """Values with the most hits first; what names nobody and nowhere last."""
    special = [value for value in (NARRATION, UNKNOWN) if value in counts]
    ordered = sorted([(-paragraphs, value) for value, (paragraphs, _) in counts.items()])
    return [value for _, value in ordered if value not in special] + special


def _speakers(counts: Counts, active: tuple[str, ...]) -> list[str]:
    ordered = by_count(counts)
    if len(ordered) <= MAX_SPEAKERS:
        return ordered
    shown = {*ordered[:MAX_SPEAKERS], *active, NARRATION, UNKNOWN}
    return [one for one in ordered if one in shown]


def open_regions(counts: Counts, active: tuple[str, ...]) -> list[str]:
    """Provinces, and below a chosen region and those it lies in their children, as a tree."""
    opened = {region for value in active for region in region_path(value)}
    for region in opened:
        counts.setdefault(region, (0, 0))
    children: dict[str, list[str]] = defaultdict(list)
    for value in by_count(counts):
        children[value.rpartition("/")[0]].append(value)

    def walk(parent: str) -> Iterator[str]:
        for child in children[parent]:
            yield child
            if child in opened:
                yield from walk(child)

    return list(walk(""))


def region_path(region: str) -> Iterator[str]:
    """A region and those it lies in, the largest first.

    What people write may start with a slash; nothing lies in a region without a name.
    """
    names = region.split("/")
    first = 1 if names[0] else 2
    return ("/".join(names[:depth]) for depth in range(first, len(names) + 1))
