"""The day a text was put out, from the lines around it. Works on folded text."""

import re
from dataclasses import dataclass
from datetime import date

from searchapp.documents.dates import date_mentions, full_date
from searchapp.documents.furniture import line_reason
from searchapp.documents.header import Header
from searchapp.documents.names import closed_name

_PUBLISHED = re.compile(
    r"(?:发布|发表|上传|更新|刊发|发文|上线|公开|印发|生成)(?:时间|日期|于)? ?:? ?(?=[\d一二民])(.{6,20})|"
    r"(?:^|[ |])(?:时间|日期) ?: ?(?=\d)([\d年月日./: -]{6,20})"
)
_TIMESTAMP = re.compile(
    r"\(?(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2} ?日?(?: ?(\d{1,2}:\d{2})(?::\d{2})?)?\)?"
)
# Beside a medium, a day is that of publication; beside a name it is that of a speech.
_BESIDE = re.compile(r"(?: ?[\u4e00-\u9fff]{2,10}){0,3}")
_MEDIUM_WORD = re.compile(r"[网报社闻讯台号刊]|发布|融媒")
# 《人民日报》(2020年5月19日 01版), below a text.
_IN_PRINT = re.compile(r"《 ?[\u4e00-\u9fff ]{2,10}》 ?\( ?((?:19|20)\d\d.{4,14}?) ?\d+ ?版 ?\)$")
_ROC_DAY = re.compile(r"(?<!\d)(1\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[-/]?(\d\d)[-/]?(\d\d)/")


@dataclass(frozen=True, slots=True)
class Publication:
    """The day, the words that give it, how sure it is, and the number of the line that is nothing
    else, or None.
    """

    day: date
    words: str
    confidence: float
    line: int | None = None


def publication(folded: list[str], around: list[int], header: Header) -> Publication | None:
    """The day of publication: one the page calls so, else a bare time, else the address's.

    `around` are the numbers of the lines above the text and of the furniture.
    """
    for number in around:
        line = folded[number]
        match = _PUBLISHED.search(line)
        if match and (day := _day(match[1] or match[2])):
            return Publication(day, _as_far_as_day(line, match), 0.97)
    for number in around:
        match = _TIMESTAMP.match(folded[number])
        if match and line_reason(folded[number]) and (day := full_date(match[0])):
            return Publication(day, match[0], 0.95)
    for number in header.zone or range(header.body_line):
        match = _TIMESTAMP.match(folded[number])
        if number in header.taken or not match or not (day := full_date(match[0])):
            continue
        if _is_stamp(match, folded[number][match.end() :]):
            return Publication(day, match[0], 0.95, number)
    for number in around:
        match = _IN_PRINT.search(folded[number])
        if match and (day := full_date(match[1])):
            return Publication(day, match[0], 0.95)
    for number in around:
        if match := _ADDRESS_DAY.search(folded[number]):
            if day := full_date("-".join(match.groups())):
                return Publication(day, match[0], 0.9)
    return None


def _day(written: str) -> date | None:
    """The first day in what a label names; 107-07-13 counts from the year of the Republic."""
    if match := _ROC_DAY.match(written):
        return full_date(f"{int(match[1]) + 1911}-{match[2]}-{match[3]}")
    return full_date(written)


def _as_far_as_day(line: str, match: re.Match[str]) -> str:
    said = next(date_mentions(line[match.start() :]), None)
    end = match.start() + said.end if said else match.end()
    return line[match.start() : end].strip()


def _is_stamp(match: re.Match[str], behind: str) -> bool:
    """Whether a line that begins with a day says no more than when and where it was put out."""
    if not behind.strip():
        return True
    if not _BESIDE.fullmatch(behind.rstrip()) or closed_name(behind):
        return False
    return match[1] is not None or _MEDIUM_WORD.search(behind) is not None
