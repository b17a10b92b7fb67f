"""The part of a long text worth showing.

A range is (start, end) in code points of the text it belongs to.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

SNIPPET_LENGTH = 180
_CONTEXT_BEFORE = 40
_CLAUSE_END = re.compile(r"[。！？；，、：!?;,:]")


class Snippet(NamedTuple):
    """A part of a paragraph with the ranges to mark in it; an ellipsis where text was left out."""

    text: str
    highlights: tuple[tuple[int, int], ...]


def snippet(
    text: str, ranges: tuple[tuple[int, int], ...], length: int = SNIPPET_LENGTH
) -> Snippet:
    """The stretch of at most about so many characters that holds the most ranges."""
    if len(text) <= length:
        return Snippet(text, ranges)
    start = _best_start(text, ranges, length)
    end = min(len(text), start + length)
    head = "…" if start else ""
    tail = "…" if end < len(text) else ""
    shift = len(head) - start
    inside = tuple(
        (max(left, start) + shift, min(right, end) + shift)
        for left, right in ranges
        if left < end and right > start
    )
    return Snippet(head + text[start:end] + tail, inside)


def _best_start(text: str, ranges: tuple[tuple[int, int], ...], length: int) -> int:
    """Where to begin: some context before the range that has most others close behind it."""
    if not ranges:
        return 0
    starts = [start for start, _ in ranges]
    room = length - _CONTEXT_BEFORE
    behind = [bisect_left(starts, start + room) - place for place, start in enumerate(starts)]
    first = ranges[behind.index(max(behind))]
    earliest = max(0, min(first[0] - _CONTEXT_BEFORE, len(text) - length))
    if earliest == 0:
        return 0
    clause = _CLAUSE_END.search(text, earliest, first[0])
    return clause.end() if clause else earliest
