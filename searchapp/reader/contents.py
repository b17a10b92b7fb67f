"""The table of contents of a document, from its own numbering."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.numbering import ARTICLE, Numbering, numbering

_MOST_SHOWN = 60
_LONGEST = 30
_SENTENCE = re.compile(r"[^。！？；：!?;:]*")
_CLAUSE_END = re.compile(r"[，、,]")
_Numbered = tuple[int, Numbering]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a numbered part of a document is called, and with which paragraph it begins.

    `level` is 1 for the outermost of the kinds of numbers that the document has.
    """

    ordinal: int
    level: int
    text: str


def headings(texts: Sequence[str]) -> tuple[Heading, ...]:
    """The numbered parts of a document in order; none if it does not number any.

    Numbers count if they go on from 1, at least to 2. What a semicolon ends is an item of a list
    within a sentence. Of a statute the parts above articles count, or else the articles.
    """
    runs: dict[int, list[list[_Numbered]]] = {}
    for ordinal, text in enumerate(texts, start=1):
        found = numbering(text)
        if found is None or text.rstrip().endswith(("；", ";")):
            continue
        of_rank = runs.setdefault(found.rank, [])
        if found.number == 1:
            of_rank.append([(ordinal, found)])
        elif of_rank and found.number == of_rank[-1][-1][1].number + 1:
            of_rank[-1].append((ordinal, found))
    numbered = sorted(
        one for of_rank in runs.values() for run in of_rank if len(run) > 1 for one in run
    )
    ranks = _of_parts({one.rank for _, one in numbered})
    return tuple(
        Heading(ordinal, ranks.index(one.rank) + 1, _title(texts[ordinal - 1], one.end))
        for ordinal, one in numbered
        if one.rank in ranks
    )


def overview(found: Sequence[Heading]) -> tuple[Heading, ...]:
    """As many levels of headings as there is room for beside a document, and the first one."""
    deepest = max((one.level for one in found), default=0)
    for level in range(deepest, 1, -1):
        shown = tuple(one for one in found if one.level <= level)
        if len(shown) <= _MOST_SHOWN:
            return shown
    return tuple(one for one in found if one.level == 1)


def _of_parts(ranks: set[int]) -> list[int]:
    """The kinds of numbers that parts of the document have, from the outermost inwards."""
    if ARTICLE in ranks:
        return sorted(one for one in ranks if one < ARTICLE) or [ARTICLE]
    return sorted(ranks)


def _title(text: str, start: int) -> str:
    """The number with the first sentence after it, or as much of that as is short enough."""
    sentence = _SENTENCE.match(text, start)
    assert sentence
    end = sentence.end()
    if end - start > _LONGEST:
        clauses = [one.start() for one in _CLAUSE_END.finditer(text, start, start + _LONGEST)]
        end = clauses[-1] if clauses else start + _LONGEST
        return f"{text[:end].strip()}…"
    return text[:end].strip()
