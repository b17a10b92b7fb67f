"""Saved web pages."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from searchapp.documents.encodings import decode
from searchapp.documents.formats.blocks import Blocks, blocks
from searchapp.documents.formats.content import read_bytes
from searchapp.documents.formats.lines import unwrapped, visible
from searchapp.documents.model import RawText
from searchapp.documents.names import is_name
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings
from searchapp.text.fold import fold

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*(?:[\"']\s*)?([\w-]+)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_SERVER_SIDE = re.compile(r"<%[^%]{0,1000}%>")  # what a server should have replaced
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
# Names of <meta> by schema.org, Open Graph and the Chinese standard for government sites.
_TITLES = ("articletitle", "og:title")
_URLS = ("og:url", "url")
_PUBLISHED = (
    "pubdate",
    "article:published_time",
    "og:published_time",
    "publishdate",
    "datepublished",
)

_SOURCES = ("contentsource",)
_AUTHORS = ("author", "article:author")
_MEDIUM = re.compile("[\u4e00-\u9fff·]{2,20}")
_NO_MEDIUM = re.compile("本站|本网|原创|网络|互联网|转载|佚名|未知|其他|无$")
_BETWEEN_NAMES = re.compile(r"[\s,，、;；/]+")

# Finding the main text of a larger page takes too long; all of it is kept.
_LARGEST_PAGE = 2_000_000
# Shorter lines are met in the main text and beside it.
_TELLING_LENGTH = 15
# Of the characters in lines with sentences, at most this share is not in the main text.
_MOST_LEFT_OUT = 0.2
_SENTENCE = re.compile("[。！？；]")


def read_html(path: Path, settings: Settings) -> RawText:
    """A page: from its title to the end of its main text, and what its head says of it."""
    return read_page(read_bytes(path, settings.max_file_bytes))


def read_page(data: bytes, charset: str | None = None) -> RawText:
    """A page from its bytes; `charset` is what came with it, and goes before what it says itself.

    Raises `UnreadableFile` for what is no page.
    """
    declared = _DECLARED.search(data[:4096])
    source = decode(data, charset or (declared[1].decode() if declared else None))
    if not re.search("<[a-zA-Z!]", source):
        raise UnreadableFile("内容不是网页")
    tree = LexborHTMLParser(_SERVER_SIDE.sub("", source))
    page = blocks(tree)
    named = _meta(tree)
    head = tree.css_first("title")
    head_title = _first(named, _TITLES) or (head and _line(head.text())) or None
    title_line = _title_line(page, head_title)
    return RawText(
        _main_lines(source, page, title_line),
        title=head_title,
        url=_url(tree, named, source),
        published=_day(_first(named, _PUBLISHED) or ""),
        source=_source(named),
        authors=_authors(named),
    )


def _main_lines(source: str, page: Blocks, title_line: int | None) -> tuple[str, ...]:
    """The lines from the title, or the beginning of the main text, to its end.

    trafilatura says which lines are main text. We keep the whole of the smallest element that
    holds these and the title, because it leaves out headings, signatures and header lines; only
    not the links around them. Where it finds nothing, or leaves out too much of what has sentences,
    we keep the whole page.
    """
    main = _main_text_lines(source, page)
    if not main:
        return page.texts
    first = main[0]
    behind = [number for number in main if title_line is not None and number >= title_line]
    if title_line is not None and _length(page, behind) > _length(page, main) / 2:
        first = title_line
    holding = [span for span in page.spans if span[0] <= first and main[-1] < span[1]]
    start, end = min(holding, key=lambda span: span[1] - span[0], default=(0, len(page.lines)))
    if first == title_line:
        start = title_line
    kept = {
        number
        for number in range(start, end)
        if first <= number <= main[-1] or not page.lines[number].linked
    }
    sentences = {n for n, text in enumerate(page.texts) if _SENTENCE.search(text)}
    if _length(page, sentences - kept) > _MOST_LEFT_OUT * _length(page, sentences):
        return page.texts
    return tuple(page.lines[number].text for number in sorted(kept))


def _length(page: Blocks, numbers: Iterable[int]) -> int:
    return sum(len(page.lines[number].text) for number in numbers)


def _main_text_lines(source: str, page: Blocks) -> list[int]:
    """Numbers of the lines that the extraction library takes for the main text."""
    if len(source) > _LARGEST_PAGE:
        return []
    import trafilatura

    found = trafilatura.extract(source, favor_recall=True, include_comments=False) or ""
    text = _squeezed(found)
    return [
        number
        for number, line in enumerate(page.lines)
        if not line.linked and len(line.text) >= _TELLING_LENGTH and _squeezed(line.text) in text
    ]


def _title_line(page: Blocks, head_title: str | None) -> int | None:
    """The number of the line that the title in the head begins with; the site's name follows it."""
    title = _squeezed(head_title or "")
    candidates = [
        (len(line.text), line.heading, -number)
        for number, line in enumerate(page.lines)
        if len(line.text) >= 4 and title.startswith(_squeezed(line.text))
    ]
    return -max(candidates)[2] if candidates else None


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """What the page's <meta> elements say, by name in lower case; the first of a name counts."""
    named: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = _line(attributes.get("content") or "")
        if name and content:
            named.setdefault(name.lower(), content)
    return named


def _first(named: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((named[name] for name in names if name in named), None)


def _url(tree: LexborHTMLParser, named: dict[str, str], source: str) -> str | None:
    """The address that the page gives as its own; only one that can be visited."""
    canonical = tree.css_first("link[rel=canonical]")
    saved = _SAVED_FROM.search(source[:4096])
    candidates = (
        canonical.attributes.get("href") if canonical else None,
        _first(named, _URLS),
        saved[1] if saved else None,
    )
    return next((url for url in candidates if url and re.match("https?://", url)), None)


def _day(text: str) -> date | None:
    if match := _DAY.search(text):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            return None
    return None


def _source(named: dict[str, str]) -> str | None:
    """The medium that the head names; only what can be the name of one."""
    name = re.sub("^(?:来源|稿源)[:：] *", "", _first(named, _SOURCES) or "")
    return name if _MEDIUM.fullmatch(name) and not _NO_MEDIUM.match(name) else None


def _authors(named: dict[str, str]) -> tuple[str, ...]:
    """The people that the head names; none if anything that stands there is no name of one."""
    text = re.sub("^(?:作者|记者)[:：] *", "", _first(named, _AUTHORS) or "")
    names = [name for name in _BETWEEN_NAMES.split(text) if name]
    return tuple(names) if all(is_name(fold(name)) for name in names) else ()


def _line(text: str) -> str:
    """Running text of the page as one visible line."""
    return visible(unwrapped(text).replace("&nbsp;", " ")).strip()


def _squeezed(text: str) -> str:
    return "".join(text.split())
