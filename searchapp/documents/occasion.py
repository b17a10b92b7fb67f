"""When it was: the day of the speech or meeting, and its year.

The year in the meeting's own name wins over the body and over the day of publication.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from searchapp.documents.dates import DateMention, counted, date_mentions
from searchapp.documents.happening import Happening, first_day, long_past
from searchapp.documents.header import PASSED

_EVENT_NAME = re.compile(
    r"年?(?:度|工作)?(?!的)[^,。!?]{0,25}?(?:会议|大会|会|报告|讲话|致辞|发言|典礼|仪式|论坛|培训班|活动周|节)"
)
# A law has a day for its passing and one for each of its revisions: none is that of an event.
_LAW = re.compile(
    r"(?:法|条例|办法|规定|细则|章程|规程|通则|准则)"
    r"(?:\((?:[^()]|\([^()]*\)){1,30}\))*$"
)
_TO_COME = re.compile(r"年?[^,。]{0,4}(?:将|要|拟|起|前)|(?:年底|年末)?前")
_NAMED_MEETING = re.compile(r"(?:召开|举行|举办)[^,。]{0,16}$")
# The first term of a school year is in its first year, the second in its second: 2020-2021学年.
_SCHOOL_YEAR = re.compile(
    r"((?:19|20)\d\d)(?: ?[-—–~至] ?((?:19|20)\d\d))? ?学年度?[^,。]{0,3}?"
    r"(第[一二]|[上下]|秋季|春季)学期"
)
_SECOND_TERM = ("第二", "下", "春季")
_NUMBER = r"(\d{1,3}|[一二三四五六七八九十百]{1,5})"
_ANNIVERSARIES = (
    (re.compile(rf"第{_NUMBER}个(?:全国)?教师节"), 1984),  # kept since 1985
    (re.compile(rf"(?:新中国|中华人民共和国|建国|国庆)(?:成立)?{_NUMBER}周年"), 1949),
    (re.compile(rf"(?:建党|中国共产党(?:成立)?){_NUMBER}周年"), 1921),
    (re.compile(rf"改革开放{_NUMBER}周年"), 1978),
)
_KEPT = re.compile(r"(?:庆祝|迎来|欢度|喜迎|值此|值|祝贺|在)(?:我国|全国|[我全][国省市区县])?$")
_BEHIND_YEAR = re.compile(r"年?,?[^,。;]{0,12}")
_LEAD = 400
"""Characters at the beginning of a text in which it says when it was."""
_NEWS = timedelta(days=200)
"""What happened longer ago than this is no news on the day of publication, but its background."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """`evidence` has the words for `date`, which is `day`, and for `year`; `confidence` how sure
    each is; `disagreements` where the text speaks of other years.
    """

    day: date | None = None
    year: int | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)
    disagreements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """What the year is told from: `named` the year in its name, `kept` one that it counts to."""

    title: str
    lead: list[str]
    published: date | None
    told: bool
    named: int | None
    kept: tuple[int, str] | None


def occasion(  # noqa: PLR0913 - what is known of a text, each by its own name
    title: str,
    above: Iterable[str],
    texts: Iterable[str],
    published: date | None,
    *,
    told: bool,
    closing: date | None = None,
) -> Occasion:
    """The occasion of a text, all of it folded.

    `above` are the lines between title and text, `texts` its paragraphs, `closing` the day that
    stands below it; `told` says that it reports what happened, so that its own beginning dates it.
    """
    above, lead = [line for line in above if not PASSED.match(line)], _lead(texts)
    if _LAW.search(title) and len(_full_days([*above, *lead])) > 1:
        return Occasion()
    known = published or closing
    text = _Text(title, lead, known, told, _event_year(title), _anniversary(title, lead, told=told))
    happening = first_day([title, *above], published, text.named, telegrams=False)
    sure = 0.97
    if told and not happening:
        year = text.named or (text.kept[0] if text.kept else None)
        happening = _news_day(lead, known, year)
        sure = 0.94 if known else 0.9
    elif closing and not happening:
        happening, sure = Happening(closing, closing.isoformat()), 0.92
    evidence = {"date": happening.words} if happening else {}
    confidence = {"date": sure} if happening else {}
    found = next(_years(text, happening), None)
    day = happening.day if happening else None
    if found is None:
        return Occasion(day, None, evidence, confidence)
    year, evidence["year"], confidence["year"] = found
    rivals = _rivals(year, day, published, lead) if evidence["year"] == title else ()
    if rivals:
        confidence["year"] = round(0.95 * confidence["year"], 2)
    return Occasion(day, year, evidence, confidence, rivals)


def _news_day(lead: list[str], published: date | None, named: int | None) -> Happening | None:
    """The day of which a report tells in its beginning, unless it is long past."""
    found = first_day(lead, published, named, telegrams=True)
    if found is None:
        return None
    if published:
        return found if timedelta(-1) <= published - found.day <= _NEWS else None
    return None if long_past(found.day, lead) else found


def _years(text: _Text, happening: Happening | None) -> Iterator[tuple[int, str, float]]:
    """The years that a text may be of, the most certain first, with words and confidence."""
    if text.named:
        yield text.named, text.title, 0.97
    if happening:
        yield happening.day.year, happening.words, 0.95
    meeting = _met(text.lead, told=text.told) if text.told or not text.published else None
    if meeting:
        yield *meeting, 0.95 if text.told else 0.9
    if len(years := _single_years(text.title)) == 1:
        yield years.pop(), text.title, 0.9
    if text.kept:
        yield *text.kept, 0.95
    if text.told and text.published:
        yield text.published.year, text.published.isoformat(), 0.93


def _event_year(title: str) -> int | None:
    """The year in a meeting's or speech's own name: 2021年教育工作会议, not 2020年的成绩."""
    if school := _SCHOOL_YEAR.search(title):
        first = int(school[1])
        return int(school[2] or first + 1) if school[3] in _SECOND_TERM else first
    for mention in date_mentions(title):
        if _TO_COME.match(title, mention.end):
            continue
        if mention.year and (mention.day or _EVENT_NAME.match(title, mention.end)):
            return mention.year if not _ends_span(title, mention) else None
    return None


def _single_years(title: str) -> set[int]:
    """The years that a title names, leaving out spans of years: 2023-2027年."""
    return {
        one.year
        for one in date_mentions(title)
        if one.year and not _ends_span(title, one) and not _TO_COME.match(title, one.end)
    }


def _ends_span(title: str, mention: DateMention) -> bool:
    return re.search(r"(?:\d|年) ?[-—–~至到]+$", title[: mention.start].rstrip()) is not None


def _anniversary(title: str, lead: list[str], *, told: bool) -> tuple[int, str] | None:
    """The year that an anniversary counts to, 第30个教师节 to 2014, and the words.

    It is one in the title, or one that a speech says it is given on: 值此第39个教师节来临之际.
    """
    for pattern, before_first in _ANNIVERSARIES:
        if told and (match := pattern.search(title)):
            return before_first + counted(match[1]), title
        for text in lead if told else [title, *lead]:
            match = pattern.search(text)
            if match and (text is title or _KEPT.search(text[: match.start()])):
                return before_first + counted(match[1]), match[0]
    return None


def _met(lead: list[str], *, told: bool) -> tuple[int, str] | None:
    """The year in the name of the meeting that the lead says was held, or is being held now."""
    for text in lead:
        for mention in date_mentions(text):
            if not mention.year or mention.month:
                continue
            name = _EVENT_NAME.match(text, mention.end)
            before = text[: mention.start]
            if name and not told:
                if re.search(
                    r"(?:今天|现在|此次|这次)[^。]{0,20}(?:召开|举行)[^。]{0,12}$", before
                ):
                    return mention.year, text[mention.start : name.end()]
            elif name and (
                _NAMED_MEETING.search(before) or "召开" in text[name.end() : name.end() + 30]
            ):
                return mention.year, text[mention.start : name.end()]
    return None


def _rivals(
    year: int, day: date | None, published: date | None, lead: list[str]
) -> tuple[str, ...]:
    """In words, the other years that speak against the one in the meeting's own name."""
    others = []
    if day and day.year != year:
        others.append(f"活动日期为{day.isoformat()}")
    spoken = dict.fromkeys(
        text[mention.start : name.end()]
        for text in lead
        for mention in date_mentions(text)
        if mention.year and mention.year > year and (name := _BEHIND_YEAR.match(text, mention.end))
    )
    if spoken:
        others.append("正文说到" + "、".join(f"“{words}”" for words in list(spoken)[:3]))
    if published and published.year != year and (not day or day.year == year):
        others.append(f"发布于{published.isoformat()}")
    return (f"标题的年份是{year}，但" + "，".join(others),) if others else ()


def _full_days(texts: Iterable[str]) -> set[date]:
    return {day for text in texts for one in date_mentions(text) if (day := one.day_in(None))}


def _lead(texts: Iterable[str]) -> list[str]:
    lead: list[str] = []
    left = _LEAD
    for text in texts:
        if left <= 0:
            break
        lead.append(text[:left])
        left -= len(text)
    return lead
