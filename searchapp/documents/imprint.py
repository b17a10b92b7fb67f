"""Who put a text out, who wrote it down, and when: read from the lines around the text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from searchapp.documents.dates import date_mentions, full_date
from searchapp.documents.furniture import line_reason
from searchapp.documents.header import SEPARATORS, Header
from searchapp.documents.names import closed_name
from searchapp.documents.wording import as_written
from searchapp.text.fold import fold
from searchapp.text.script import to_simplified

_SOURCE = re.compile(
    r"(?:来源|稿源|出处) ?: ?(.+?)(?= *(?:作者|记者|编辑|发布|发表|时间|日期|点击|浏览|阅读|字号|字体|打印|责任)|[|)\]】]|$| {2,})"
)
_NO_SOURCE = re.compile(r"本站|原创|网络|互联网|转载|佚名|未知|其他|本网|无|\d")
_PUBLISHED = re.compile(
    r"(?:发布|发表|上传|更新|刊发|发文|上线|公开)(?:时间|日期|于)? ?:? ?(?=[\d一二])(.{6,20})|"
    r"^(?:时间|日期) ?: ?(.{6,20})"
)
_TIMESTAMP = re.compile(
    r"\(?(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2} ?日?(?: ?\d{1,2}:\d{2}(?::\d{2})?)?\)?"
)
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[-/]?(\d\d)[-/]?(\d\d)/")
_MEDIUM = r"[\u4e00-\u9fff]{2,10}?(?:日报|晚报|商报|时报|晨报|都市报|教育报|青年报|早报|新闻|报|网|社|电视台|电台|客户端)"
_MEDIUM_REPORTER = re.compile(rf"({_MEDIUM})(?:全媒体|见习|实习|特约)?(?:记者|通讯员)")
_BRACKETED = re.compile(rf"\[ *({_MEDIUM}) *\]")
_TELEGRAM = re.compile(r"^[\[(【]?(?P<source>新华社|中新社|中新网|人民网|新华网|央视网|[\u4e00-\u9fff]{2,6}[报网社])[^,。]{0,14}?"
                       r"\d{1,2}月\d{1,2}日(?:电|讯|消息)")  # fmt: skip
_HOME_LINK = re.compile(r"^到(.{2,12})首页$")
_SITE_ADDRESS = re.compile(
    r"([\u4e00-\u9fff]{2,10}) ?(?:https?://)?www\.[\w.]+|www\.[\w.]+ ?([\u4e00-\u9fff]{2,10})$"
)
_COPYRIGHT = re.compile(r"版权所有 ?:? ?([\u4e00-\u9fff]{2,12}?)(?:社|$| |,|。|\|)")
_REPORTER_ROLE = re.compile(
    r"(?:.{0,10}?(?:特约|见习|实习|全媒体|首席)*(?:记者|通讯员)|作者|撰稿人?|撰文|文|文字)"
)
_OTHER_ROLE = re.compile(r"(?:供稿|供图|图|摄|摄影|制图|受访者.{0,4}|责任编辑|编辑|审核|校对)")
_PARTS = re.compile(r"[ 、,/:|()\[\]【】]+")
_REPORTER_AT_END = re.compile(
    rf"(?<=[。!?”\"]) ?({_MEDIUM})(?:记者|通讯员)[: ]?([\u4e00-\u9fff 、]{{2,16}})$"
)
_REPORTER_IN_BRACKETS = re.compile(r"\((?:本报|.{0,8})(?:记者|通讯员)[: ]?([^()。]{2,30})\)")


@dataclass(frozen=True, slots=True)
class Imprint:
    """`taken` maps the numbers of lines that are nothing but imprint to the reason."""

    source: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None
    taken: Mapping[int, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)


def read_imprint(lines: list[str], header: Header, page_title: str | None) -> Imprint:
    """The imprint of a text, from its header, its furniture, and its first and last lines."""
    folded = [fold(line).strip() for line in lines]
    taken: dict[int, str] = {}
    evidence: dict[str, str] = {}
    around = [
        number
        for number, line in enumerate(folded)
        if line and (number < header.body_line or line_reason(line))
    ]
    published = _published(folded, lines, around, header, taken, evidence)
    authors = _authors(folded, lines, around, taken, evidence)
    source = _source(folded, lines, around, header, page_title, evidence)
    taken.update((number, "来源") for number in header.zone if lines[number].strip() == source)
    url = _url(lines, around)
    return Imprint(source, authors, published, url, taken, evidence)


def reporter_at_end(folded: str) -> int | None:
    """Where a reporter's signature begins that ends a line behind its last sentence."""
    match = _REPORTER_AT_END.search(folded)
    return match.start() if match and _names(match[2]) else None


