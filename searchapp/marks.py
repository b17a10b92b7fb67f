"""Where in a text stands what a tree asks for.

A range is (start, end) in code points of the text it belongs to.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain

from searchapp.deadline import check_time
from searchapp.query.tree import (
    SENTENCE_ENDS,
    And,
    InTitle,
    Mark,
    Near,
    Node,
    Or,
    Substring,
    Wildcard,
    Word,
)
from searchapp.text.fold import fold_each, squeeze

_APART = "\n"
"""Stands between texts, and in none of them: the only blank in folded text is another."""
_GAP_ENDS = SENTENCE_ENDS + _APART
Range = tuple[int, int]
Ranges = tuple[Range, ...]


def text_marks(tree: Node | None) -> tuple[Mark, ...]:
    """What a tree asks a text for: what is to be marked in paragraphs. None of what it excludes."""
    return tuple(dict.fromkeys(_marks(tree, in_titles=False)))


def title_marks(tree: Node | None) -> tuple[Mark, ...]:
    """What a tree asks a title for."""
    return tuple(dict.fromkeys(_marks(tree, in_titles=True)))


def highlights(text: str, marks: Sequence[Mark]) -> Ranges:
    """The ranges of `text` that are to be marked, in order; overlapping ones are one.

    What has gaps is marked from its first character to its last; of what is near, both sides.
    """
    return highlights_of_each((text,), marks)[0]


def highlights_of_each(texts: Sequence[str], marks: Sequence[Mark]) -> list[Ranges]:
    """The same of many texts, looked through together: most marks are in few of them."""
    if not texts or not marks:
        return [()] * len(texts)
    # So far apart that nothing in one text is near to anything in the next.
    apart = _APART * (1 + max([one.distance for one in marks if isinstance(one, Near)], default=0))
    together = squeeze(apart.join(fold_each(texts)))
    ranges: list[Range] = []
    for mark in marks:
        check_time()
        ranges += _ranges(together.text, mark)
    if len(marks) > 1 or not isinstance(marks[0], Substring):
        ranges = _merged(ranges)
    return _divided(together.original_ranges(ranges), texts, len(apart))


def _divided(ranges: Sequence[Range], texts: Sequence[str], apart: int) -> list[Ranges]:
    """Of ranges of texts that stand so far apart those of each, in its own characters."""
    starts = [start for start, _ in ranges]
    divided: list[Ranges] = []
    place = begin = 0
    for text in texts:
        first, after = place, begin + len(text) + apart
        place = bisect_left(starts, after, first)
        divided.append(tuple([(start - begin, end - begin) for start, end in ranges[first:place]]))
        begin = after
    return divided


def _marks(node: Node | None, *, in_titles: bool) -> Iterator[Mark]:
    match node:
        case And(nodes) | Or(nodes):
            for one in nodes:
                yield from _marks(one, in_titles=in_titles)
        case InTitle(inner) if in_titles:
            yield from _marks(inner, in_titles=in_titles)
        case Word(text):
            yield Substring(text)
        case Substring() | Wildcard() | Near():
            yield node


def _ranges(text: str, mark: Mark) -> Iterable[Range]:
    match mark:
        case Substring(part):
            return _occurrences(text, part)
        case Wildcard():
            found = _matches(text, mark)
            return [(start, start + _lowest(lengths)) for start, lengths in found.items()]
        case Near(left, right, distance):
            lefts, rights = _all_ranges(text, left), _all_ranges(text, right)
            return chain(_near(lefts, rights, distance), _near(rights, lefts, distance))


def _occurrences(text: str, part: str) -> list[Range]:
    """Where a part stands, the first time and then each time after the last."""
    length = len(part)
    between = accumulate(map(len, text.split(part)[:-1]))
    return [(rest + n * length, rest + (n + 1) * length) for n, rest in enumerate(between)]


def _all_ranges(text: str, node: Node) -> list[Range]:
    """Every range in which one side of what is near matches, overlapping ones too, in order."""
    match node:
        case Substring(part):
            return [(start, start + len(part)) for start in _starts(text, part)]
        case Or(nodes):
            return sorted(chain.from_iterable(_all_ranges(text, one) for one in nodes))
    assert isinstance(node, Wildcard)
    return [
        (start, start + length)
        for start, lengths in sorted(_matches(text, node).items())
        for length in range(lengths.bit_length())
        if lengths >> length & 1
    ]


def _starts(text: str, part: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _matches(text: str, mark: Wildcard) -> dict[int, int]:
    """Where a mark matches, and how long it may be there: bit n is set if n characters.

    From the last part to the first, each part once: no choice is tried twice.
    """
    last = mark.parts[-1]
    following = dict.fromkeys(_starts(text, last), 1 << len(last))
    for part, gap in zip(reversed(mark.parts[:-1]), reversed(mark.gaps), strict=True):
        here: dict[int, int] = {}
        for start in _starts(text, part):
            check_time()
            begin = start + len(part)
            lengths = 0
            for place in range(begin, min(begin + gap.most, len(text) - 1) + 1):
                if place >= begin + gap.least and place in following:
                    lengths |= following[place] << (place - start)
                if text[place] in _GAP_ENDS:
                    break
            if lengths:
                here[start] = lengths
        following = here
    return following


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _near(before: Sequence[Range], after: Sequence[Range], distance: int) -> Iterator[Range]:
    """The ranges of either that have one of the other near, `before` standing before `after`."""
    ends = sorted(end for _, end in before)
    starts = [start for start, _ in after]
    for start, end in before:
        if bisect_left(starts, end) < bisect_right(starts, end + distance):
            yield start, end
    for start, end in after:
        if bisect_left(ends, start - distance) < bisect_right(ends, start):
            yield start, end


def _merged(ranges: list[Range]) -> list[Range]:
    """The ranges in order, overlapping ones united."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
