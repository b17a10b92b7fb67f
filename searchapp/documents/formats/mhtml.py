"""Web pages that a browser saved in one file (.mhtml, .mht)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

from searchapp.documents.formats.content import read_bytes
from searchapp.documents.formats.html import read_page
from searchapp.documents.formats.lines import visible
from searchapp.documents.model import RawText
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings

_HEADER = re.compile(rb"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
_MULTIPART = re.compile(rb"^Content-Type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
# A saved page has one part within which are all the others, or two. Parsing takes the longer the
# deeper they nest.
_MOST_MULTIPARTS = 20


def read_mhtml(path: Path, settings: Settings) -> RawText:
    """The page itself among the parts of the file; what its head does not say the file says."""
    return read_saved_page(read_bytes(path, settings.max_file_bytes))


def read_saved_page(data: bytes) -> RawText:
    """A saved page from its bytes; raises `UnreadableFile` for what is none."""
    if not _HEADER.search(data[:8192]):
        raise UnreadableFile("内容不是浏览器保存的单文件网页（MHTML）")
    if len(_MULTIPART.findall(data)) > _MOST_MULTIPARTS:
        raise UnreadableFile("内容嵌套过深")
    try:
        message = message_from_bytes(data)
        page = _page(message)
        content = page.get_payload(decode=True) if page else None
    except (MessageError, ValueError, LookupError) as error:
        raise UnreadableFile("不是有效的单文件网页（MHTML），或已损坏") from error
    if page is None or not isinstance(content, bytes):
        raise UnreadableFile("单文件网页（MHTML）里没有网页")
    raw = read_page(content, page.get_content_charset())
    return replace(
        raw, title=raw.title or _subject(message), url=raw.url or _address(message, page)
    )


def _page(message: Message) -> Message | None:
    """The part that the others belong to: the one the file calls its start, else the first page."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGE_TYPES]
    starts = {str(part.get_param("start")) for part in message.walk() if part.get_param("start")}
    named = (page for page in pages if str(page.get("Content-ID", "")).strip() in starts)
    return next(named, pages[0] if pages else None)


def _subject(message: Message) -> str | None:
    subject = str(make_header(decode_header(str(message.get("Subject", "")))))
    return visible(" ".join(subject.split())) or None


def _address(message: Message, page: Message) -> str | None:
    """Where the page was saved from; only an address that can be visited."""
    return next((one for one in _addresses(message, page) if re.match("https?://", one)), None)


def _addresses(message: Message, page: Message) -> Iterator[str]:
    for part, name in (
        (message, "Snapshot-Content-Location"),
        (page, "Content-Location"),
        (message, "Content-Location"),
    ):
        yield str(part.get(name, "")).strip()
