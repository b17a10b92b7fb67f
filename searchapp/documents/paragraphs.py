"""Paragraphs of a readable length, cut from the lines of a cleaned text.

A line is a paragraph as it stands while it is short; short ones are not merged. A longer one is cut
directly before its own numbering (一、 （一） 一是 一要), or after 。！？；： in either width with
the closing quote that follows, and nowhere else, so that a sentence stays whole however long it is.
"""

import math
import re
from dataclasses import dataclass
from itertools import pairwise

from searchapp.text.fold import fold

_AIM = 300
"""Characters of a paragraph that reads well."""
_LIMIT = 800
"""No paragraph exceeds this but a sentence that does so alone."""

_LEAST_APART = 8
"""Characters between two places where a line may be cut."""

_END = re.compile('[。!?;:][”’」』"]*')
_CLOSERS = "”’」』)）】》〉]"
_OPENERS = "“‘「『(（【《〈["
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_NUMBERINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![第、一二三四五六七八九十])({_NUMERAL})、(?!{_NUMERAL}[、、])",
        rf"\(({_NUMERAL})\)",
        rf"(?<![统专第唯万单同之每逐如合不进有这一二三四五六七八九十])({_NUMERAL})[是要]",
        rf"第({_NUMERAL})[,、是]",
    )
)
_VALUES = "〇一二三四五六七八九"
# What a cut costs, in squared hundreds of characters: nothing before numbering, most in quotes.
_NUMBERED, _SENTENCE, _CLAUSE, _COLON, _QUOTED = 0.0, 0.3, 1.0, 3.0, 8.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, and whether it goes on with the line that the one before it comes from."""

    text: str
    continues: bool = False


def pieces(lines: tuple[str, ...]) -> list[Piece]:
    """The paragraphs of a text in order; those of one line, put together, are that line."""
    return [
        Piece(part, continues=number > 0) for line in lines for number, part in enumerate(cut(line))
    ]


def cut(line: str) -> list[str]:
    """The line in paragraphs: as near to the length aimed at as its own cut places allow."""
    if len(line) <= _AIM:
        return [line] if line else []
    places = _cut_places(line)
    ends = [*sorted(places), len(line)]
    costs = {0: 0.0}
    before = {0: 0}
    starts = [0]
    for end in ends:
        options = [start for start in starts if end - start <= _LIMIT] or starts[-1:]
        best = min(options, key=lambda start: costs[start] + _length_cost(end - start))
        costs[end] = costs[best] + _length_cost(end - best) + places.get(end, 0.0)
        before[end] = best
        starts.append(end)
        while len(starts) > 1 and end - starts[0] > _LIMIT:
            starts.pop(0)
    chosen = [len(line)]
    while chosen[-1] > 0:
        chosen.append(before[chosen[-1]])
    return [line[start:end] for start, end in pairwise(reversed(chosen))]


def _length_cost(length: int) -> float:
    return ((length - _AIM) / 100) ** 2


def _cut_places(line: str) -> dict[int, float]:
    """Where the line may be cut, and what a cut there costs."""
    folded = fold(line)
    depth = _depths(folded)
    places: dict[int, float] = {}
    for match in _END.finditer(folded):
        end = _with_blanks(folded, match.end())
        if 0 < end < len(folded) and _ends_clause(folded, match):
            cost = _CLAUSE if match[0][0] == ";" else _COLON if match[0][0] == ":" else _SENTENCE
            places[end] = cost + (_QUOTED if depth[end] else 0.0)
    for start in _numbering_starts(folded):
        if start > 0 and not depth[start]:
            places[start] = _NUMBERED
    return _apart(places)


def _apart(places: dict[int, float]) -> dict[int, float]:
    """The places without those in the midst of many as good, as in !!!!!!!!."""
    apart: dict[int, float] = {}
    last = -_LEAST_APART
    for place, following in pairwise([*sorted(places), math.inf]):
        dense = place - last < _LEAST_APART and following - place < _LEAST_APART
        if not dense or places[int(place)] < apart[last]:
            last = int(place)
            apart[last] = places[last]
    return apart


def _ends_clause(folded: str, match: re.Match[str]) -> bool:
    """Whether the sign ends a clause here: not in 11:28, in an address or before a bracket."""
    start, end = match.span()
    following = folded[end : end + 1]
    if following and (following in _CLOSERS or following in "。!?;:,、"):
        return False
    if match[0].endswith('"') and folded.count('"', 0, end) % 2:
        return False
    before = folded[start - 1 : start]
    return not (before.isascii() and before.isalnum() and following.isascii() and following.strip())


def _with_blanks(folded: str, end: int) -> int:
    """Blanks behind a sentence stay with it, so that no paragraph begins with one."""
    while end < len(folded) and folded[end] == " ":
        end += 1
    return end


def _depths(folded: str) -> list[int]:
    """How deep in quotation marks and brackets each place lies; all 0 if they do not pair."""
    depths = [0]
    depth = 0
    for character in folded:
        if character in _OPENERS:
            depth += 1
        elif character in _CLOSERS:
            depth = max(0, depth - 1)
        depths.append(depth)
    return depths if depth == 0 else [0] * len(depths)


def _numbering_starts(folded: str) -> list[int]:
    """Where the text's own numbering stands: at the beginning of a sentence, or counting on."""
    starts: list[int] = []
    for pattern in _NUMBERINGS:
        found = [(match.start(), _value(match[1])) for match in pattern.finditer(folded)]
        for index, (start, value) in enumerate(found):
            opens = start == 0 or folded[start - 1] in "。!?;:”’"
            counts = any(
                abs(other - value) == 1 and (other > value) == (place > start)
                for place, other in found[max(0, index - 1) : index + 2]
            )
            if opens or counts:
                starts.append(start)
    return sorted(starts)


def _value(numeral: str) -> int:
    """二十一 -> 21."""
    tens, ten, ones = numeral.rpartition("十")
    return 10 * (_VALUES.find(tens) if tens else 1) * bool(ten) + max(0, _VALUES.find(ones))
