"""Who put a text out, who wrote it down, and when: read from the lines around the text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from searchapp.documents.furniture import line_reason
from searchapp.documents.header import SEPARATORS, Header
from searchapp.documents.names import closed_name, is_name
from searchapp.documents.publication import publication
from searchapp.documents.wording import Wording
from searchapp.text.script import to_simplified

_SOURCE = re.compile(
    r"(?:来源|稿源|出处) ?:[:\d ]*+(.+?)(?=[|)\]】]|$| {2,}| *"
    r"(?:收集|作者|记者|编辑|发布|发表|时间|日期|点击|浏览|阅读|字号|字体|打印|责任))"
)
_NO_SOURCE = re.compile(
    r"作者|记者|编辑|发布|时间|日期|本站|原创|网络|互联网|转载|佚名|未知|其他|本网|无|\d"
)
_MEDIUM = (
    r"[\u4e00-\u9fff]{2,10}?"
    r"(?:日报|晚报|商报|时报|晨报|都市报|教育报|青年报|早报|新闻|报|网|社|电视台|电台|客户端)"
)
_MEDIUM_REPORTER = re.compile(rf"({_MEDIUM})(?:全媒体|见习|实习|特约)?(?:记者|通讯员)")
_BRACKETED = re.compile(rf"\[ *({_MEDIUM}) *\]")
_TELEGRAM = re.compile(
    r"^[\[(【]?([\u4e00-\u9fff]{2,6}?[报网社])[^,。]{0,14}?\d{1,2}月\d{1,2}日(?:电|讯|消息)"
)
_IN_PRINT = re.compile(r"《 ?([\u4e00-\u9fff]{2,8}) ?》 ?\( ?(?:19|20)\d\d.{4,14}版 ?\)$")
_HOME_LINK = re.compile(r"^到(.{2,12})首页$")
_SITE_ADDRESS = re.compile(
    r"([\u4e00-\u9fff]{2,10}) ?(?:https?://)?www\.[\w.]+|"
    r"(?<![a-z\d.-])www\.[a-z\d.-]+ ?([\u4e00-\u9fff]{2,10})$"
)
_COPYRIGHT = re.compile(r"版权所有 ?:? ?([\u4e00-\u9fff]{2,12}?)(?:社|$| |,|。|\|)")
_REPORTER_ROLE = re.compile(
    r"(?:.{0,10}?(?:特约|见习|实习|全媒体|首席)*(?:记者|通讯员)|作者|撰稿人?|撰文|文|文字)"
)
_OTHER_ROLE = re.compile(r"(?:供稿|供图|图|摄|摄影|制图|受访者.{0,4}|责任编辑|编辑|审核|校对)")
_LABELLED_AUTHOR = re.compile(r"(?:作者|记者|撰稿) ?: ?([\u4e00-\u9fff·]{2,8})(?= |$|[|)\]】])")
_PARTS = re.compile(r"[ 、,/:|()\[\]【】]+")
_REPORTER_AT_END = re.compile(
    rf"(?<=[。!?”\"]) ?({_MEDIUM})(?:记者|通讯员)[: ]?([\u4e00-\u9fff 、]{{2,16}})$"
)
_REPORTER_IN_BRACKETS = re.compile(r"\((?:本报|.{0,8})(?:记者|通讯员)[: ]?([^()。]{2,30})\)")


@dataclass(frozen=True, slots=True)
class Imprint:
    """`taken` maps the numbers of lines that are nothing but imprint to the reason; `sites` are the
    names of source and site, which may say where the text belongs; `confidence` as in `Document`.
    """

    source: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None
    taken: Mapping[int, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    sites: tuple[str, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the imprint is read from, and what is found of it.

    `around` are the numbers of the lines above the text and of the furniture.
    """

    lines: list[str]
    folded: list[str]
    around: list[int]
    header: Header
    taken: dict[int, str] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)

    def ends(self, first: int, last: int) -> list[int]:
        """The numbers of the first and the last filled lines."""
        filled = [number for number, line in enumerate(self.folded) if line]
        return [*filled[:first], *filled[max(first, len(filled) - last) :]]


def read_imprint(
    lines: list[str], folded: list[str], header: Header, page_title: str | None
) -> Imprint:
    """The imprint of a text, from its header, its furniture, and its first and last lines.

    `folded` are the lines folded and stripped.
    """
    around = [
        number
        for number, line in enumerate(folded)
        if line and (number < header.body_line or line_reason(line))
    ]
    page = _Page(lines, folded, around, header)
    confidence: dict[str, float] = {}
    put_out = publication(folded, around, header)
    if put_out:
        page.evidence["published"] = Wording(lines).as_written(put_out.words)
        confidence["published"] = put_out.confidence
        if put_out.line is not None:
            page.taken[put_out.line] = "时间"
    authors = _authors(page)
    source, labelled = _source(page, page_title)
    page.taken.update((n, "来源") for n in header.zone if lines[n].strip() == source)
    if source:
        confidence["source"] = 0.95 if labelled else 0.88
    if authors:
        confidence["authors"] = 0.92
    site = SEPARATORS.split(page_title.strip())[-1].strip() if page_title else ""
    sites = tuple(dict.fromkeys(name for name in (source, site) if name and name != header.title))
    return Imprint(
        source,
        authors,
        put_out.day if put_out else None,
        _url(page),
        page.taken,
        page.evidence,
        sites,
        confidence,
    )


