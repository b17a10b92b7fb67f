"""What must be reached: a row a bar.

A row finds its value in the figures of a run, at the largest size that was run up to its own. Where
a run has none (a peer that is not installed, paragraphs too few for a difference) the value is None
and the row is not measured.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tests.benchmarks.queries import SUBSTRING
from tests.benchmarks.sidebyside import OVERALL, PRODUCT

MIDDLE = 100_000
LARGE = 592_687

Figures = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A measure, its bar, the size it is about and, from the figures at that size, its value."""

    measure: str
    direction: Literal["above", "below"]
    limit: float
    size: int
    value: Callable[[Figures], float]

    def result(self, figures: Figures) -> dict[str, Any]:
        """The row with its value, as `results.json` has it."""
        size = max((one for one in map(int, figures) if one <= self.size), default=0)
        try:
            value = float(f"{self.value(figures[str(size)]):.3g}")
        except (LookupError, ZeroDivisionError):
            value = None
        reached = value is not None and (
            value < self.limit if self.direction == "below" else value > self.limit
        )
        return {
            "measure": self.measure,
            "value": value,
            "bar": f"{self.direction} {self.limit:g}",
            "ok": None if value is None else reached,
            "paragraphs": size,
        }


def _asked(figures: Figures, engine: str, statistic: str, kind: str = OVERALL) -> float:
    """Milliseconds of CPU that an engine takes for a kind of queries."""
    return figures["engines"][engine]["queries"][kind][statistic]


def _against_tantivy(figures: Figures, statistic: str, kind: str = OVERALL) -> float:
    return _asked(figures, "ours", statistic, kind) / _asked(figures, "tantivy", statistic)


def _substrings(figures: Figures) -> float:
    return _asked(figures, "ours", "p95", SUBSTRING) / _asked(figures, "ours", "p95", "and of 2")


def _fast_reindex(figures: Figures) -> float:
    usual = figures["engines"]["whoosh"]["build"]["cpu_seconds"] + figures["jieba_cpu_seconds"]
    return usual / figures["reindex_fast"]["cpu_seconds"]


def _index_bytes(figures: Figures, engine: str) -> int:
    return figures["engines"][engine]["build"]["index_bytes"]


def _serving_memory(figures: Figures, engine: str) -> int:
    return figures["engines"][engine]["memory"]["anonymous_beyond_empty"]


def _throughput(figures: Figures) -> float:
    answered = figures["serving"]["requests_per_second"]
    return answered["search"] / answered["floor"]


ROWS = (
    Row(
        "mean query, 100,000 paragraphs: plain Whoosh's time / ours",
        "above",
        80,
        MIDDLE,
        lambda of: _asked(of, "whoosh", "mean") / _asked(of, "ours", "mean"),
    ),
    Row(
        "p50 and p95, 100,000 paragraphs, the greater of ours / tantivy's with its facets",
        "below",
        0.8,
        MIDDLE,
        lambda of: max(_against_tantivy(of, "p50"), _against_tantivy(of, "p95")),
    ),
    Row(
        "p95, 592,687 paragraphs: ours / tantivy's",
        "below",
        1.0,
        LARGE,
        lambda of: _against_tantivy(of, "p95"),
    ),
    Row(
        "as the product asks them, p95, 100,000 paragraphs: ours / tantivy's word queries",
        "below",
        2,
        MIDDLE,
        lambda of: _against_tantivy(of, "p95", PRODUCT),
    ),
    Row(
        "exact substring of 4-8 characters, p95, 592,687 paragraphs: ours / our AND of 2 words",
        "below",
        3,
        LARGE,
        _substrings,
    ),
    Row(
        "full reindex, CPU / jieba's word segmentation of the same text alone",
        "below",
        1.25,
        MIDDLE,
        lambda of: of["reindex"]["cpu_seconds"] / of["jieba_cpu_seconds"],
    ),
    Row(
        "full reindex with [fast], CPU: plain Whoosh with jieba / ours",
        "above",
        8,
        MIDDLE,
        _fast_reindex,
    ),
    Row(
        "reindex after one changed file among 15,000, CPU / the full one",
        "below",
        0.02,
        LARGE,
        lambda of: of["files"]["one_changed"]["cpu_seconds"] / of["files"]["full"]["cpu_seconds"],
    ),
    Row(
        "index size, exact-match field included / plain Whoosh's word index",
        "below",
        1.5,
        MIDDLE,
        lambda of: _index_bytes(of, "ours") / _index_bytes(of, "whoosh"),
    ),
    Row(
        "memory while indexing 592,687 paragraphs, all processes together, GB",
        "below",
        1.5,
        LARGE,
        lambda of: of["files"]["full"]["peak_bytes"] / 1e9,
    ),
    Row(
        "memory serving 100,000 paragraphs beyond an empty index, without file-backed pages: "
        "ours / plain Whoosh's",
        "below",
        0.4,
        MIDDLE,
        lambda of: _serving_memory(of, "ours") / _serving_memory(of, "whoosh"),
    ),
    Row(
        "requests a second at /api/search, 100,000 paragraphs / Flask's floor",
        "above",
        0.3,
        MIDDLE,
        _throughput,
    ),
    Row(
        "reading and understanding the labelled documents, CPU / word segmentation of their text",
        "below",
        1,
        LARGE,
        lambda of: of["reading"]["read_cpu_seconds"] / of["reading"]["words_cpu_seconds"],
    ),
)


def results(figures: Figures) -> list[dict[str, Any]]:
    """Every row with its value; `figures` are those of each size by its number."""
    return [row.result(figures) for row in ROWS]


def ratios(measures: Sequence[Figures]) -> str:
    """The table of ratios as text."""
    said = {True: "ok", False: "missed", None: "not measured"}
    rows = [("measure", "paragraphs", "value", "bar", "")]
    for one in measures:
        value = "-" if one["value"] is None else f"{one['value']:g}"
        rows.append((one["measure"], f"{one['paragraphs']:,}", value, one["bar"], said[one["ok"]]))
    return aligned(rows)


def engines(figures: Figures) -> str:
    """The engines side by side at one size, as text; queries in milliseconds of CPU."""
    names = list(figures["engines"])
    rows: list[Sequence[str]] = [("", *names)]

    def add(label: str, value: Callable[[Figures], float]) -> None:
        cells = []
        for name in names:
            try:
                cells.append(f"{value(figures['engines'][name]):,.3g}")
            except LookupError:
                cells.append("-")
        rows.append((label, *cells))

    add("build, CPU s", lambda of: of["build"]["cpu_seconds"])
    add("build, wall s", lambda of: of["build"]["wall_seconds"])
    add("build, peak MB", lambda of: of["build"]["peak_bytes"] / 1e6)
    add("index, MB", lambda of: of["build"]["index_bytes"] / 1e6)
    add("open + first query, wall ms", lambda of: of["open"]["wall_seconds"] * 1e3)
    add("memory beyond empty, MB", lambda of: of["memory"]["anonymous_beyond_empty"] / 1e6)
    for kind in (OVERALL, *figures["queries"], PRODUCT):
        for statistic in ("p50", "p95", "mean"):
            add(f"{kind}, {statistic} ms", lambda of, k=kind, s=statistic: of["queries"][k][s])
    return aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells in columns, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
