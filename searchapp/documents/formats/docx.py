"""Word files (.docx)."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.part import XmlPart

from searchapp.documents.formats.content import read_bytes
from searchapp.documents.formats.lines import confirmed_title, row_lines, visible_lines
from searchapp.documents.model import RawText
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
# Deleted text, text moved elsewhere, the pronunciation above characters, and what stands there
# for programs that do not know the drawing beside it.
_LEFT_OUT = ("del", "moveFrom", "rt", "Fallback")


def read_docx(path: Path, settings: Settings) -> RawText:
    """Paragraphs and tables in their order; tracked changes as if they were accepted."""
    return read_word(read_bytes(path, settings.max_file_bytes), settings)


def read_word(data: bytes, settings: Settings) -> RawText:
    """The text of a file from its bytes; raises `UnreadableFile` for what is none."""
    _refuse_dangerous(data, settings.max_file_bytes)
    try:
        document = docx.Document(BytesIO(data))
        parts = document.part.package.iter_parts()
        with_entities = any(_declares_type(part) for part in parts)
        lines = _lines(document.element.body)
        title = document.core_properties.title
    except Exception as error:  # a parser of foreign bytes; whatever it raises says the same
        raise UnreadableFile("不是有效的 Word 文档，或已损坏") from error
    if with_entities:
        raise UnreadableFile("Word 文档含有实体声明，不予读取")
    lines = [part for line in lines for part in visible_lines(line) or ("",)]
    return RawText(tuple(lines), title=confirmed_title(title, lines))


def _refuse_dangerous(data: bytes, max_bytes: int) -> None:
    """Raise `UnreadableFile` for what is no plain archive, or unpacks to more than `max_bytes`."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableFile("文件已加密，请去掉密码后再试")
        raise UnreadableFile("是旧版 Word 文档（.doc），请另存为 .docx")
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile("不是有效的 Word 文档，或已损坏") from error
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise UnreadableFile("文件已加密，请去掉密码后再试")
    # What an entry declares is also all that can be read from it.
    if sum(entry.file_size for entry in entries) > max_bytes:
        raise UnreadableFile(f"解压后超过 {max_bytes / 1_000_000:g} MB 的上限")


def _declares_type(part: Any) -> bool:
    """Whether an XML part has a document type declaration, which alone can declare entities."""
    return isinstance(part, XmlPart) and bool(part.element.getroottree().docinfo.doctype)


def _lines(parent: Iterable[Any]) -> list[str]:
    """The lines of paragraphs and tables below an element; libxml2 bounds how deep they nest."""
    lines: list[str] = []
    for child in parent:
        name = _name(child)
        if name == "p":
            lines += _paragraph_lines(child)
        elif name == "tr":
            lines += row_lines([_lines(cell) for cell in child])
        elif name not in _LEFT_OUT:
            lines += _lines(child)
    return lines


def _paragraph_lines(paragraph: Any) -> list[str]:
    """The lines of a paragraph, then those of text boxes that are anchored in it."""
    pieces: list[str] = []
    boxes: list[str] = []
    _collect(paragraph, pieces, boxes)
    return ["".join(pieces), *boxes]


def _collect(parent: Iterable[Any], pieces: list[str], boxes: list[str]) -> None:
    for child in parent:
        name = _name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "tab":
            pieces.append("\t")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "txbxContent":
            boxes += _lines(child)
        elif name not in _LEFT_OUT:
            _collect(child, pieces, boxes)


def _name(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
