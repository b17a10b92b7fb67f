"""Charts as numbers for SVG. Styles are forbidden in pages, so lengths are attributes and colours
are classes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from searchapp.charts import Counted, Tile

HEIGHT = 48
"""Pixels of the longest bar."""
STRIP = 10
"""Pixels of the longest mark of text that is held, below the bars."""
_MOST_LABELS = 9
_STEPS = (1, 2, 5, 10, 20, 50)
SHADES = "abcd"
"""Names of the shades, from the faintest on."""


@dataclass(frozen=True, slots=True)
class YearChart:
    """Year bars, one to a unit, above a strip: how much text is held of each year.

    `bars`, `chosen` (bars of years that are chosen) and `held` are paths of lines, `labels` are
    places in per cent of the width with what stands there.
    """

    years: Sequence[Counted]
    bars: str
    chosen: str
    held: str
    labels: Sequence[tuple[float, str]]


def year_chart(years: Sequence[Counted]) -> YearChart | None:
    """The chart of two years or more; fewer need none."""
    if len(years) < 2:
        return None
    hits = [one.paragraph_count for one in years]
    characters = [one.character_count for one in years]
    bars = list(enumerate(_lengths(hits, HEIGHT)))
    return YearChart(
        years=years,
        bars=_path((x, HEIGHT, -length) for x, length in bars if not years[x].selected),
        chosen=_path((x, HEIGHT, -length) for x, length in bars if years[x].selected),
        held=_path((x, HEIGHT + 2, length) for x, length in enumerate(_lengths(characters, STRIP))),
        labels=_labels([one.value for one in years]),
    )


def shade(tile: Tile, tiles: Iterable[Tile]) -> str:
    """The shade of a tile among all: "" without hits, else the fuller the more hits it has.

    By square roots, so that one province with most of the hits does not leave all others alike.
    """
    most = max(one.counted.paragraph_count for one in tiles)
    count = tile.counted.paragraph_count
    return SHADES[ceil(len(SHADES) * sqrt(count / most)) - 1] if count else ""


def _lengths(counts: Sequence[int], longest: int) -> list[float]:
    """A length for each count: what is not none can be seen."""
    most = max(*counts, 1)
    return [max(round(one / most * longest, 1), 1) if one else 0 for one in counts]


def _path(bars: Iterable[tuple[int, int, float]]) -> str:
    """Lines from (unit, where it begins, length down, or up if negative), one in each unit."""
    return "".join(f"M{x}.5 {y}v{length:g}" for x, y, length in bars if length)


def _labels(years: Sequence[str]) -> list[tuple[float, str]]:
    """The round years, as many as there is room for, in the middle of their bars."""
    step = next(one for one in _STEPS if len(years) <= one * _MOST_LABELS)
    return [
        (round((place + 0.5) / len(years) * 100, 2), year)
        for place, year in enumerate(years)
        if int(year) % step == 0
    ]
