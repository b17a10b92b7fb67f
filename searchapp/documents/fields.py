"""Metadata that people write themselves, in a line of JSON or in a sidecar file: what it means."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, get_args

from searchapp.documents.model import Kind, Script, Speaker
from searchapp.documents.names import is_name
from searchapp.documents.offices import ends_in_office, office_after
from searchapp.documents.regions import region_path
from searchapp.text.fold import fold
from searchapp.text.script import to_simplified

# Thousands of lines name the same few regions.
_region_path = lru_cache(region_path)
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_LONGEST_NAME = 16
_LONGEST_SPEAKER = 100
_BLANKS_IN_NAMES = re.compile(r"(?<=[^ -~])\s+(?=[^ -~])")
_LIST_SIGNS = re.compile("[、，,;；]")


def parse_field(name: str, value: Any) -> Any:
    """The value of a field of `Document`, by the field's name, from what somebody wrote.

    "" is what is not known. Raises `ValueError` with a message for a person if it is neither.
    """
    if value == "" and name in _UNKNOWN:
        return _UNKNOWN[name]
    return FIELDS[name](name, value)


def _text(name: str, value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError(f"{name} 应为文字，而不是 {_shown(value)}")


def _one_of(*choices: str) -> Callable[[str, Any], str]:
    def parse(name: str, value: Any) -> str:
        if value in choices:
            return str(value)
        raise ValueError(f"{name} 只能是 {'、'.join(choices)}，而不是 {_shown(value)}")

    return parse


def _flag(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"{name} 只能是 true 或 false，而不是 {_shown(value)}")


def _shown(value: Any) -> str:
    return f"“{str(value)[:40]}”"


def _day(name: str, value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (day := _ISO_DAY.fullmatch(value.strip())):
        try:
            return date.fromisoformat(day[1])
        except ValueError:
            pass
    raise ValueError(f"{name} 应写作 2021-03-04 的样子，而不是 {_shown(value)}")


def _year(name: str, value: Any) -> int:
    if re.fullmatch("[1-9][0-9]{3}", str(value)) and not isinstance(value, float):
        return int(value)
    raise ValueError(f"{name} 应为四位数字（如 2021），而不是 {_shown(value)}")


def _region(name: str, value: Any) -> str:
    if isinstance(value, str) and (path := _region_path(value)):
        return path
    raise ValueError(f"{name} 应为行政区划名称（如 河南省/郑州市），而不是 {_shown(value)}")


def _authors(name: str, value: Any) -> tuple[str, ...]:
    return tuple(_text(name, one) for one in (value if isinstance(value, list) else [value]))


def _speakers(name: str, value: Any) -> tuple[Speaker, ...]:
    """One or several; each a name, an office, or a table of `name`, `office` and perhaps `id`."""
    if isinstance(value, str):
        several = [one.strip() for one in _LIST_SIGNS.split(value)]
        value = several if all(is_name(fold(one)) for one in several) else [value]
    found = [_speaker(name, one) for one in (value if isinstance(value, list) else [value])]
    return tuple({one.name: one for one in found}.values())


def _speaker(name: str, value: Any) -> Speaker:
    if isinstance(value, Mapping) and value.keys() <= {"name", "office", "id"}:
        speaker = _speaker(name, value.get("name") or value.get("office"))
        office = to_simplified(_text(name, value["office"])) if value.get("office") else None
        # Namesakes are told apart by what the reader sees behind the name.
        mark = f"（{value['id']}）" if value.get("id") else ""
        return Speaker(f"{speaker.name}{mark}", office or speaker.office)
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST_SPEAKER:
        raise ValueError(f"{name} 应为姓名、职务，或含 name 与 office 的表，而不是 {_shown(value)}")
    return _known_as(to_simplified(value.strip()))


def _known_as(text: str) -> Speaker:
    """Who is called so: a name, an office (教育局局长), or a name with its office at either end."""
    text = _BLANKS_IN_NAMES.sub("", text)
    if unnamed := re.fullmatch("[〈<＜](.+)[〉>＞]", text):
        return Speaker(f"〈{unnamed[1]}〉", unnamed[1])
    folded = fold(text)
    if is_name(folded):
        return Speaker(text)
    for end in range(2, min(len(text), _LONGEST_NAME)):
        if is_name(folded[-end:]) and ends_in_office(folded[:-end]):
            return Speaker(text[-end:], text[:-end].rstrip())
        if is_name(folded[:end]) and office_after(folded, end) == folded[end:]:
            return Speaker(text[:end], text[end:])
    return Speaker(f"〈{text}〉", text) if ends_in_office(folded) else Speaker(text)


FIELDS: Mapping[str, Callable[[str, Any], Any]] = {
    "title": _text,
    "subtitle": _text,
    "kind": _one_of(*get_args(Kind)),
    "model": _flag,
    "source": _text,
    "authors": _authors,
    "url": _text,
    "published": _day,
    "date": _day,
    "year": _year,
    "region": _region,
    "speakers": _speakers,
    "complete": _flag,
    "script": _one_of(*get_args(Script)),
}
"""Fields of `Document` that somebody can give, in its order; each with its parser."""

_UNKNOWN: Mapping[str, Any] = {
    **dict.fromkeys(("subtitle", "source", "url", "published", "date", "year", "region", "script")),
    "authors": (),
    "speakers": (),
}
