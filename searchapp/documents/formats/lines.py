"""Lines as a reader sees them, whatever the format."""

import re
from collections.abc import Sequence
from itertools import islice

# Characters that show nothing: controls other than the tab; marks that turn the direction of
# writing, which Chinese never needs and which can make a line look like another one; and what is
# of no width. They would stand between the characters of a term unseen.
_CONTROLS = (*range(0x09), *range(0x0A, 0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_WITHOUT_WIDTH = (0x00AD, 0x200B, 0x2060, 0xFEFF)
_INVISIBLE = dict.fromkeys((*_CONTROLS, *_DIRECTIONS, *_WITHOUT_WIDTH))
_CHINESE = "\u2018-\u201d\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60"
_CHINESE_CHARACTER = re.compile(f"[{_CHINESE}\u2014-\u2017\u2020-\u2026]")
_SOURCE_BREAK = re.compile(f"(?<=[{_CHINESE}])[ \t]*\n[ \t\n]*(?=[{_CHINESE}])")

_TITLE_LINES = 10


def visible(line: str) -> str:
    """The line without characters that show nothing."""
    return line.translate(_INVISIBLE)


def is_chinese(character: str) -> bool:
    """Whether it is a Chinese character or its punctuation, which print sets on a full square."""
    return _CHINESE_CHARACTER.match(character) is not None


def visible_lines(text: str) -> tuple[str, ...]:
    """The lines of a text, without line ends and without characters that show nothing."""
    return tuple(map(visible, text.splitlines()))


def unwrapped(text: str) -> str:
    """Running text of markup as a browser shows it: line ends and runs of blanks are one blank.

    Between Chinese characters a line end is nothing at all.
    """
    return re.sub(r"[ \t\n\r\f]+", " ", _SOURCE_BREAK.sub("", text.replace("\r", "\n")))


def row_lines(cells: list[list[str]]) -> list[str]:
    """The lines of a table row whose cells hold these lines.

    A row of data is one line, its cells divided by a bar. Where a cell holds several lines the
    table only arranges the page, and the cells follow one another.
    """
    filled = [lines for cell in cells if (lines := [line for line in cell if line.strip()])]
    if any(len(lines) > 1 for lines in filled):
        return [line for lines in filled for line in lines]
    return [" | ".join(line.strip() for lines in filled for line in lines)] if filled else []


def paired(text: str) -> str:
    """The text with one character where UTF-16 has two that belong together."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def confirmed_title(title: str | None, lines: Sequence[str]) -> str | None:
    """The title among a file's properties, if one of the first lines says the same.

    It is often that of the file somebody began with.
    """
    name = visible(title or "").strip()
    beginning = islice((line.strip() for line in lines if line.strip()), _TITLE_LINES)
    return name if name and name in beginning else None
