"""Dates as they are written: 2024年3月10日, 二〇二四年三月十日, 民國113年3月10日, 2021/3/4.

Works on folded text (`text.fold.fold`), where digits and signs have one width and one script.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "元": 1,
}
_ROC_EPOCH = 1911
_YEAR = r"(?P<roc>民国)?(?P<year>(?:19|20)\d\d|[12一二][〇○零0九9][\d〇○零一二三四五六七八九]{2}"
_YEAR += r"|(?<=民国)(?:\d{1,3}|[一二三四五六七八九十百元]{1,5}))"
_NUMBER = r"\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_CHINESE = re.compile(
    rf"(?:(?<!\d){_YEAR} ?年(?:度)? ?)?"
    rf"(?:(?<!\d)(?P<month>{_NUMBER}) ?月 ?)?(?:(?<!\d)(?P<day>{_NUMBER}) ?[日号](?!报))?"
)
_NUMERIC = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)"
)
_POSSIBLE = re.compile(r"[年月日号]|\d[-/.]\d")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at `start:end` of a text; None for the parts it does not say."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    def day_in(self, year: int | None) -> date | None:
        """The calendar day, in `year` where the mention has none; None if there is no such day."""
        year = self.year or year
        if year is None or self.month is None or self.day is None:
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def date_mentions(folded: str) -> Iterator[DateMention]:
    """All dates in folded text in order; a year, month or day alone counts."""
    if not _POSSIBLE.search(folded):
        return
    found = [_mention(match) for match in _NUMERIC.finditer(folded)]
    found += [_mention(match) for match in _CHINESE.finditer(folded) if match.end() > match.start()]
    yield from sorted(
        (one for one in found if _sensible(one)), key=lambda mention: (mention.start, -mention.end)
    )


def full_date(folded: str) -> date | None:
    """The first complete date in folded text."""
    return next((day for one in date_mentions(folded) if (day := one.day_in(None))), None)


def counted(numeral: str) -> int:
    """A number as people count: 39, 三十九; 0 where it is none."""
    return _value(numeral) or 0


def _mention(match: re.Match[str]) -> DateMention:
    parts = match.groupdict()
    year = _value(parts["year"])
    if year is not None and parts.get("roc"):
        year += _ROC_EPOCH
    return DateMention(
        match.start(), match.end(), year, _value(parts["month"]), _value(parts["day"])
    )


def _sensible(mention: DateMention) -> bool:
    return (
        (mention.year is None or 1900 <= mention.year <= 2100)
        and (mention.month is None or 1 <= mention.month <= 12)
        and (mention.day is None or 1 <= mention.day <= 31)
    )


def _value(written: str | None) -> int | None:
    """A number in Arabic digits, Chinese digits (二〇二四) or Chinese counting (二十一)."""
    if written is None:
        return None
    if "百" in written or "十" in written:
        hundreds, _, rest = written.rpartition("百")
        tens, ten, ones = rest.rpartition("十")
        return (
            100 * (_DIGITS.get(hundreds, 1) if "百" in written else 0)
            + 10 * (_DIGITS.get(tens, 1) if ten else 0)
            + (_DIGITS.get(ones, 0) if ones else 0)
        )
    return int("".join(str(_DIGITS.get(digit, digit)) for digit in written))
