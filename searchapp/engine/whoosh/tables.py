"""What is counted in each segment by the values of a facet -> the same over all of them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from searchapp.engine.contract import FACETS, FacetName, FacetTable
from searchapp.engine.whoosh.collector import Collected
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.counting import Hits

Columns = Sequence[Sequence[Any]]
"""Values in their order, and beside them columns of numbers, of which the first is never 0."""


def added(tables: Sequence[Columns], width: int) -> Columns:
    """Tables of so many columns beside the values as one: what stands beside a value is added up.

    There is none in an index without segments.
    """
    if len(tables) == 1:
        return tables[0]
    sums: list[Counter[str]] = [Counter() for _ in range(width)]
    for values, *columns in tables:
        for one, column in zip(sums, columns, strict=True):
            one.update(dict(zip(values, column, strict=True)))
    values = sorted(sums[0])
    return values, *([one[value] for value in values] for one in sums)


def facet_tables(found: Sequence[Collected]) -> dict[FacetName, FacetTable]:
    """The counts of every facet over all segments."""
    of_each = [one.tables() for one in found]
    if len(of_each) == 1:
        return dict(zip(FACETS, of_each[0], strict=True))
    return {
        facet: FacetTable(*added([tables[place] for tables in of_each], 2))
        for place, facet in enumerate(FACETS)
    }


def with_amounts(hits: Sequence[Hits], facet: FacetName, amounts: Sequence[Array]) -> Columns:
    """Values, paragraphs, documents, and what the amounts of each segment's hits come to."""
    place = FACETS.index(facet)
    tables = [
        (*one.tables[place], one.sums(facet, each)) for one, each in zip(hits, amounts, strict=True)
    ]
    return added(tables, 3)