def reporter_at_end(folded: str) -> int | None:
    """Where a reporter's signature begins that ends a line behind its last sentence."""
    match = _REPORTER_AT_END.search(folded)
    return match.start() if match and _names(match[2]) else None


def _authors(page: _Page) -> tuple[str, ...]:
    """Reporters and correspondents, simplified, in order; editors and photographers are none."""
    authors: list[str] = []
    by_role = ""
    for number in sorted({*page.around, *page.ends(12, 6)}):
        names, by_role = _byline(page.folded[number], by_role)
        if names is not None:
            page.taken.setdefault(number, "作者署名")
            authors += names
            if names:
                page.evidence.setdefault("authors", page.lines[number].strip())
    for number in page.around:
        match = _LABELLED_AUTHOR.search(page.folded[number])
        if match and line_reason(page.folded[number]) and is_name(match[1]):
            authors.append(match[1])
            page.evidence.setdefault("authors", match[0])
    for number in page.ends(8, 4):
        for match in (
            _REPORTER_AT_END.search(page.folded[number]),
            _REPORTER_IN_BRACKETS.search(page.folded[number]),
        ):
            if match and (names := _names(match[match.lastindex or 0])):
                authors += names
                page.evidence.setdefault("authors", match[0].strip())
    return tuple(dict.fromkeys(to_simplified(name) for name in authors))


def _byline(line: str, role_before: str) -> tuple[list[str] | None, str]:
    """The reporters of a line that is a byline, or None; and the role left open at its end.

    A byline holds roles, names and the medium, and nothing else; `作者:` may stand a line above.
    """
    if len(line) > 60 or "。" in line:
        return None, ""
    names: list[str] = []
    role = role_before
    for part in _PARTS.split(line):
        if not part:
            continue
        tail = _REPORTER_ROLE.match(part)
        if _OTHER_ROLE.fullmatch(part):
            role = "other"
        elif _REPORTER_ROLE.fullmatch(part):
            role = "reporter"
        elif role and (name := closed_name(part)):
            names += [name] if role == "reporter" else []
        elif tail and (name := closed_name(part[tail.end() :])):
            role = "reporter"
            names.append(name)
        else:
            return None, ""
    return (names, role if line.endswith(":") else "") if role else (None, "")


def _names(text: str) -> list[str]:
    """Names in a signature such as `王志伟 马鹏飞 供稿`; none if anything in it is no name."""
    parts = [part for part in _PARTS.split(text) if part and not _OTHER_ROLE.fullmatch(part)]
    names = [closed_name(re.sub("^(?:记者|通讯员)", "", part)) for part in parts]
    return [name for name in names if name] if all(names) else []


def _source(page: _Page, page_title: str | None) -> tuple[str | None, bool]:
    """The medium or site, and whether the page itself calls it its source; else it is that of its
    reporter, or the site.
    """
    above = "".join(page.folded[number] for number in range(page.header.body_line))
    for pattern, texts in (
        (_SOURCE, [page.folded[number] for number in page.around]),
        (_BRACKETED, [above]),
        (_MEDIUM_REPORTER, [page.folded[number] for number in page.ends(12, 6)]),
        (_TELEGRAM, [page.folded[number] for number in page.ends(12, 0)]),
        (_IN_PRINT, [page.folded[number] for number in page.around]),
        (_HOME_LINK, [page.folded[number] for number in page.around]),
        (_COPYRIGHT, [page.folded[number] for number in page.around]),
        (_SITE_ADDRESS, [page.folded[number] for number in page.around]),
    ):
        for text in texts:
            match = pattern.search(text)
            name = match and next((group for group in match.groups() if group), "").strip(" []")
            if match and name and not _NO_SOURCE.match(name) and 2 <= len(name) <= 30:
                page.evidence["source"] = match[0].strip()
                return Wording(page.lines).as_written(name), pattern is _SOURCE
    if page_title and page.header.title_line is not None:
        parts = [part.strip() for part in SEPARATORS.split(page_title) if part.strip()]
        if len(parts) > 1 and len(parts[-1]) >= 4 and parts[-1] != page.header.title:
            page.evidence["source"] = page_title
            return parts[-1], False
    return None, False


def _url(page: _Page) -> str | None:
    """The address that stands alone in a line above the text: the page's own."""
    for number in page.around:
        match = re.fullmatch(r"https?://[\x21-\x7e]+", page.lines[number].strip())
        if match:
            return match[0]
    return None
