"""How texts go on after what was typed: the phrases that people would search for.

The texts are a sample of the hits of what was typed, so what is offered follows the filters, and no
list of phrases need be kept beside the index. A continuation is a phrase if it goes on in several
ways (no one character follows it most of the time), begins and ends where words do, and does not
end with a word that only joins others.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from searchapp.text.fold import fold
from searchapp.text.words import cut

_LONGEST = 12
"""Characters that a phrase may have beyond what was typed."""
_LOOKED_AT = 16
"""So many candidates are cut into words; the others are not offered."""
_DOMINANT = 0.6
"""From this share on, the same neighbouring character makes a text part of a longer one."""
_COMMON = 0.4
"""From this share on, what follows is looked at to see whether a word ends before it."""
_RARE = 150
"""One continuation in so many is offered, if there are at least two of it."""


class _Occurrence(NamedTuple):
    """Where what was typed stands in the texts, and the characters that follow it."""

    start: int
    after: str


def phrases(typed: str, texts: Sequence[str]) -> list[str]:
    """The phrases of texts that begin with what was typed, in either script, likeliest first.

    Each is written as it mostly is in the texts, but as it was typed if it is so anywhere.
    """
    whole = "\n".join(texts)
    folded = fold(whole)
    beginning = fold(typed)
    pattern = f"(?=({re.escape(beginning)})([^\\W_]{{0,{_LONGEST}}}))"
    occurrences: defaultdict[str, list[_Occurrence]] = defaultdict(list)  # by what follows first
    for one in re.finditer(pattern, folded):
        occurrences[one[2][:1]].append(_Occurrence(one.start(), one[2]))
    found = []
    for phrase in _candidates([one.after for each in occurrences.values() for one in each]):
        same = occurrences[phrase[0]]
        starts = [one.start for one in same if one.after.startswith(phrase)]
        if _stands_alone(beginning + phrase, starts, folded):
            length = len(beginning + phrase)
            written = Counter(whole[start : start + length] for start in starts)
            found.append(max(written, key=lambda one: (one.startswith(typed), written[one])))
    return found


def _candidates(continuations: Sequence[str]) -> list[str]:
    """The beginnings of continuations that go on in several ways, likeliest first."""
    least = max(2, len(continuations) // _RARE)
    counts: dict[str, int] = {}
    longer: Counter[str] = Counter()  # how often the most frequent longer one stands there
    for length in range(1, _LONGEST + 1):
        beginnings = Counter(one[:length] for one in continuations if len(one) >= length)
        frequent = {one: count for one, count in beginnings.items() if count >= least}
        for one, count in frequent.items():
            longer[one[:-1]] = max(longer[one[:-1]], count)
        counts |= frequent
        continuations = [one for one in continuations if one[:length] in frequent]
    able = [
        one
        for one, count in counts.items()
        if longer[one] < _DOMINANT * count and one not in joining_words()
    ]
    # Longer ones say more, shorter ones are more frequent.
    able.sort(key=lambda one: (-counts[one] * len(one) ** 0.5, one))
    return able[:_LOOKED_AT]


@cache
def joining_words() -> frozenset[str]:
    """The words that no phrase ends with."""
    text = resources.files("searchapp.suggesting").joinpath("joining_words.txt").read_text("utf-8")
    lines = [one for one in text.splitlines() if not one.startswith("#")]
    return frozenset(" ".join(lines).split())


def _stands_alone(phrase: str, starts: Sequence[int], folded: str) -> bool:
    """Whether a phrase begins and ends where words do, between its usual neighbours."""
    before = _usual([folded[start - 1] for start in starts if start], len(starts), _DOMINANT)
    ends = [start + len(phrase) for start in starts]
    after = _usual([folded[end] for end in ends if end < len(folded)], len(starts), _COMMON)
    position = 0
    edges = {len(before), len(before) + len(phrase)}
    last = ""
    for piece in cut(before + phrase + after):
        edges.discard(position)
        position += len(piece)
        if position == len(before) + len(phrase):
            last = piece
    edges.discard(position)
    return not edges and last not in joining_words()


def _usual(neighbours: Sequence[str], count: int, share: float) -> str:
    """The letter or ideograph that most often stands there, if it has that share."""
    letters = Counter(one for one in neighbours if one.isalnum())
    for one, frequency in letters.most_common(1):
        if frequency >= share * count:
            return one
    return ""
