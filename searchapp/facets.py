"""Facets as they are shown: ordered, labelled, the regions as a tree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from searchapp.engine.contract import FACETS, FacetCount, FacetName, Snapshot
from searchapp.labels import FACET_LABELS, value_label
from searchapp.query.request import NARRATION, UNKNOWN, FacetLinks, SearchRequest
from searchapp.results import Facet, FacetValue

MAX_SPEAKERS = 30
"""More speakers than these are not listed, unless they are chosen."""


def facet_views(
    snapshot: Snapshot,
    request: SearchRequest,
    counts: Mapping[FacetName, tuple[FacetCount, ...]],
) -> tuple[Facet, ...]:
    """The three facets of an answer; a chosen or excluded value stays even without hits."""
    return tuple(_facet(snapshot, request, name, counts[name]) for name in FACETS)


def _facet(
    snapshot: Snapshot, request: SearchRequest, name: FacetName, found: tuple[FacetCount, ...]
) -> Facet:
    active = (*request.included(name), *request.excluded(name))
    counts = _with_ancestors(found) if name == "region" else {one.value: one for one in found}
    for value in active:
        counts.setdefault(value, FacetCount(value, 0, 0))
    if name == "region":
        shown = _open_regions(counts, active)
    elif name == "year":
        shown = sorted(counts, key=lambda value: (value != UNKNOWN, value), reverse=True)
    else:
        shown = _speakers(counts, active)
    links = FacetLinks(request, name)
    values = tuple(_value(snapshot, request, name, counts[value], links) for value in shown)
    truncated = name == "speaker" and len(shown) < len(counts)
    return Facet(name, FACET_LABELS[name], values, truncated)


def _value(
    snapshot: Snapshot,
    request: SearchRequest,
    name: FacetName,
    count: FacetCount,
    links: FacetLinks,
) -> FacetValue:
    value = count.value
    return FacetValue(
        value=value,
        label=value_label(snapshot, name, value),
        paragraph_count=count.paragraph_count,
        document_count=count.document_count,
        selected=value in request.included(name),
        excluded=value in request.excluded(name),
        depth=value.count("/") if name == "region" else 0,
        links=links,
    )


def _by_count(counts: Mapping[str, FacetCount]) -> list[str]:
    """Values with the most hits first; what names nobody and nowhere last."""
    special = (NARRATION, UNKNOWN)
    return sorted(counts, key=lambda one: (one in special, -counts[one].paragraph_count, one))


def _speakers(counts: Mapping[str, FacetCount], active: tuple[str, ...]) -> list[str]:
    ordered = _by_count(counts)
    shown = set(ordered[:MAX_SPEAKERS]) | set(active) | {NARRATION, UNKNOWN}
    return [one for one in ordered if one in shown]


def _with_ancestors(found: Iterable[FacetCount]) -> dict[str, FacetCount]:
    """Counts of every region, those below it included (a document has one region)."""
    paragraphs: dict[str, int] = defaultdict(int)
    documents: dict[str, int] = defaultdict(int)
    for one in found:
        names = one.value.split("/")
        for depth in range(1, len(names) + 1):
            region = "/".join(names[:depth])
            paragraphs[region] += one.paragraph_count
            documents[region] += one.document_count
    return {one: FacetCount(one, paragraphs[one], documents[one]) for one in paragraphs}


def _open_regions(counts: dict[str, FacetCount], active: tuple[str, ...]) -> list[str]:
    """Provinces, and below a chosen region and those it lies in their children, as a tree."""
    opened = {""}
    for value in active:
        names = value.split("/")
        for depth in range(1, len(names) + 1):
            region = "/".join(names[:depth])
            opened.add(region)
            counts.setdefault(region, FacetCount(region, 0, 0))
    children: dict[str, list[str]] = defaultdict(list)
    for value in _by_count(counts):
        children[value.rpartition("/")[0]].append(value)

    def walk(parent: str) -> Iterable[str]:
        for child in children[parent]:
            yield child
            if child in opened:
                yield from walk(child)

    return list(walk(""))
