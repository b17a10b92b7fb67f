"""Paragraphs of printed pages: rows joined as sentences run, without what every page repeats."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from searchapp.documents.formats.lines import is_chinese

_PAGE_NUMBER = re.compile(
    r"[-—–·~\s]*+(?:第\s*+)?\d{1,4}\s*+页?(?:\s*+[,，/／]?\s*+共?\s*+\d{1,4}\s*+页?)?[-—–·~\s]*"
)
_DIGITS = re.compile(r"\d+")
# How many rows at the top and at the bottom of a page may be running heads.
_OUTERMOST = 3
_SAME_PLACE = 4.0  # points by which the same head may stand higher on another page
_REPEATS = 3  # pages with the same head; where there are fewer, all of them
_MOST_PAGES = 0.6  # of which what stands at the same place, wherever that is, is no text of theirs

_NEIGHBOURS = 8  # rows above and below by which the edges of the text are known
_INDENTED = 1.2  # ems; Chinese print indents by two
_CENTRED = 4.0  # ems by which only titles and signatures are
_MANY = 0.1  # of the rows
_LARGER = 1.15  # size of a heading against the text
_FURTHER = 1.6  # distance between paragraphs against that between rows
_LONGEST_TITLE = 60
_SENTENCE_END = re.compile(r"[。！？；：!?;:][”’」』）)]*$")
_NUMBERING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是要]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节条]|"
    r"\d{1,2}[.．、](?!\d)|——"
)
_COMMAS = ("，", "、", ",")  # no paragraph ends with one
# Print divides neither a Latin word or number, nor a sign from what it belongs to.
_CLOSERS = "[，。！？；：、”’」』）》〉】〕％‰℃]*"
_WORD = re.compile(rf"[“‘「『（《〈【〔]*(?:(?:[!-\u024f]+{_CLOSERS})+|.{_CLOSERS})")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of print and its place, in points from the top left of the page.

    `em` is the width of a Chinese character in it; `in_columns` if parts of it stand far apart.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    em: float
    in_columns: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its rows in reading order; `is_picture` if most of it is one."""

    rows: tuple[Row, ...]
    is_picture: bool = False


