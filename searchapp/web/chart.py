"""The lines of wordings over the years, as places in a drawing of any width.

Across, places are shares of the width (and `POINTS` of them in lines, which know no shares); down,
they are pixels. So one drawing is as wide as the window, and its letters stay as large as they are.
Below the plot a strip of bars tells how much text there is of each year.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, log10

from searchapp.languages import gettext
from searchapp.query.request import UNKNOWN
from searchapp.trends.request import Measure
from searchapp.trends.tables import LONGEST_GAP
from searchapp.trends.view import Row, Trends, Use, name_of
from searchapp.web.links import page_url

POINTS = 1_000
_TOP, _PLOT, _BETWEEN, _STRIP, _LABELS = 14, 220, 8, 36, 24
_STRIP_ALONE = 140
_MOST_TICKS = 5
_BEFORE = 5
"""So many years without any use are shown before the first one."""
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1_000)
_WIDE, _NARROW = 16, 6
"""Most years that are named below the plot, on a screen and on a telephone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How much text there is of a year; `label` is said below on a screen, on a telephone only if
    `always`.
    """

    x: str
    left: str
    height: float
    label: str
    always: bool
    title: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Years without text."""

    left: str
    width: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    x: str
    y: float
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A wording, counted from 1; `pieces` are points of lines, broken where there is no text, or
    where years are left out.

    `alone` are its numbers as shares of the largest of them, one for each of the bars of the chart.
    """

    number: int
    pieces: tuple[str, ...]
    points: tuple[Point, ...]
    alone: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`plot` is where the plot ends, `base` where the strip does, `bar` how wide its bars are.

    `left_out` are the years before it, in which there is text, but no wording is used.
    """

    left_out: str
    height: int
    plot: int
    base: int
    bar: str
    bars: tuple[Bar, ...]
    blanks: tuple[Blank, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]


def chart(trends: Trends) -> Chart | None:
    """The chart of the years that are known, from shortly before the first use; None if none is."""
    known = [row for row in trends.tables[0].rows if row.value != UNKNOWN]
    rows = known[_begin(known) :]
    if not rows:
        return None
    plot = _TOP + _PLOT if trends.wordings else 0
    strip = _STRIP if trends.wordings else _STRIP_ALONE
    base = plot + _BETWEEN + strip
    measure = trends.request.measure
    amounts = [one.amount(measure) or 0 for row in rows for one in row.uses]
    step = _step(max(amounts, default=0), whole=measure != "rate")
    count = max(1, ceil(max(amounts, default=0) / step))

    def y(amount: float) -> float:
        return round(plot - amount / (count * step) * _PLOT, 1)

    lines = tuple(_line(rows, number, measure, y) for number in range(len(trends.wordings)))
    ticks = [Tick(y(step * one), f"{step * one:,g}") for one in range(count + 1)]
    return Chart(
        left_out=span(known[: -len(rows)]) if len(rows) < len(known) else "",
        height=base + _LABELS,
        plot=plot,
        base=base,
        bar=_share(0.7 / len(rows)),
        bars=tuple(_bars(rows, strip)),
        blanks=tuple(_blanks(rows)),
        ticks=tuple(ticks) if lines else (),
        lines=lines,
    )


def _begin(rows: Sequence[Row]) -> int:
    """Where the chart begins: years in which nothing is used would leave the others no room."""
    uses = (place for place, row in enumerate(rows) if any(one.paragraph_count for one in row.uses))
    first = next(uses, 0) - _BEFORE
    return first if first > _BEFORE else 0


def told(use: Use, where: str) -> str:
    """How often a wording is used somewhere, in words."""
    return gettext(
        "%(wording)s，%(where)s：%(paragraphs)s 段，%(occurrences)s 处，每万字 %(rate)s 处",
        wording=name_of(use.q),
        where=where,
        paragraphs=f"{use.paragraph_count:,}",
        occurrences=f"{use.occurrence_count:,}",
        rate="—" if use.rate is None else f"{use.rate:,.2f}",
    )


def empty_runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The rows without text that stand together: the first and the one behind the last."""
    runs = groupby(range(len(rows)), key=lambda place: not rows[place].held.character_count)
    for empty, places in runs:
        if empty:
            first, *others = places
            yield first, (others or [first])[-1] + 1


def span(rows: Sequence[Row]) -> str:
    """The first and the last of some years: 1965–1974."""
    first, last = rows[0].label, rows[-1].label
    return first if first == last else f"{first}–{last}"


def _line(rows: Sequence[Row], number: int, measure: Measure, y: Callable[[float], float]) -> Line:
    pieces: list[list[str]] = [[]]
    points = []
    for place, row in enumerate(rows):
        use = row.uses[number]
        amount = use.amount(measure)
        if amount is None:
            pieces.append([])
            continue
        if place and int(row.value) - int(rows[place - 1].value) > LONGEST_GAP:
            pieces.append([])
        x = (place + 0.5) / len(rows)
        pieces[-1].append(f"{x * POINTS:g},{y(amount):g}")
        if amount:
            title = told(use, gettext("%(year)s 年", year=row.label))
            points.append(Point(_share(x), y(amount), title, page_url(use.search)))
    drawn = tuple(" ".join(one) for one in pieces if len(one) > 1)
    amounts = [row.uses[number].amount(measure) or 0 for row in rows]
    most = max(amounts) or 1
    return Line(number + 1, drawn, tuple(points), tuple(one / most for one in amounts))


def _bars(rows: Sequence[Row], strip: int) -> Iterator[Bar]:
    most = max(row.held.character_count for row in rows) or 1
    wide = _every(len(rows), _WIDE, 1)
    narrow = _every(len(rows), _NARROW, wide)
    in_order = _follow_one_another(rows)
    for place, row in enumerate(rows):
        number = int(row.value) if in_order else place
        characters = row.held.character_count
        yield Bar(
            x=_share((place + 0.5) / len(rows)),
            left=_share((place + 0.15) / len(rows)),
            height=max(1, round(characters / most * strip, 1)) if characters else 0,
            label=row.label if number % wide == 0 else "",
            always=number % narrow == 0,
            title=gettext(
                "%(year)s 年：收录 %(characters)s 字，%(paragraphs)s 段，%(documents)s 篇",
                year=row.label,
                characters=f"{characters:,}",
                paragraphs=f"{row.held.paragraph_count:,}",
                documents=f"{row.held.document_count:,}",
            ),
        )


def _blanks(rows: Sequence[Row]) -> Iterator[Blank]:
    for first, end in empty_runs(rows):
        yield Blank(
            left=_share(first / len(rows)),
            width=_share((end - first) / len(rows)),
            title=gettext("%(years)s 年没有收录文字", years=span(rows[first:end])),
        )


def _follow_one_another(rows: Sequence[Row]) -> bool:
    return int(rows[-1].value) - int(rows[0].value) == len(rows) - 1


def _every(count: int, most: int, of: int) -> int:
    """Every how many years one is named, so that not too many are; a multiple of `of`."""
    steps = (one for one in _STEPS if one % of == 0 and count <= one * most)
    return next(steps, count)


def _step(most: float, *, whole: bool) -> float:
    """The distance of lines across the plot: 1, 2 or 5 times a power of ten."""
    if not most:
        return 1
    size = 10.0 ** floor(log10(most / _MOST_TICKS))
    step = next(size * one for one in (1, 2, 5, 10) if most <= size * one * _MOST_TICKS)
    return max(1, step) if whole else step


def _share(of_one: float) -> str:
    return f"{of_one * 100:.3f}".rstrip("0").rstrip(".") + "%"
