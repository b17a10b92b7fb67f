"""PDF files with a text layer.

pypdfium2 binds PDFium, which reads pages in Chrome: of three libraries compared the only one to
know all predefined Chinese encodings, and ten times as fast as the next. It gives characters and
their places; `layout` makes paragraphs of them.
"""

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw as pdfium

from searchapp.documents.formats.content import read_bytes
from searchapp.documents.formats.layout import Page, Row, paragraphs, without_furniture
from searchapp.documents.formats.lines import confirmed_title, is_chinese, paired, visible
from searchapp.documents.model import RawText
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings

_CELLS_APART = 2.0  # ems between what are columns rather than words
_LINE_ENDS = (0x0D, 0x0A)
_SAMPLE = 9  # characters of a row by which its measures are known
_HYPHENS = (0x02, 0xFFFE)  # of a word that goes on in the next row; no line end follows
# A font without a table of what its glyphs mean leaves private or unassigned characters.
_MOST_MEANINGLESS = 0.1
_MEANINGLESS = ("Co", "Cn", "Cc")
_SCANNED_SHARE = 0.3
"""Of a page without text, the part that a picture covers if the page was scanned."""
_STAMP = 100  # characters that a program or a stamp may put on a scanned page
_SHOWN_NUMBERS = 10


def read_pdf(path: Path, settings: Settings) -> RawText:
    """The paragraphs of the text layer, in its order; pages that have none are a problem told."""
    data = read_bytes(path, settings.max_file_bytes)
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile("不是有效的 PDF 文件")
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = without_furniture(list(_pages(document, settings.max_characters)))
            title = document.get_metadata_value("Title")
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableFile("文件已加密，请去掉密码后再试") from error
        raise UnreadableFile("不是有效的 PDF 文件，或已损坏") from error
    lines = tuple(map(visible, paragraphs(pages)))
    scanned = [n for n, page in enumerate(pages, start=1) if page.is_picture and not page.rows]
    if not lines and scanned:
        raise UnreadableFile("扫描件，没有文字层：请先作文字识别（OCR）")
    _refuse_meaningless("".join(lines))
    return RawText(lines, title=confirmed_title(title, lines), problems=_told(scanned))


def _pages(document: pypdfium2.PdfDocument, max_characters: int) -> Iterator[Page]:
    characters = 0
    for page in document:
        width, height = page.get_size()
        rows = tuple(_rows(page, width, height))
        length = sum(len(row.text) for row in rows)
        characters += length
        if characters > max_characters:
            raise UnreadableFile(f"正文超过 {max_characters:,} 字的上限，请分成几个文件")
        yield Page(rows, length < _STAMP and _is_picture(page, width * height))
        page.close()


def _is_picture(page: Any, area: float) -> bool:
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _SCANNED_SHARE * area:
            return True
    return False


def _told(scanned: Sequence[int]) -> tuple[str, ...]:
    if not scanned:
        return ()
    shown = "、".join(map(str, scanned[:_SHOWN_NUMBERS]))
    more = "等" if len(scanned) > _SHOWN_NUMBERS else ""
    return (f"第 {shown} {more}页是扫描的图片，没有文字层，未读",)


def _refuse_meaningless(text: str) -> None:
    meaningless = sum(unicodedata.category(one) in _MEANINGLESS or one == "\ufffd" for one in text)
    if meaningless > _MOST_MEANINGLESS * len(text):
        raise UnreadableFile("文字层是乱码（字体没有字符编码表）：请重新生成，或作文字识别（OCR）")


def _rows(page: Any, width: float, height: float) -> Iterator[Row]:
    """The rows of a page in the order in which the file has them."""
    text_page = page.get_textpage()
    boxes = _Boxes(text_page, page.get_rotation(), width, height)
    line: list[tuple[int, str]] = []
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in _HYPHENS:
            line.append((index, "-"))
        if code in _LINE_ENDS or code in _HYPHENS:
            yield from _row(line, boxes)
            line = []
        elif 0 < code <= 0x10FFFF:
            line.append((index, _unified(chr(code))))
    yield from _row(line, boxes)
    text_page.close()


def _unified(character: str) -> str:
    """Without the compatibility characters and radicals that some fonts mean by ideographs."""
    if "\u2f00" <= character <= "\u2fd5" or "\uf900" <= character <= "\ufad9":
        return unicodedata.normalize("NFKC", character)
    return character


class _Box(NamedTuple):
    """The place of a character in points from the top left of the page."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Where the characters of a page are, as a reader sees it."""

    text_page: Any
    rotation: int
    width: float
    height: float

    def __call__(self, index: int) -> _Box:
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self.text_page, index, ctypes.byref(box))
        left, right, top, bottom = box.left, box.right, box.top, box.bottom
        # PDFium measures from the bottom left of the page before it is turned.
        match self.rotation:
            case 90:
                return _Box(bottom, top, left, right)
            case 180:
                return _Box(self.width - right, self.width - left, bottom, top)
            case 270:
                return _Box(
                    *(self.width - top, self.width - bottom),
                    *(self.height - right, self.height - left),
                )
        return _Box(left, right, self.height - top, self.height - bottom)

    def generated(self, index: int) -> bool:
        """Whether a blank is not in the file, but put by PDFium where characters stand apart."""
        return bool(pdfium.FPDFText_IsGenerated(self.text_page, index) == 1)


def _row(line: Sequence[tuple[int, str]], boxes: _Boxes) -> Iterator[Row]:
    """The row that characters make, without the blanks at its ends; none if it is empty."""
    blanks = {index: text for index, text in line if text.isspace()}
    filled = [(index, text) for index, text in line if index not in blanks]
    if not filled:
        return
    chinese = [index for index, text in filled if is_chinese(text)]
    ends = [filled[0][0], filled[-1][0]]
    needed = [index for index, _ in filled] if blanks else [*ends, *chinese[:_SAMPLE]]
    places = {index: boxes(index) for index in needed}
    squares = [places[index] for index in chinese[:_SAMPLE]]
    first, last = places[ends[0]], places[ends[1]]
    em = median([box.right - box.left for box in squares] or [first.bottom - first.top])
    gaps = [places[b].left - places[a].right for a, b in pairwise(needed)] if blanks else [0.0]
    usual = median(gaps or [0.0])
    texts = [filled[0][1]]
    for number, ((before, left), (after, right)) in enumerate(pairwise(filled)):
        between = [index for index in range(before + 1, after) if index in blanks]
        if between:
            typed = "".join(blanks[index] for index in between if not boxes.generated(index))
            shown = gaps[number] > usual + _least_gap(left, right) * em
            texts.append(typed or (" " if shown else ""))
        texts.append(right)
    yield Row(
        paired("".join(texts)),
        left=min(first.left, last.left),
        right=max(first.right, last.right),
        top=min(box.top for box in places.values()),
        bottom=max(box.bottom for box in places.values()),
        em=em,
        in_columns=max(gaps, default=0.0) > _CELLS_APART * em,
    )


def _least_gap(before: str, after: str) -> float:
    """How many ems wider than usual a gap must be to mean a blank, where PDFium takes it for one.

    Programs set digits and Latin letters a little apart from Chinese; that is none.
    """
    match is_chinese(before), is_chinese(after):
        case (True, True):
            return 0.15
        case (False, False):
            return -inf
    return 0.6
