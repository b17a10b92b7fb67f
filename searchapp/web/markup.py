"""Text -> safe HTML: marks, scripts, numbers, dates, and the words for what metadata holds."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from searchapp.labels import FIELD_LABELS
from searchapp.query.fields import KIND_NAMES

_OPEN, _CLOSE = Markup("<mark>"), Markup("</mark>")
_LANGUAGES = {"Hans": "zh-Hans", "Hant": "zh-Hant"}


def marked(text: str, ranges: Sequence[tuple[int, int]]) -> Markup:
    """The text as HTML with the ranges, in order and apart, inside <mark>."""
    parts: list[Markup] = []
    position = 0
    for start, end in ranges:
        parts += (escape(text[position:start]), _OPEN, escape(text[start:end]), _CLOSE)
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
    return f"{document['year']} 年" if document["year"] else "日期未注明"


def region(path: str) -> str:
    """A region as a path to read: 河南省 › 郑州市."""
    return path.replace("/", " › ")


def person(speaker: Mapping[str, Any]) -> str:
    """A speaker with the office he held; one who is unnamed is his office already."""
    name, office = speaker["name"], speaker["office"]
    return f"{name}（{office}）" if office and not name.startswith("〈") else str(name)


def plain(value: Any) -> str:
    """A value of any JSON type as text to read."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def web_address(url: str | None) -> str | None:
    """The URL if a browser may safely be sent there, None for javascript: and the like."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


FILTERS = {
    "marked": marked,
    "language": language,
    "number": number,
    "percent": percent,
    "day": day,
    "region": region,
    "person": person,
    "plain": plain,
    "web_address": web_address,
    "kind": lambda kind: KIND_NAMES.get(kind, kind),
    "field": lambda name: FIELD_LABELS.get(name, name),
}
