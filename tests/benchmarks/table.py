"""What must be reached: a row a bar.

A row finds its value in the figures of a run, at the largest size that was run up to its own. Where
a run has none (a peer that is not installed, paragraphs too few for a difference) the value is None
and the row is not measured.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from unicodedata import east_asian_width

from tests.benchmarks.queries import SUBSTRING
from tests.benchmarks.sidebyside import OVERALL, PRODUCT

MIDDLE = 100_000
LARGE = 592_687

Figures = dict[str, Any]

_SIGNS = {"above": ">", "below": "<"}


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
            "bar": f"{_SIGNS[self.direction]} {self.limit:g}",
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
        "平均每次检索，100,000 段：原样的 Whoosh ÷ 本引擎",
        "above",
        80,
        MIDDLE,
        lambda of: _asked(of, "whoosh", "mean") / _asked(of, "ours", "mean"),
    ),
    Row(
        "p50 与 p95 之比中较大的，100,000 段：本引擎 ÷ tantivy（连同分面）",
        "below",
        0.8,
        MIDDLE,
        lambda of: max(_against_tantivy(of, "p50"), _against_tantivy(of, "p95")),
    ),
    Row(
        "p95，592,687 段：本引擎 ÷ tantivy",
        "below",
        1.0,
        LARGE,
        lambda of: _against_tantivy(of, "p95"),
    ),
    Row(
        "照产品的问法，p95，100,000 段：本引擎 ÷ tantivy 按词检索",
        "below",
        2,
        MIDDLE,
        lambda of: _against_tantivy(of, "p95", PRODUCT),
    ),
    Row(
        "4–8 个字的子串，p95，592,687 段：÷ 本引擎的两词 AND",
        "below",
        3,
        LARGE,
        _substrings,
    ),
    Row(
        "全量 reindex 的 CPU，100,000 段：÷ 只用 jieba 分词",
        "below",
        1.25,
        MIDDLE,
        lambda of: of["reindex"]["cpu_seconds"] / of["jieba_cpu_seconds"],
    ),
    Row(
        "带 [fast] 的全量 reindex 的 CPU，100,000 段：原样的 Whoosh 加 jieba ÷ 本引擎",
        "above",
        8,
        MIDDLE,
        _fast_reindex,
    ),
    Row(
        "15,000 个文件改了一个之后 reindex 的 CPU：÷ 全量",
        "below",
        0.02,
        LARGE,
        lambda of: of["files"]["one_changed"]["cpu_seconds"] / of["files"]["full"]["cpu_seconds"],
    ),
    Row(
        "索引大小（连同逐字匹配），100,000 段：÷ 原样的 Whoosh 的词索引",
        "below",
        1.5,
        MIDDLE,
        lambda of: _index_bytes(of, "ours") / _index_bytes(of, "whoosh"),
    ),
    Row(
        "索引 592,687 段时全部进程的内存，GB",
        "below",
        1.5,
        LARGE,
        lambda of: of["files"]["full"]["peak_bytes"] / 1e9,
    ),
    Row(
        "服务 100,000 段比空索引多占的内存（文件页不计）：本引擎 ÷ 原样的 Whoosh",
        "below",
        0.4,
        MIDDLE,
        lambda of: _serving_memory(of, "ours") / _serving_memory(of, "whoosh"),
    ),
    Row(
        "/api/search 每秒请求数，100,000 段：÷ Flask 的底线",
        "above",
        0.3,
        MIDDLE,
        _throughput,
    ),
    Row(
        "阅读并理解带标注的文档的 CPU：÷ 给其中文字分词",
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
    return aligned([HEADER, *map(cells, measures)])


HEADER = ("测量", "段数", "结果", "目标", "")


def cells(measure: Figures) -> Sequence[str]:
    """A row of the results as people read it."""
    value = "–" if measure["value"] is None else f"{measure['value']:g}"
    reached = {True: "达到", False: "未达到", None: "没有测"}[measure["ok"]]
    return measure["measure"], f"{measure['paragraphs']:,}", value, measure["bar"], reached


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
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            _padding(cell, width) + cell if place else cell + _padding(cell, width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def _padding(cell: str, width: int) -> str:
    return " " * (width - _width(cell))


def _width(text: str) -> int:
    """How many columns of a terminal a text takes; a Chinese character takes two."""
    return len(text) + sum(east_asian_width(one) in "WF" for one in text)
