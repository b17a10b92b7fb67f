"""The rows of tables: which values of a facet stand in them, in which order, and what is counted.

A row leads to searches: its value chosen alone, together with all other filters. A region that lies
around chosen ones stands for these. So the number of paragraphs of a row is that of its search.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import add
from typing import Any

from searchapp.engine.contract import FacetName, HeldTable, Snapshot, UsageTable
from searchapp.facets import Counts, by_count, open_regions, region_path
from searchapp.labels import FACET_LABELS, value_label
from searchapp.languages import gettext
from searchapp.query.request import NARRATION, UNKNOWN, SearchRequest
from searchapp.trends.request import TrendsRequest
from searchapp.trends.view import Held, Row, Table, Use

LONGEST_GAP = 30
"""Years without text between two with some, or up to a date that is asked for, are listed unless
there are more than these: a wrong date would bring thousands."""
_Triples = Mapping[str, tuple[int, int, int]]
_NOTHING = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Tables:
    """Makes the tables of a request; of speakers only the `most_speakers` that use a wording most.

    None stands for all of them.
    """

    snapshot: Snapshot
    request: TrendsRequest
    most_speakers: int | None

    def table(self, facet: FacetName, held: HeldTable, used: Sequence[UsageTable]) -> Table:
        """The wordings by the values of a facet."""
        held_of = _triples(facet, held)
        used_of = [_triples(facet, one) for one in used]
        counts: Counts = {}
        for value, (paragraphs, documents, _) in held_of.items():
            hits = sum(one.get(value, _NOTHING)[0] for one in used_of)
            counts[value] = hits if used else paragraphs, documents
        among = self.request.among
        values = _VALUES[facet](counts, among)
        shown = values
        if facet == "speaker" and not among.speaker and self.most_speakers is not None:
            named = [one for one in values if one not in (NARRATION, UNKNOWN)]
            hidden = set(named[self.most_speakers :])
            shown = [one for one in values if one not in hidden]
        rows = [self._row(facet, value, held_of, used_of) for value in shown]
        return Table(facet, gettext(FACET_LABELS[facet]), tuple(rows), len(shown) < len(values))

    def _row(
        self, facet: FacetName, value: str, held_of: _Triples, used_of: Sequence[_Triples]
    ) -> Row:
        held = Held(*held_of.get(value, _NOTHING))
        among = alone(self.request.among, facet, value)
        uses = tuple(
            Use(*one.get(value, _NOTHING), held, among, wording)
            for one, wording in zip(used_of, self.request.wordings, strict=True)
        )
        depth = value.count("/") if facet == "region" else 0
        return Row(value, value_label(self.snapshot, facet, value), depth, held, uses)


def alone(among: SearchRequest, facet: FacetName, value: str) -> SearchRequest:
    """The search for what of a value passes the filters."""
    chosen = among.included(facet)
    if facet == "region" and chosen and not set(region_path(value)) & set(chosen):
        within = tuple(one for one in chosen if value in region_path(one))
        return among.with_filter(facet, within or (value,))
    return among.with_filter(facet, (value,))


def _triples(facet: FacetName, table: Sequence[Sequence[Any]]) -> _Triples:
    """The columns of a table beside its values; of a region with those of all that lie in it."""
    values, *columns = table
    triples = dict(zip(values, zip(*columns, strict=True), strict=True))
    if facet != "region":
        return triples
    sums: dict[str, Any] = {}
    for value, amounts in triples.items():
        for region in region_path(value):
            sums[region] = tuple(map(add, sums.get(region, _NOTHING), amounts))
    return sums


def _years(counts: Counts, among: SearchRequest) -> list[str]:
    """Years in order, also those between of which there is no text; the unknown last."""
    unknown = [UNKNOWN] if UNKNOWN in counts or UNKNOWN in among.year else []
    if among.year:
        return sorted(set(among.year) - {UNKNOWN}) + unknown
    known = {int(one) for one in counts if one != UNKNOWN}
    if known:
        asked = {one.year for one in (among.date_from, among.date_to) if one}
        known |= {one for one in asked if _is_close(one, known)}
    listed = sorted(known)
    for before, after in pairwise(listed[:]):
        if after - before <= LONGEST_GAP:
            listed += range(before + 1, after)
    years = [f"{one:04}" for one in sorted(listed)]
    return [one for one in years if one not in among.exclude_year] + unknown


def _is_close(year: int, known: set[int]) -> bool:
    return min(abs(year - one) for one in known) <= LONGEST_GAP


def _regions(counts: Counts, among: SearchRequest) -> list[str]:
    return open_regions({**dict.fromkeys(among.region, (0, 0)), **counts}, among.region)


def _speakers(counts: Counts, among: SearchRequest) -> list[str]:
    """Those who use a wording, and what is not known of whom; only those chosen, if any are."""
    if among.speaker:
        chosen = {one: counts.get(one, (0, 0)) for one in among.speaker}
        return by_count(chosen)
    return [one for one in by_count(counts) if counts[one][0] or one in (NARRATION, UNKNOWN)]


_VALUES = {"year": _years, "region": _regions, "speaker": _speakers}
