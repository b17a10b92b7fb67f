"""What is counted by the values of a facet, as tables.

Tables are columns of equal length, in the order of their values, of every value that has anything
to count: a query may have thousands of them, and few are looked at. A paragraph of several speakers
counts for each of them; regions are as they were indexed, not summed up.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

FacetName = Literal["year", "region", "speaker"]
FACETS: tuple[FacetName, ...] = ("year", "region", "speaker")


class FacetTable(NamedTuple):
    """How many hits, and documents with hits, have each value of a facet."""

    values: Sequence[str]
    paragraph_counts: Sequence[int]
    document_counts: Sequence[int]


class HeldTable(NamedTuple):
    """How much text there is of each value of a facet, whether it is looked for or not.

    Characters are those of comparable texts: blanks between Chinese characters do not count.
    """

    values: Sequence[str]
    paragraph_counts: Sequence[int]
    document_counts: Sequence[int]
    character_counts: Sequence[int]


class UsageTable(NamedTuple):
    """How often hits say what is looked for, by the values of a facet.

    An occurrence is what a mark matches; where matches overlap they are one. Of a text the leftmost
    match counts, then the next one behind it; of what has gaps the shortest match from each start;
    of what is near, the matches on both sides.
    """

    values: Sequence[str]
    paragraph_counts: Sequence[int]
    document_counts: Sequence[int]
    occurrence_counts: Sequence[int]
