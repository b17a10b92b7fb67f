"""Where the terms stand in a text, and the part of a long text worth showing.

A range is (start, end) in code points of the text it belongs to.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from searchapp.text.fold import fold, squeeze

SNIPPET_LENGTH = 180
_CONTEXT_BEFORE = 40
_CLAUSE_END = re.compile(r"[。！？；，、：!?;,:]")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a paragraph with the ranges to mark in it; an ellipsis where text was left out."""

    text: str
    highlights: tuple[tuple[int, int], ...]


Ranges = tuple[tuple[int, int], ...]


def highlights(text: str, terms: Sequence[str]) -> Ranges:
    """The ranges of `text` in which comparable terms occur, in order; overlapping ones are one."""
    return _highlights(fold(text), terms)


def highlights_of_each(texts: Sequence[str], terms: Sequence[str]) -> list[Ranges]:
    """The same of many texts: folding them together takes hardly longer than folding one."""
    folded = fold("".join(texts))
    ends = accumulate(map(len, texts), initial=0)
    return [_highlights(folded[start:end], terms) for start, end in pairwise(ends)]


def _highlights(folded: str, terms: Sequence[str]) -> Ranges:
    squeezed = squeeze(folded)
    ranges: list[tuple[int, int]] = []
    for term in terms:
        start = squeezed.text.find(term)
        while start >= 0:
            end = start + len(term)
            ranges.append((start, end))
            start = squeezed.text.find(term, end)
    if len(terms) > 1:
        ranges = _merged(ranges)
    if len(squeezed.starts) == 1:  # nothing was squeezed out
        return tuple(ranges)
    return tuple(squeezed.original_range(start, end) for start, end in ranges)


def snippet(text: str, ranges: tuple[tuple[int, int], ...]) -> Snippet:
    """The stretch of at most about `SNIPPET_LENGTH` characters that holds the most ranges."""
    if len(text) <= SNIPPET_LENGTH:
        return Snippet(text, ranges)
    start = _best_start(text, ranges)
    end = min(len(text), start + SNIPPET_LENGTH)
    head = "…" if start else ""
    tail = "…" if end < len(text) else ""
    shift = len(head) - start
    inside = tuple(
        (max(left, start) + shift, min(right, end) + shift)
        for left, right in ranges
        if left < end and right > start
    )
    return Snippet(head + text[start:end] + tail, inside)


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, overlapping ones united."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _best_start(text: str, ranges: tuple[tuple[int, int], ...]) -> int:
    """Where to begin: some context before the range that has most others close behind it."""
    if not ranges:
        return 0
    starts = [start for start, _ in ranges]
    room = SNIPPET_LENGTH - _CONTEXT_BEFORE
    behind = [bisect_left(starts, start + room) - place for place, start in enumerate(starts)]
    first = ranges[behind.index(max(behind))]
    earliest = max(0, min(first[0] - _CONTEXT_BEFORE, len(text) - SNIPPET_LENGTH))
    if earliest == 0:
        return 0
    clause = _CLAUSE_END.search(text, earliest, first[0])
    return clause.end() if clause else earliest
