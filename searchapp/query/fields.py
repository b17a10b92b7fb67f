"""Fields of the query language: their names, and what their values ask for."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import get_args

from searchapp.languages import gettext, translatable
from searchapp.query.mistakes import Mistake, from_character
from searchapp.query.request import NARRATION, UNKNOWN
from searchapp.query.tree import Field, HasValue, InTime, Node, Not
from searchapp.text.fold import comparable, fold

FIELD_NAMES = {
    "title": translatable("标题"),
    "speaker": translatable("讲话人"),
    "region": translatable("地区"),
    "year": translatable("年份"),
    "date": translatable("日期"),
    "source": translatable("来源"),
    "kind": translatable("类型"),
}
"""What a field is called, in English and in Chinese."""
KIND_NAMES = {
    "speech": translatable("讲话"),
    "news": translatable("新闻"),
    "report": translatable("报告"),
    "law": translatable("法规"),
    "other": translatable("其他"),
}
UNKNOWN_NAME = translatable("未注明")
NARRATION_NAME = translatable("叙述")

# A range written in another way than `2019..2023`.
_OTHER_RANGE = re.compile("([0-9]{4})年?(?:-+|~+|〜+|—+|–|至|到)([0-9]{4})年?")
_YEAR = re.compile("([0-9]{4})年?")
_DAY = re.compile(
    "(?P<year>[0-9]{4})(?:年|(?:[-/年](?P<month>[0-9]{1,2})(?:月|[-/月](?P<day>[0-9]{1,2})日?)?)?)"
)
_Span = tuple[date, date]


def field_at(folded: str, start: int) -> tuple[str, int] | None:
    """The English name of the field whose name and colon stand at `start`, and where they end."""
    match = _field_pattern().match(folded, start)
    if not match:
        return None
    return _names()[match[1]], match.end()


def field_node(field: str, wanted: str, start: int, end: int) -> Node:
    """What is asked of a field, other than the title, by the comparable value that is wanted of it.

    The value stands from `start` to `end` of the query text. Raises `Mistake` for one that the
    field cannot have.
    """
    unknown = wanted in (comparable(UNKNOWN_NAME), UNKNOWN)
    try:
        if field in ("year", "date"):
            spans = _year if field == "year" else _day
            return Not(InTime(None, None)) if unknown else _in_time(field, wanted, spans)
        if field == "kind":
            return HasValue("kind", _kind(wanted))
    except _BadValueError as error:
        raise Mistake(from_character(start, str(error)), start, end, error.repair) from None
    if field == "speaker" and wanted in (comparable(NARRATION_NAME), NARRATION):
        return HasValue("speaker", NARRATION)
    assert field in get_args(Field)
    return HasValue(field, UNKNOWN if unknown else wanted)  # type: ignore[arg-type]


class _BadValueError(ValueError):
    """A value that a field cannot have, and what may have been meant, if that can be guessed."""

    def __init__(self, message: str, repair: str = "") -> None:
        super().__init__(message)
        self.repair = repair


@cache
def _names() -> Mapping[str, str]:
    """Every name of a field, folded -> its English one."""
    return {fold(name): field for field, other in FIELD_NAMES.items() for name in (field, other)}


@cache
def _field_pattern() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(map(re.escape, _names()))}): *")


def _in_time(field: str, wanted: str, span: Callable[[str], _Span | None]) -> InTime:
    # Two Chinese full stops are what two dots become where Chinese is typed.
    first_text, dots, last_text = wanted.replace("。。", "..").partition("..")
    first = span(first_text) if first_text else None
    last = span(last_text) if last_text else None
    wrong = (first_text and not first) or (last_text and not last) or not (first or last)
    if wrong:
        raise _bad_time(field, wanted)
    if not dots:
        assert first is not None
        return InTime(*first)
    if first and last and first[0] > last[1]:
        raise _BadValueError(
            gettext(
                "%(field)s的范围前后颠倒了：“%(value)s”",
                field=gettext(FIELD_NAMES[field]),
                value=wanted,
            ),
            f"{last_text}..{first_text}",
        )
    return InTime(first and first[0], last and last[1])


def _bad_time(field: str, wanted: str) -> _BadValueError:
    other = _OTHER_RANGE.fullmatch(wanted)
    repair = f"{other[1]}..{other[2]}" if other else ""
    form = (
        translatable("年份应写作 2021、2019..2023、2019.. 或 ..2023，而不是“%(value)s”")
        if field == "year"
        else translatable(
            "日期应写作 2021-03-04、2021-03 或 2021，范围如 2021-03..2022，而不是“%(value)s”"
        )
    )
    return _BadValueError(gettext(form, value=wanted[:40]), repair)


def _year(text: str) -> _Span | None:
    match = _YEAR.fullmatch(text)
    return _span(int(match[1]), None, None) if match else None


def _day(text: str) -> _Span | None:
    match = _DAY.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(one) if one else None for one in match.group("year", "month", "day"))
    assert year is not None
    return _span(year, month, day)


def _span(year: int, month: int | None, day: int | None) -> _Span | None:
    """The first and last day of a year, month or day; None if the calendar has none such."""
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last_month = month or 12
    return first, date(year, last_month, monthrange(year, last_month)[1])


def _kind(wanted: str) -> str:
    for kind, name in KIND_NAMES.items():
        if wanted in (kind, comparable(name)):
            return kind
    names = "、".join(KIND_NAMES.values())
    raise _BadValueError(
        gettext("类型只能是 %(names)s，而不是“%(value)s”", names=names, value=wanted[:40])
    )
