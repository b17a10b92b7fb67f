"""PDF files with a text layer.

pypdfium2 binds PDFium, which reads pages in Chrome: of three libraries compared the only one to
know all predefined Chinese encodings, and ten times as fast as the next. It gives characters and
their places; `layout` makes paragraphs of them.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
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
_BLANK = 0x20
_LEAST_EM = 0.01  # broken fonts have characters without width
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
    turned = page.get_rotation()
    box = pdfium.FS_RECTF()
    line: list[_Character] = []
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if 0 < code <= 0x10FFFF and code not in _LINE_ENDS:
            pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
            generated = code == _BLANK and pdfium.FPDFText_IsGenerated(text_page, index) == 1
            text = "" if generated else "-" if code in _HYPHENS else _unified(chr(code))
            line.append(_Character(text, *_as_shown(box, turned, width, height), index))
        if code in _LINE_ENDS or code in _HYPHENS:
            yield from _row(line)
            line = []
    yield from _row(line)
    text_page.close()


def _unified(character: str) -> str:
    """Without the compatibility characters and radicals that some fonts mean by ideographs."""
    if "\u2f00" <= character <= "\u2fd5" or "\uf900" <= character <= "\ufad9":
        return unicodedata.normalize("NFKC", character)
    return character


def _as_shown(
    box: Any, turned: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a box on the page as a reader sees it, from the top left.

    PDFium measures from the bottom left of the page before it is turned.
    """
    left, right, top, bottom = box.left, box.right, box.top, box.bottom
    match turned:
        case 90:
            return bottom, top, left, right
        case 180:
            return width - right, width - left, bottom, top
        case 270:
            return width - top, width - bottom, height - right, height - left
    return left, right, height - top, height - bottom


class _Character(NamedTuple):
    """A character and its place in points; "" for a blank that is not in the file.

    PDFium puts such a one where characters stand apart. `order` counts in the order of the file.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    order: int


def _row(line: list[_Character]) -> Iterator[Row]:
    """The row that characters make, without the blanks at its ends; none if it is empty."""
    apart = {one.order for one in line if not one.text}
    # Signs of another font may come behind the others of the row.
    shown = sorted((one for one in line if one.text), key=lambda one: one.left)
    filled = [number for number, one in enumerate(shown) if not one.text.isspace()]
    if not filled:
        return
    shown = shown[filled[0] : filled[-1] + 1]
    squares = [one.right - one.left for one in shown if is_chinese(one.text)]
    em = max(_LEAST_EM, median(squares or [shown[0].bottom - shown[0].top]))
    gaps = [after.left - before.right for before, after in pairwise(shown)]
    usual = median(gaps or [0.0])
    texts = [shown[0].text]
    for gap, (before, after) in zip(gaps, pairwise(shown), strict=True):
        divided = before.order + 1 in apart or after.order - 1 in apart
        if divided and gap > usual + _least_gap(before.text, after.text) * em:
            texts.append(" ")
        texts.append(after.text)
    yield Row(
        paired("".join(texts)),
        left=shown[0].left,
        right=max(one.right for one in shown),
        top=min(one.top for one in shown),
        bottom=max(one.bottom for one in shown),
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
            return 0.1
    return 0.6
