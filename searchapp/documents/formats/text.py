"""Plain text and Markdown."""

from pathlib import Path

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from searchapp.documents.encodings import decode
from searchapp.documents.formats.blocks import blocks
from searchapp.documents.formats.content import read_bytes
from searchapp.documents.formats.lines import visible_lines
from searchapp.documents.model import RawText
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings

# What files begin with that are sometimes given the suffix of a text file.
_FOREIGN = (
    (b"%PDF-", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"PK\x03\x04", "压缩包或新版 Office 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
    (b"<!doctype html", "网页"),
    (b"<html", "网页"),
)


def read_text(path: Path, settings: Settings) -> RawText:
    """Plain text, line by line as it stands."""
    return RawText(visible_lines(_text(path, settings)))


def read_markdown(path: Path, settings: Settings) -> RawText:
    """Markdown: its text as a browser shows it; the first main heading is the title.

    A line end stays a line end. Link references are not taken as such: what looks like one is more
    likely a footnote that somebody wrote.
    """
    markdown = MarkdownIt("commonmark", {"breaks": True}).enable("table").disable("reference")
    page = blocks(LexborHTMLParser(markdown.render(_text(path, settings))))
    # Emphasis beside Chinese punctuation is none by CommonMark's rules, and its signs would stay.
    texts = tuple(text.replace("**", "") for text in page.texts)
    headings = (text for text, line in zip(texts, page.lines, strict=True) if line.heading)
    return RawText(texts, title=next(headings, None))


def _text(path: Path, settings: Settings) -> str:
    data = read_bytes(path, settings.max_file_bytes)
    beginning = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for signature, kind in _FOREIGN:
        if beginning.startswith(signature.lower()):
            raise UnreadableFile(f"后缀是 {path.suffix}，内容却是{kind}")
    return decode(data)
