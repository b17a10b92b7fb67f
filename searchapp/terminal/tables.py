"""Lists and tables of text in which Chinese characters are two columns wide, as terminals have it.

Both are cut off where nobody would read on; `--json` has the rest.
"""

import shutil
import sys
import unicodedata
from collections.abc import Sequence

from searchapp.terminal.saying import say

MAX_ROWS = 50
_GAP = "  "
_LEAST_WIDTH = 12


def print_list(lines: Sequence[str], *, err: bool = False) -> None:
    """Print lines below a heading."""
    for line in lines[:MAX_ROWS]:
        say(_GAP + plain(line), err=err)
    _print_rest(len(lines), err=err)


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells, each as many as the head has, with their left edges in line.

    On a terminal that is too narrow the first column gives way; what a pipe is given is whole.
    """
    cells = [[plain(cell) for cell in row] for row in (head, *rows[:MAX_ROWS])]
    widths = [max(width(row[column]) for row in cells) for column in range(len(head))]
    if sys.stdout.isatty():
        spare = shutil.get_terminal_size().columns - sum(widths[1:]) - len(_GAP) * len(head)
        widths[0] = min(widths[0], max(spare, _LEAST_WIDTH))
    for row in cells:
        first, *others = row
        line = _GAP.join(
            _padded(cell, columns)
            for cell, columns in zip((shortened(first, widths[0]), *others), widths, strict=True)
        )
        say(_GAP + line.rstrip())
    _print_rest(len(rows))


def width(text: str) -> int:
    """Columns that a text takes up on a terminal."""
    return sum(map(_character_width, text))


def plain(text: str) -> str:
    """The text in one line, without what would steer the terminal or turn its direction."""
    return "".join(" " if unicodedata.category(one)[0] == "C" else one for one in text)


def shortened(text: str, columns: int) -> str:
    """The text, or … and as much of its end as fits: paths of a folder differ there."""
    if width(text) <= columns:
        return text
    while width(text) > columns - 1:
        text = text[1:]
    return f"…{text}"


def _print_rest(count: int, *, err: bool = False) -> None:
    if count > MAX_ROWS:
        say(f"{_GAP}……另有 {count - MAX_ROWS} 处，用 --json 可列出全部", err=err)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
