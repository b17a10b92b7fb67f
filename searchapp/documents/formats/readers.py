"""One reader a format, chosen by the suffix of a file. Their libraries take long to import."""

from collections.abc import Callable, Mapping
from pathlib import Path

from searchapp.documents.formats.docx import read_docx
from searchapp.documents.formats.html import read_html
from searchapp.documents.formats.mhtml import read_mhtml
from searchapp.documents.formats.pdf import read_pdf
from searchapp.documents.formats.rtf import read_rtf
from searchapp.documents.formats.text import read_markdown, read_text
from searchapp.documents.formats.word97 import read_doc
from searchapp.documents.model import RawText
from searchapp.settings import Settings

READERS: Mapping[str, Callable[[Path, Settings], RawText]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".docx": read_docx,
    ".doc": read_doc,
    ".wps": read_doc,
    ".rtf": read_rtf,
    ".pdf": read_pdf,
}
"""Reader by suffix (`SUFFIXES`); each raises `UnreadableFile` with the reason."""
