"""Given a file, which lines does it hold? One reader a format, chosen by the file's suffix."""

from collections.abc import Callable, Mapping
from pathlib import Path

from searchapp.documents.formats.docx import read_docx
from searchapp.documents.formats.html import read_html
from searchapp.documents.formats.text import read_markdown, read_text
from searchapp.documents.model import RawText
from searchapp.settings import Settings

READERS: Mapping[str, Callable[[Path, Settings], RawText]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
}
"""Reader by suffix in lower case; each raises `UnreadableFile` with the reason."""
