"""Text -> safe HTML: marks, scripts, numbers, dates, and the words for what metadata holds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, repeat
from typing import Any

from markupsafe import Markup, escape

from searchapp.addresses import web_address
from searchapp.deadline import check_time
from searchapp.labels import FIELD_LABELS
from searchapp.languages import gettext
from searchapp.query.fields import KIND_NAMES
from searchapp.web.drawing import shade

_OPEN, _CLOSE = Markup("<mark>"), Markup("</mark>")
_NAMED, _CURRENT = Markup('<mark id="m{}">'), Markup('<mark id="m{}" class="current">')
_LANGUAGES = {"Hans": "zh-Hans", "Hant": "zh-Hant"}


def marked(text: str, ranges: Sequence[tuple[int, int]]) -> Markup:
    """The text as HTML with the ranges, in order and apart, inside <mark>."""
    return _marked(text, ranges, repeat(_OPEN))


def marked_matches(
    text: str, ranges: Sequence[tuple[int, int]], first: int, current: int | None
) -> Markup:
    """The same, the third match of a document being named m3; the first here has number `first`."""
    opened = ((_CURRENT if match == current else _NAMED).format(match) for match in count(first))
    return _marked(text, ranges, opened)


def _marked(text: str, ranges: Sequence[tuple[int, int]], opened: Iterable[Markup]) -> Markup:
    parts: list[Markup] = []
    position = 0
    for (start, end), tag in zip(ranges, opened, strict=False):
        check_time()
        parts += (escape(text[position:start]), tag, escape(text[start:end]), _CLOSE)
        position = end
    parts.append(escape(text[position:]))
    return Markup("").join(parts)


def language(script: str | None) -> str:
    """The language tag of a text in this script."""
    return _LANGUAGES.get(script or "", "zh")


def number(count: int) -> str:
    """A count with its thousands set apart."""
    return f"{count:,}"


def percent(share: float, digits: int = 0) -> str:
    """A share of 0 to 1 in per cent."""
    return f"{share:.{digits}%}"


def day(document: Mapping[str, Any]) -> str:
    """When a document was given, as exactly as it is known."""
    if document["date"]:
        return str(document["date"])
    if document["year"]:
        return gettext("%(year)s 年", year=document["year"])
    return gettext("日期未注明")


def region(path: str) -> str:
    """A region as a path to read: 河南省 › 郑州市."""
    return path.replace("/", " › ")


def person(speaker: Mapping[str, Any]) -> str:
    """A speaker with the office he held; one who is unnamed is his office already."""
    name, office = speaker["name"], speaker["office"]
    return f"{name}（{office}）" if office and not name.startswith("〈") else str(name)


def listed(texts: Iterable[str]) -> str:
    """Words one after another."""
    return gettext("、").join(texts)


def plain(value: Any) -> str:
    """A value of any JSON type as text to read."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


FILTERS = {
    "marked": marked,
    "marked_matches": marked_matches,
    "language": language,
    "number": number,
    "shade": shade,
    "percent": percent,
    "day": day,
    "region": region,
    "person": person,
    "plain": plain,
    "web_address": web_address,
    "listed": listed,
    "translated": gettext,
    "kind": lambda kind: gettext(KIND_NAMES.get(kind) or kind),
    "field": lambda name: gettext(FIELD_LABELS.get(name) or name),
}
