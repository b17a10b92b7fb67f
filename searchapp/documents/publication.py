"""The day a text was put out, from the lines around it. Works on folded text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from searchapp.documents.dates import date_mentions, full_date
from searchapp.documents.furniture import has_sentence, line_reason
from searchapp.documents.header import Header
from searchapp.documents.names import closed_name

_PUBLISHED = re.compile(
    r"(?:发布|发表|上传|更新|刊发|发文|上线|公开|印发|生成)(?:时间|日期|于)? ?:? ?"
    r"(?=[\d一二民])(.{6,20})|"
    r"(?:^|[ |])(?:时间|日期) ?: ?(?=\d)([\d年月日./: -]{6,20})"
)
_TIMESTAMP = re.compile(
    r"\(?(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2} ?日?(?: ?(\d{1,2}:\d{2})(?::\d{2})?)?\)?"
)
_TO_THE_MINUTE = re.compile(
    r"(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2} ?日? ?(\d{1,2}:\d{2})"
)
# Beside a medium, a day is that of publication; beside a name it is that of a speech.
_BESIDE = re.compile(r"(?: ?[\u4e00-\u9fff]{2,10}){0,3}")
_MEDIUM_WORD = re.compile(r"[网报社闻讯台号刊]|发布|融媒")
# 《人民日报》(2020年5月19日 01版), below a text.
_IN_PRINT = re.compile(r"《 ?[\u4e00-\u9fff ]{2,10}》 ?\( ?((?:19|20)\d\d.{4,14}?) ?\d+ ?版 ?\)$")
_ROC_DAY = re.compile(r"(?<!\d)(1\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
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
    lines = [folded[number] for number in around]
    zone = [n for n in header.zone or range(header.body_line) if n not in header.taken]
    return (
        _first(map(_labelled, lines))
        or _first(map(_before_furniture, lines))
        or _first(_alone(folded[number], number) for number in zone)
        or _first(_matched(_IN_PRINT, line, 0.95) for line in lines)
        or _first(_matched(_ADDRESS_DAY, line, 0.9) for line in lines)
    )


def _first(found: Iterable[Publication | None]) -> Publication | None:
    return next((one for one in found if one), None)


def _labelled(line: str) -> Publication | None:
    match = _PUBLISHED.search(line)
    day = _day(match[1] or match[2]) if match else None
    return Publication(day, _as_far_as_day(line, match), 0.97) if match and day else None


def _before_furniture(line: str) -> Publication | None:
    match = _TIMESTAMP.match(line)
    day = full_date(match[0]) if match and line_reason(line) else None
    return Publication(day, match[0], 0.95) if match and day else None


def _alone(line: str, number: int) -> Publication | None:
    match = _TIMESTAMP.match(line) or _TO_THE_MINUTE.search(line)
    stamp = match and (_is_stamp(match, line[match.end() :]) or not has_sentence(line))
    day = full_date(match[0]) if match and stamp and match[1] else None
    if match and not match[1] and _is_stamp(match, line[match.end() :]):
        day = full_date(match[0])
    return Publication(day, match[0], 0.95, number) if match and day else None


def _matched(pattern: re.Pattern[str], line: str, confidence: float) -> Publication | None:
    match = pattern.search(line)
    day = full_date("-".join(match.groups())) if match else None
    return Publication(day, match[0], confidence) if match and day else None


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