def _published(
    folded: list[str],
    lines: list[str],
    around: list[int],
    header: Header,
    taken: dict[int, str],
    evidence: dict[str, str],
) -> date | None:
    """The day of publication: one the page calls so, else a bare time, else the address's."""
    for number in around:
        match = _PUBLISHED.search(folded[number])
        if match and (day := full_date(match[1] or match[2])):
            said = next(date_mentions(folded[number][match.start() :]))
            evidence["published"] = lines[number].strip()[match.start() :][: said.end].strip()
            return day
    for number in header.zone or range(header.body_line):
        if number not in header.taken and _TIMESTAMP.fullmatch(folded[number]):
            taken[number] = "时间"
            if day := full_date(folded[number]):
                evidence["published"] = lines[number].strip()
                return day
    for number in around:
        if match := _ADDRESS_DAY.search(folded[number]):
            evidence["published"] = match[0]
            return full_date("-".join(match.groups()))
    return None


def _authors(
    folded: list[str],
    lines: list[str],
    around: list[int],
    taken: dict[int, str],
    evidence: dict[str, str],
) -> tuple[str, ...]:
    """Reporters and correspondents, simplified, in order; editors and photographers are none."""
    authors: list[str] = []
    by_role = ""
    filled = [number for number, line in enumerate(folded) if line]
    for number in sorted({*around, *filled[:12], *filled[-6:]}):
        names, by_role = _byline(folded[number], by_role)
        if names is not None:
            taken.setdefault(number, "作者署名")
            authors += names
            if names:
                evidence.setdefault("authors", lines[number].strip())
    for number in filled[:8] + filled[-4:]:
        for match in (
            _REPORTER_AT_END.search(folded[number]),
            _REPORTER_IN_BRACKETS.search(folded[number]),
        ):
            if match and (names := _names(match[match.lastindex or 0])):
                authors += names
                evidence.setdefault("authors", match[0].strip())
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


def _source(
    folded: list[str],
    lines: list[str],
    around: list[int],
    header: Header,
    page_title: str | None,
    evidence: dict[str, str],
) -> str | None:
    """The medium or site: what the page calls its source, else its reporter's, else the site's."""
    filled = [number for number, line in enumerate(folded) if line]
    above = "".join(folded[number] for number in range(header.body_line))
    for pattern, texts in (
        (_SOURCE, [folded[number] for number in around]),
        (_BRACKETED, [above]),
        (_MEDIUM_REPORTER, [folded[number] for number in filled[:12] + filled[-6:]]),
        (_TELEGRAM, [folded[number] for number in filled[:12]]),
        (_HOME_LINK, [folded[number] for number in around]),
        (_COPYRIGHT, [folded[number] for number in around]),
        (_SITE_ADDRESS, [folded[number] for number in around]),
    ):
        for text in texts:
            match = pattern.search(text)
            name = match and next((group for group in match.groups() if group), "").strip(" []")
            if match and name and not _NO_SOURCE.match(name) and 2 <= len(name) <= 30:
                evidence["source"] = match[0].strip()
                return as_written(name, lines)
    if page_title and header.title_line is not None:
        parts = [part.strip() for part in SEPARATORS.split(page_title) if part.strip()]
        if len(parts) > 1 and len(parts[-1]) >= 4 and parts[-1] != header.title:
            evidence["source"] = page_title
            return parts[-1]
    return None


def _url(lines: list[str], around: list[int]) -> str | None:
    """The address that stands alone in a line above the text: the page's own."""
    for number in around:
        match = re.fullmatch(r"https?://[\x21-\x7e]+", lines[number].strip())
        if match:
            return match[0]
    return None
