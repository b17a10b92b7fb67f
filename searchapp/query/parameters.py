"""URL parameters -> `SearchRequest`: what each value may be, and what is wrong with others."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from searchapp.errors import BadRequest, ParameterError
from searchapp.languages import gettext, translatable
from searchapp.query.request import (
    CONTROLS,
    MAX_ID_LENGTH,
    MAX_VALUE_LENGTH,
    PARAGRAPH_ID,
    PER_PAGE,
    REPEATABLE,
    SORTS,
    UNKNOWN,
    VIEWS,
    YEAR,
    SearchRequest,
    last_page,
)
from searchapp.settings import Settings
from searchapp.text.fold import comparable

_NAMES = frozenset(one.name for one in fields(SearchRequest))
_CONTROL = re.compile(rf"[{CONTROLS}\ud800-\udfff]")


def parse_parameters(
    parameters: Iterable[tuple[str, str]], settings: Settings
) -> tuple[SearchRequest, tuple[str, ...]]:
    """The request that URL parameters make, and the names of those that are not known.

    Raises `BadRequest` with every malformed value; a bad value is never corrected silently.
    """
    values: dict[str, Any] = {}
    errors: list[ParameterError] = []
    unknown: list[str] = []
    for name, raw in parameters:
        if name not in _NAMES:
            unknown.append(name)
            continue
        if not raw.strip():
            continue
        try:
            value = _parse_value(name, raw, settings)
        except ValueError as error:
            errors.append(ParameterError(name, str(error)))
            continue
        if name in REPEATABLE:
            values[name] = tuple(dict.fromkeys((*values.get(name, ()), value)))
        elif name in values:
            errors.append(ParameterError(name, gettext("参数 %(name)s 只能出现一次", name=name)))
        else:
            values[name] = value
    request = SearchRequest(**values)
    errors += _at_odds(request, settings)
    if errors:
        raise BadRequest(tuple(errors))
    return request, tuple(dict.fromkeys(unknown))


def _at_odds(request: SearchRequest, settings: Settings) -> Iterator[ParameterError]:
    """What is wrong with values that are right each by itself."""
    if request.date_from and request.date_to and request.date_from > request.date_to:
        message = gettext("起始日期 date_from 不能晚于截止日期 date_to")
        yield ParameterError("date_from", message)
    last = last_page(settings, request.per_page)
    if request.page > last:
        yield ParameterError("page", _too_deep(last, settings))


def _too_deep(last: int, settings: Settings) -> str:
    return gettext(
        "页码 page 只到第 %(last)s 页（前 %(most)s 段）：请加上筛选条件，或导出全部；"
        "程序可以用游标 cursor 读下去",
        last=last,
        most=f"{settings.max_page_depth:,}",
    )


def parse_name(name: str, raw: str) -> str:
    """A name beside a search, held to what names in it are; raises `BadRequest`."""
    try:
        _refuse_controls(name, raw)
        return _parse_name(name, raw)
    except ValueError as error:
        raise BadRequest((ParameterError(name, str(error)),)) from error


def _parse_value(name: str, raw: str, settings: Settings) -> Any:
    """One value of one parameter; raises `ValueError` with a message for a person."""
    _refuse_controls(name, raw)
    if name == "q":
        return _parse_query_text(raw, settings.max_query_length)
    if name == "page":
        return _parse_page(raw, last_page(settings))
    return _PARSERS[name](name, raw)


def _refuse_controls(name: str, raw: str) -> None:
    if control := _CONTROL.search(raw):
        raise ValueError(
            gettext(
                "参数 %(name)s 含有控制字符（%(character)s，第 %(place)s 个字符），请删去后再试",
                name=name,
                character=f"U+{ord(control[0]):04X}",
                place=control.start() + 1,
            )
        )


def _parse_query_text(raw: str, longest: int) -> str:
    if len(raw) > longest:
        raise ValueError(
            gettext(
                "检索词有 %(count)s 个字符，最多 %(most)s 个，请缩短后再试",
                count=len(raw),
                most=longest,
            )
        )
    return raw


def _parse_year(name: str, raw: str) -> str:
    if raw == UNKNOWN or re.fullmatch(YEAR, raw):
        return raw
    raise ValueError(
        gettext(
            "年份 %(name)s 应为四位数字（如 2021）或 %(unknown)s，而不是“%(value)s”",
            name=name,
            unknown=UNKNOWN,
            value=raw[:40],
        )
    )


def _parse_date(name: str, raw: str) -> date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
            return date.fromisoformat(raw)
    except ValueError:
        pass  # the form of a date, but no day of the calendar
    raise ValueError(
        gettext(
            "日期 %(name)s 应写作 2021-03-04 的样子，而不是“%(value)s”", name=name, value=raw[:40]
        )
    )


def _parse_sort(name: str, raw: str) -> str:
    if raw in SORTS:
        return raw
    raise ValueError(
        gettext(
            "排序 %(name)s 只能是 %(values)s，而不是“%(value)s”",
            name=name,
            values=gettext("、").join(SORTS),
            value=raw[:40],
        )
    )


def _parse_view(name: str, raw: str) -> str:
    if raw in VIEWS:
        return raw
    raise ValueError(
        gettext(
            "视图 %(name)s 只能是 %(values)s，而不是“%(value)s”",
            name=name,
            values=gettext("、").join(VIEWS),
            value=raw[:40],
        )
    )


def _parse_page(raw: str, last: int) -> int:
    if re.fullmatch(r"[0-9]{1,9}", raw) and int(raw):
        return int(raw)
    raise ValueError(
        gettext("页码 page 应为 1 至 %(last)s 的整数，而不是“%(value)s”", last=last, value=raw[:40])
    )


def _parse_per_page(name: str, raw: str) -> int:
    if raw in map(str, PER_PAGE):
        return int(raw)
    raise ValueError(
        gettext(
            "每页条数 %(name)s 只能是 %(values)s，而不是“%(value)s”",
            name=name,
            values=gettext("、").join(map(str, PER_PAGE)),
            value=raw[:40],
        )
    )


def _parse_name(name: str, raw: str) -> str:
    if len(raw) > MAX_VALUE_LENGTH:
        raise ValueError(
            gettext(
                "参数 %(name)s 的值有 %(count)s 个字符，最多 %(most)s 个",
                name=name,
                count=len(raw),
                most=MAX_VALUE_LENGTH,
            )
        )
    return raw.strip()


def _parse_speaker(name: str, raw: str) -> str:
    return comparable(_parse_name(name, raw))


def _parse_paragraph_id(name: str, raw: str) -> str:
    if len(raw) <= MAX_ID_LENGTH and re.fullmatch(PARAGRAPH_ID, raw, re.DOTALL):
        return raw
    raise ValueError(
        gettext(
            "段落编号 %(name)s 应写作 讲话.txt#13 的样子，而不是“%(value)s”",
            name=name,
            value=raw[:40],
        )
    )


def _parse_document_id(name: str, raw: str) -> str:
    if len(raw) <= MAX_ID_LENGTH:
        return raw
    raise ValueError(
        gettext(
            "文档编号 %(name)s 有 %(count)s 个字符，最多 %(most)s 个",
            name=name,
            count=len(raw),
            most=MAX_ID_LENGTH,
        )
    )


def _parse_flag(name: str, raw: str) -> bool:
    if raw in ("0", "1"):
        return raw == "1"
    raise ValueError(
        gettext(
            "%(name)s 只能是 %(values)s，而不是“%(value)s”",
            name=name,
            values=gettext(FLAGS[name]),
            value=raw[:40],
        )
    )


FLAGS = {
    "synonyms": translatable("1（同义词也算命中）或 0（只找原词）"),
    "collapse": translatable("1（相同表述合为一条）或 0（逐段列出）"),
    "explain": translatable("1（说明每一段为何找到）或 0（不说明）"),
}
_PARSERS: dict[str, Callable[[str, str], Any]] = {
    "year": _parse_year,
    "exclude_year": _parse_year,
    "region": _parse_name,
    "exclude_region": _parse_name,
    "speaker": _parse_speaker,
    "exclude_speaker": _parse_speaker,
    "date_from": _parse_date,
    "date_to": _parse_date,
    "same_as": _parse_paragraph_id,
    "document": _parse_document_id,
    "synonyms": _parse_flag,
    "view": _parse_view,
    "sort": _parse_sort,
    "collapse": _parse_flag,
    "explain": _parse_flag,
    "per_page": _parse_per_page,
}
