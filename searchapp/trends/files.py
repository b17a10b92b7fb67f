"""The numbers as a table to take away: a row for each wording and each value of a facet."""

from collections.abc import Iterator

from searchapp.exporting.columns import Cell
from searchapp.exporting.formats import csv_lines
from searchapp.exporting.naming import file_name
from searchapp.exporting.visible import visible
from searchapp.query.request import to_url
from searchapp.trends.view import Held, Row, Trends, Use

COLUMNS = (
    "提法",
    "按",
    "值",
    "收录字数",
    "收录段数",
    "收录篇数",
    "段数",
    "篇数",
    "处数",
    "每万字处数",
    "检索",
)


def csv_name(trends: Trends) -> str:
    """What the file is called."""
    return file_name(f"提法走势 {'、'.join(trends.request.wordings)}".rstrip(), "csv")


def write_csv(trends: Trends, site: str) -> Iterator[bytes]:
    """CSV as Excel opens it right; URLs begin with `site`."""
    return csv_lines(COLUMNS, _rows(trends, site))


def _rows(trends: Trends, site: str) -> Iterator[list[Cell]]:
    """A row for each wording and value; without any wording, for each value."""
    for number, wording in enumerate(trends.wordings):
        q = visible(wording.q)
        yield [q, "全部", None, *_held(trends.held), *_numbers(wording.use, site)]
        for table in trends.tables:
            for row in table.rows:
                numbers = _numbers(row.uses[number], site)
                yield [q, table.label, _value(row), *_held(row.held), *numbers]
    if not trends.wordings:
        for table in trends.tables:
            for row in table.rows:
                yield [None, table.label, _value(row), *_held(row.held)]


def _value(row: Row) -> str:
    """A year, the whole path of a region, a name; what is not known in words."""
    return visible(row.value if "/" in row.value else row.label.partition("，")[0])


def _held(held: Held) -> list[Cell]:
    return [held.character_count, held.paragraph_count, held.document_count]


def _numbers(use: Use, site: str) -> list[Cell]:
    return [
        use.paragraph_count,
        use.document_count,
        use.occurrence_count,
        None if use.rate is None else round(use.rate, 4),
        site + to_url("/", use.search),
    ]
