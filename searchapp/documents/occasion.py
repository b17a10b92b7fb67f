"""When it was: the day of the speech or meeting, and its year.

The year in the meeting's own name wins over the body and over the day of publication.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from searchapp.documents.dates import DateMention, date_mentions

_EVENT_NAME = re.compile(
    r"年?(?:度|工作)?(?!的)[^,。!?]{0,25}?(?:会议|大会|会|报告|讲话|致辞|发言|典礼|仪式|论坛|培训班|活动周|节)"
)
_NAMED_MEETING = re.compile(r"(?:召开|举行|举办)[^,。]{0,16}$")
# A day that is only spoken of: 截至3月1日, 3月1日前, 自3月1日起, 每月23日, 3月1日是….
_ONLY_MENTIONED_BEFORE = re.compile(
    r"(?:自|从|至|到|截止|截至|截止到|不早于|原定于?|预定于?|已?于|每月|每年|为|与|及|和|、|-|—|~)$"
)
_ONLY_MENTIONED_AFTER = re.compile(
    r" ?(?:前|后|起|之前|之后|以来|以前|止|至|到|-|—|~|、|是|为|的|左右|开学|正式实施)"
)
_CLAUSE_START = re.compile(r"(?:^|[。!?;:,)”\]】 ])$|(?:今天|今日|昨天|昨日|记者)\(?$")
_HELD = re.compile(
    r" ?(?:上午|下午|晚|[电讯]|[^。]{0,80}(?:召开|举行|举办|开幕|启动|来到|前来|来校|莅临))"
)
_TELEGRAM = re.compile(r" ?[电讯]|消息")
_ANNIVERSARIES = (
    (re.compile(r"第(\d{1,3})个(?:全国)?教师节"), 1984),  # kept since 1985
    (re.compile(r"(?:新中国|中华人民共和国|建国|国庆)(?:成立)?(\d{1,3})周年"), 1949),
    (re.compile(r"(?:建党|中国共产党(?:成立)?)(\d{1,3})周年"), 1921),
    (re.compile(r"改革开放(\d{1,3})周年"), 1978),
)
_LEAD = 400
"""Characters at the beginning of a text in which it says when it was."""
_NEWS = timedelta(days=200)
"""What happened longer ago than this is no news on the day of publication, but its background."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """`evidence` has the words for `date`, which is `day`, and for `year`."""

    day: date | None = None
    year: int | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)


def occasion(
    title: str, above: Iterable[str], texts: Iterable[str], published: date | None, *, told: bool
) -> Occasion:
    """The occasion of a text, all of it folded.

    `above` are the lines between title and text, `texts` its paragraphs; `told` says that it
    reports what happened, so that its own beginning dates it.
    """
    named = _event_year(title)
    counted = _anniversary(title) if told else None
    lead = _lead(texts)
    day, words = _first_day([title, *above], published, named, telegrams=False)
    if day is None and told:
        day, words = _first_day(lead, published, named or counted, telegrams=True)
        if day and published and not timedelta(-1) <= published - day <= _NEWS:
            day = None
    evidence: dict[str, str] = {}
    if day:
        evidence["date"] = words
    year = named
    if year:
        evidence["year"] = title
    elif day:
        year, evidence["year"] = day.year, words
    elif told and (meeting := _met(lead)):
        year, evidence["year"] = meeting
    elif len(years := _single_years(title)) == 1:
        year, evidence["year"] = years.pop(), title
    elif counted:
        year, evidence["year"] = counted, title
    elif told and published:
        year, evidence["year"] = published.year, published.isoformat()
    return Occasion(day, year, evidence)


def _event_year(title: str) -> int | None:
    """The year in a meeting's or speech's own name: 2021年教育工作会议, not 2020年的成绩."""
    for mention in date_mentions(title):
        if mention.year and (mention.day or _EVENT_NAME.match(title, mention.end)):
            return mention.year
    return None


def _single_years(title: str) -> set[int]:
    """The years that a title names, leaving out spans of years: 2023-2027年."""
    return {
        one.year
        for one in date_mentions(title)
        if one.year and not re.search("[-—–~至到]$", title[: one.start].rstrip())
    }


def _anniversary(title: str) -> int | None:
    """The year that an anniversary in a title counts to: 第30个教师节 is that of 2014."""
    for pattern, before_first in _ANNIVERSARIES:
        if match := pattern.search(title):
            return before_first + int(match[1])
    return None


def _first_day(
    texts: Iterable[str], published: date | None, named: int | None, *, telegrams: bool
) -> tuple[date | None, str]:
    """The first day at which something is said to happen, and the words that say so."""
    month = None
    year = None
    for text in texts:
        for mention in date_mentions(text):
            month = mention.month or month
            year = mention.year if mention.month else year
            if mention.day is None or not _happens(text, mention, telegrams=telegrams):
                continue
            if not mention.month and not month:
                continue
            whole = DateMention(
                mention.start, mention.end, mention.year, mention.month or month, mention.day
            )
            day = whole.day_in(None if whole.year else _year_of(whole, published, named, year))
            # Nothing else to hold it against, so it must be the day of a meeting.
            certain = published or not telegrams or _HELD.match(text, mention.end)
            if day and certain:
                return day, text[mention.start : mention.end]
    return None, ""


def _happens(text: str, mention: DateMention, *, telegrams: bool) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    if telegrams and _TELEGRAM.match(after) and mention.month:
        return True
    if not before.strip(" -—─("):
        return not _ONLY_MENTIONED_AFTER.match(after)
    if _ONLY_MENTIONED_BEFORE.search(before) or _ONLY_MENTIONED_AFTER.match(after):
        return False
    return not telegrams or _CLAUSE_START.search(before) is not None


def _year_of(
    mention: DateMention, published: date | None, named: int | None, before: int | None
) -> int | None:
    """The year of a day without one: what came out on a day happened on it or before."""
    if published:
        in_year = mention.day_in(published.year)
        late = in_year and in_year > published + timedelta(days=1)
        return published.year - 1 if late else published.year
    return before or named


def _met(lead: list[str]) -> tuple[int, str] | None:
    """The year in the name of the meeting that the lead says was held."""
    for text in lead:
        for mention in date_mentions(text):
            if not mention.year or mention.month:
                continue
            name = _EVENT_NAME.match(text, mention.end)
            if name and (
                _NAMED_MEETING.search(text[: mention.start])
                or "召开" in text[name.end() : name.end() + 30]
            ):
                return mention.year, text[mention.start : name.end()]
    return None


def _lead(texts: Iterable[str]) -> list[str]:
    lead: list[str] = []
    left = _LEAD
    for text in texts:
        if left <= 0:
            break
        lead.append(text[:left])
        left -= len(text)
    return lead
