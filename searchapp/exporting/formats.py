"""Hits as files, written piece by piece: CSV, lines of JSON, and XLSX."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import Any

import orjson

from searchapp.exporting.columns import COLUMNS, Cell, row
from searchapp.hits import Hit

Write = Callable[[Iterable[Hit], str], Iterator[bytes]]
"""Hits, and what their URLs begin with -> the pieces of a file."""

_PIECE = 1 << 16
# What a program that opens a table takes for a formula or command (OWASP, "CSV Injection"), also
# where the sign is full-width, as in tables written in Chinese, or stands behind blanks.
_FORMULA = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]")
_CELL_UNITS = 32_767
"""Most a cell of XLSX holds, in UTF-16 code units ("Excel specifications and limits")."""
_CUT = "……（单元格只能装下这些，其余的见 CSV）"
_FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts a 29 February 1900, and knows no days before that year."""


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def write_csv(hits: Iterable[Hit], site: str) -> Iterator[bytes]:
    """CSV of hits (`csv_lines`)."""
    return csv_lines(COLUMNS, (row(one, site) for one in hits))


def csv_lines(head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """CSV (RFC 4180) in UTF-8, with a byte order mark that tells Excel so.

    Before text that would be run as a formula stands an apostrophe, so that it is shown.
    """
    writer: Any = csv.writer(_Echo())
    yield b"\xef\xbb\xbf" + writer.writerow(head).encode()
    for one in rows:
        yield writer.writerow(map(_inert, one)).encode()


def write_jsonl(hits: Iterable[Hit], site: str) -> Iterator[bytes]:
    """Lines of JSON: each a hit with the keys it has in the answer to a search."""
    for one in hits:
        yield orjson.dumps(
            one.to_json() | {"url": site + one.url}, option=orjson.OPT_APPEND_NEWLINE
        )


def write_xlsx(hits: Iterable[Hit], site: str) -> Iterator[bytes]:
    """A workbook of one sheet, in which all text is text.

    Its directory comes last, so it is complete before any of it is handed out; until then it lies
    on the disk. Text too long for a cell goes on in the cells to the right.
    """
    from xlsxwriter import Workbook

    with TemporaryFile() as file:
        options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
        with Workbook(file, options) as workbook:
            sheet = workbook.add_worksheet("命中")
            for place, (heading, width) in enumerate(COLUMNS.items()):
                sheet.set_column(place, place, width)
                sheet.write_string(0, place, heading, workbook.add_format({"bold": True}))
            sheet.freeze_panes(1, 0)
            for number, one in enumerate(hits, start=1):
                *cells, text = row(one, site)
                for place, cell in enumerate((*map(_fitting, cells), *_cells(str(text)))):
                    _write_cell(sheet, number, place, cell)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _fitting(cell: Cell) -> Cell:
    """A cell that has no cells to go on in."""
    if not isinstance(cell, str):
        return cell
    first, *rest = _cells(cell)
    return first[: -len(_CUT)] + _CUT if rest else first


def _cells(text: str) -> list[str]:
    """The text in pieces of the size of a cell; at least one."""
    half = _CELL_UNITS // 2  # of characters that may take two units each
    if len(text) <= half:
        return [text]
    size = _CELL_UNITS if max(text) <= "\uffff" else half
    return [text[start : start + size] for start in range(0, len(text), size)]


def _write_cell(sheet: Any, number: int, place: int, cell: Cell) -> None:
    """Write a cell as what it is; `write` would take some texts for formulas or links."""
    if isinstance(cell, int):
        sheet.write_number(number, place, cell)
    elif isinstance(cell, date):
        if cell >= _FIRST_DAY:
            sheet.write_datetime(number, place, cell)
        else:
            sheet.write_string(number, place, cell.isoformat())
    elif cell:
        sheet.write_string(number, place, cell)
