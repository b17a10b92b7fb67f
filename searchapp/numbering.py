"""The number that a paragraph begins with, as official documents write it: 第一章, 一、, （一）, 1.

Documents of the administration go from 一、 over （一） and 1. to （1） (GB/T 9704—2012, 7.3.3),
statutes from 编 over 章 and 节 to 条.
"""

import re
from dataclasses import dataclass

ARTICLE = 4
"""The rank of 第一条."""
_HAN = "[一二三四五六七八九十百千零〇]{1,8}"
_DIGITS = "[0-9０-９]{1,3}"
_ANY = f"(?:{_HAN}|{_DIGITS})"
_PATTERNS = tuple(
    re.compile(rf"\s*{pattern}[\s\u3000]*")
    for pattern in (
        rf"第\s*({_ANY})\s*[编編篇]",
        rf"第\s*({_ANY})\s*部分",
        rf"第\s*({_ANY})\s*章",
        rf"第\s*({_ANY})\s*[节節]",
        rf"第\s*({_ANY})\s*[条條]",
        rf"({_HAN})[、.．]",
        rf"[（(]({_HAN})[）)][、.．]?",
        rf"({_DIGITS})[、.．](?![0-9０-９])",
        rf"[（(]({_DIGITS})[）)][、.．]?",
    )
)
_FIRST = frozenset("第（( \u3000一二三四五六七八九十百千零〇0123456789０１２３４５６７８９")
_VALUES = {one: value for value, one in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Numbering:
    """A number at the beginning of a text: `rank` is lower the further out it stands.

    What is numbered begins at `end`.
    """

    rank: int
    number: int
    end: int


def numbering(text: str) -> Numbering | None:
    """The number that a text begins with; None if it begins with none."""
    if text[:1] not in _FIRST:
        return None
    for rank, pattern in enumerate(_PATTERNS):
        if found := pattern.match(text):
            return Numbering(rank, _value(found[1]), found.end())
    return None


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    value = digit = 0
    for one in numeral:
        if one in _UNITS:
            value += (digit or 1) * _UNITS[one]
            digit = 0
        else:
            digit = _VALUES[one]
    return value + digit