def paragraphs(pages: Sequence[Page]) -> list[str]:
    """The text of pages without furniture, a line a paragraph."""
    rows = [row for page in pages for row in page.rows]
    lines = [row.text for row in rows[:1]]
    print_ = _Print(rows)
    for number in range(1, len(rows)):
        if print_.goes_on(number) or print_.goes_on_as_title(number, lines[-1]):
            lines[-1] = _joined(lines[-1], rows[number].text)
        else:
            lines.append(rows[number].text)
    return lines


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without running heads, page numbers and watermarks."""
    repeats = _repeats(pages)
    needed = max(2, min(_REPEATS, len(pages)))
    everywhere = max(_REPEATS, _MOST_PAGES * len(pages))
    cleaned: list[Page] = []
    for number, page in enumerate(pages, start=1):
        left_out = {id(row) for row in page.rows if repeats[_place(row)] >= everywhere}
        by_height = sorted(page.rows, key=lambda row: row.top)
        for outermost in (by_height[:_OUTERMOST], by_height[: -_OUTERMOST - 1 : -1]):
            for row in outermost:
                if repeats[_place(row)] < needed and not _is_page_number(row.text, number):
                    break
                left_out.add(id(row))
        rows = tuple(row for row in page.rows if id(row) not in left_out)
        cleaned.append(replace(page, rows=rows))
    return cleaned


def _repeats(pages: Sequence[Page]) -> dict[tuple[str, int], int]:
    """On how many pages a text, digits aside, stands at about a height."""
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for row in page.rows:
            found[_place(row)].add(number)
    return {
        (text, height): len(
            numbers | found.get((text, height - 1), set()) | found.get((text, height + 1), set())
        )
        for (text, height), numbers in list(found.items())
    }


def _place(row: Row) -> tuple[str, int]:
    return _DIGITS.sub("#", row.text), round(row.top / _SAME_PLACE)


def _is_page_number(text: str, number: int) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text)) and (not text.isdigit() or int(text) == number)


class _Print:
    """How the text is set: what its rows have around them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._em = median(row.em for row in rows) if rows else 0.0
        steps = [below.top - row.top for row, below in pairwise(rows) if _is_below(row, below)]
        self._step = median(steps) if steps else 0.0
        indented = sum(_INDENTED < self._indent(n) < _CENTRED for n in range(len(rows)))
        self._indents = indented > len(rows) * _MANY  # whether that begins a paragraph here

    def goes_on(self, number: int) -> bool:
        """Whether a row goes on with the paragraph of the one before it."""
        above, row = self._rows[number - 1], self._rows[number]
        if above.in_columns or row.in_columns or _is_larger(above, row) or _is_larger(row, above):
            return False
        if self._is_further(above, row):
            return False
        _, right = self._edges(number)
        if above.text.endswith(_COMMAS):
            return True
        # Had the first word of this row fitted into the one above, somebody meant to end that.
        if right - above.right > _first_word(row.text) * row.em + row.em:
            return False
        if self._indent(number) > _INDENTED:
            return self._in_block(number)
        starts = _SENTENCE_END.search(above.text) and _NUMBERING.match(row.text)
        return self._indents or not starts

    def _indent(self, number: int) -> float:
        """How far a row is indented, in ems."""
        row = self._rows[number]
        return (row.left - self._edges(number)[0]) / row.em

    def _in_block(self, number: int) -> bool:
        """Whether a row that is indented goes on with others that are, as in a long quotation.

        Two headings may follow one another, so three rows must agree.
        """
        for first in (number - 2, number - 1):
            block = self._rows[max(0, first) : first + 3]
            if (
                len(block) == 3
                and all(abs(one.left - block[0].left) < one.em / 2 for one in block)
                and not any(_SENTENCE_END.search(one.text) for one in block[:2])
                and not any(_NUMBERING.match(one.text) for one in block[1:])
            ):
                return True
        return False

    def goes_on_as_title(self, number: int, title: str) -> bool:
        """Whether a row is the next of a title in large print that is centred on several rows."""
        above, row = self._rows[number - 1], self._rows[number]
        return (
            row.em > _LARGER * self._em
            and not (_is_larger(above, row) or _is_larger(row, above))
            and not self._is_further(above, row)
            and not (_SENTENCE_END.search(above.text) or _NUMBERING.match(row.text))
            and len(title) + len(row.text) <= _LONGEST_TITLE
        )

    def _is_further(self, above: Row, row: Row) -> bool:
        """Whether they stand further apart than rows of one paragraph."""
        usual = max(self._step, (row.bottom - row.top) * 1.2)
        return _is_below(above, row) and row.top - above.top > _FURTHER * usual

    def _edges(self, number: int) -> tuple[float, float]:
        """The left and right edge of the text around a row, within its column."""
        row = self._rows[number]
        around = self._rows[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS]
        column = [one for one in around if one.left <= row.right and row.left <= one.right]
        rights = sorted(one.right for one in column)
        # One row that sticks out, as a table may, is not the edge where there are many.
        right = rights[-2] if len(rights) >= _NEIGHBOURS else rights[-1]
        return min(one.left for one in column), right


def _is_below(above: Row, row: Row) -> bool:
    """Whether it stands below on the same page, and not at the head of the next column or page."""
    return row.top > above.top


def _is_larger(one: Row, other: Row) -> bool:
    return one.em > _LARGER * other.em


def _first_word(text: str) -> float:
    """The width in ems of what could not have been divided at the beginning of a row."""
    word = _WORD.match(text)
    return sum(1.0 if is_chinese(one) else 0.5 for one in word[0]) if word else 1.0


def _joined(line: str, row: str) -> str:
    """A line with the row that goes on with it; only Latin words are divided by a blank."""
    before, after = line[-1], row[0]
    if before == "-" and line[-2:-1].isascii() and after.isascii() and after.islower():
        return line[:-1] + row
    if before.isascii() and after.isascii() and not (before.isdigit() and after.isdigit()):
        return f"{line} {row}"
    return line + row
