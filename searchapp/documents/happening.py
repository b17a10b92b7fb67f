"""The day on which something is said to happen. Works on folded text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from searchapp.documents.dates import DateMention, date_mentions

# A day that is only spoken of: 截至3月1日, 3月1日前, 自3月1日起, 每月23日, 3月1日是….
_ONLY_MENTIONED_BEFORE = re.compile(
    r"(?:自|从|至|到|截止|截至|截止到|不早于|原定于?|预定于?|拟于|将于|定于|计划于|已于|早在|已|每月|每年|为|与|及|和|、|-|—|~)$"
)
_ONLY_MENTIONED_AFTER = re.compile(
    r" ?(?:前|后|起|之前|之后|以来|以前|止|至|到|-|—|~|、|是|为|的|左右|开学|正式实施)"
)
_CLAUSE_START = re.compile(r"(?:^|[。!?;:,)”\]】 讯])$|(?:今天|今日|昨天|昨日|记者)\(?$|今\($")
# A day with hour and minute is when a page was put out.
_TIME_OF_DAY = re.compile(r" ?\d{1,2}:\d\d")
_AT = re.compile(r"[^,。;:]{1,40}[^已将定拟早]于$")
_HELD = re.compile(
    r" ?(?:上午|下午|晚|[电讯]|[^。]{0,80}(?:召开|举行|举办|开幕|启动|来到|前来|来校|莅临))"
)
_AT_ONCE_HELD = re.compile(r"[^,。]{0,40}(?:召开|举行|举办|开幕)")
_TELEGRAM = re.compile(r" ?[电讯]|消息")
_FIRST_EVER = re.compile(r"[^。]{0,60}(?:首次|第一次|当年|曾经|曾于|成立)")
# 今天 and 昨天 of a report are told from the day it was put out.
_TODAY = re.compile(
    r"(今天|今日|昨天|昨日)(?:上午|下午|晚上|晚|中午|清晨|早上|[,在]|(?:举行|召开)的)"
)
_ROC_TODAY = re.compile(r"今 ?\((\d{1,2})\) ?日")


@dataclass(frozen=True, slots=True)
class Happening:
    """A day and the words that give it."""

    day: date
    words: str


def first_day(
    texts: Iterable[str], published: date | None, named: int | None, *, telegrams: bool
) -> Happening | None:
    """The first day at which something is said to happen.

    `published` and `named`, the year of the event by its own name, tell the year of a day without
    one. `telegrams` says that the texts are running text, in which most days are only spoken of.
    """
    month = None
    year = None
    for text in texts:
        for mention in date_mentions(text):
            month = mention.month or month
            year = mention.year if mention.month else year
            if mention.day is None or not _happens(text, mention, telegrams=telegrams):
                continue
            whole = replace(mention, month=mention.month or month)
            day = whole.day_in(None if whole.year else _year_of(whole, published, named, year))
            if day and _certain(text, mention, published, telegrams=telegrams):
                return Happening(day, text[mention.start : mention.end])
        if telegrams and published and (today := _today(text, published)):
            return today
    return None


def long_past(day: date, lead: Iterable[str]) -> bool:
    """Whether the text that begins with a day goes on to years after it: a look back, no news."""
    return any(
        mention.year and mention.month and mention.year > day.year
        for text in lead
        for mention in date_mentions(text)
    )


def _certain(text: str, mention: DateMention, published: date | None, *, telegrams: bool) -> bool:
    """Whether the day is that of a meeting, where there is nothing else to hold it against."""
    if published or not telegrams:
        return True
    held = _HELD.match(text, mention.end) is not None
    return held and not _FIRST_EVER.match(text, mention.end)


def _today(text: str, published: date) -> Happening | None:
    """今天上午 in a report is the day it was put out, 昨天 the day before; 今(4)日 names it."""
    if (match := _ROC_TODAY.search(text)) and int(match[1]) in (
        published.day,
        (published - timedelta(1)).day,
    ):
        return Happening(published - timedelta(int(match[1]) != published.day), match[0])
    match = _TODAY.search(text)
    if not match or "“" in text[: match.start()]:
        return None
    before = text[: match.start()]
    if not _CLAUSE_START.search(before) and not before.endswith(("记者", "在")):
        return None
    return Happening(published - timedelta(match[1].startswith("昨")), match[0].rstrip(","))


def _happens(text: str, mention: DateMention, *, telegrams: bool) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    if _TIME_OF_DAY.match(after) and not telegrams:
        return False
    if telegrams and _TELEGRAM.match(after) and mention.month:
        return True
    if not before.strip(" -—─("):
        return not _ONLY_MENTIONED_AFTER.match(after)
    if _ONLY_MENTIONED_BEFORE.search(before[-12:]) or _ONLY_MENTIONED_AFTER.match(after):
        return False
    if not telegrams or _CLAUSE_START.search(before[-4:]):
        return True
    return _AT.search(before[-44:]) is not None and _AT_ONCE_HELD.match(after) is not None


def _year_of(
    mention: DateMention, published: date | None, named: int | None, before: int | None
) -> int | None:
    """The year of a day without one: what came out on a day happened on it or before."""
    if published:
        in_year = mention.day_in(published.year)
        late = in_year and in_year > published + timedelta(days=1)
        return published.year - 1 if late else published.year
    return before or named
