"""Lines of print: a text saved with its lines broken at a fixed width, joined to whole lines again.

Such a text has many lines of nearly one width, most of which end in the middle of a sentence; the
last line of a paragraph is shorter. Titles, signatures and points are short and stay as they are.
"""

import re
from collections import Counter

_NARROWEST = 30
"""Columns of the narrowest print; a Chinese character takes two."""
_RAGGED = 4
"""Columns that a line may lack, where a sign of punctuation or a word did not fit."""
_LEAST_LINES = 4
_ENDED = re.compile('[。！？!?；;：:…][”’」』）)"]*$')
_INDENT = re.compile("(?:\u3000| {2,}|\t)")


def unwrapped(lines: list[str]) -> list[str]:
    """The lines with those joined that one print line breaks; as many lines, "" for joined ones."""
    widths = [_width(line) for line in lines]
    print_width = _print_width(lines, widths)
    if print_width is None:
        return lines
    joined = list(lines)
    start: int | None = None
    for number, line in enumerate(lines):
        goes_on = start is not None and line.strip() and not _INDENT.match(line)
        if goes_on and start is not None:
            joined[start] = _put_together(joined[start], line.strip())
            joined[number] = ""
        elif line.strip():
            start = number
        full = print_width - _RAGGED <= widths[number] <= print_width
        if not full or _ENDED.search(line.rstrip()):
            start = None
    return joined


def _print_width(lines: list[str], widths: list[int]) -> int | None:
    """The width at which the lines are broken, or None where they are whole."""
    wide = [width for width in widths if width >= _NARROWEST]
    if len(wide) < _LEAST_LINES:
        return None
    counts = Counter(wide)
    best = max(counts, key=lambda width: sum(counts[width - less] for less in range(_RAGGED + 1)))
    full = [
        line.rstrip()
        for line, width in zip(lines, widths, strict=True)
        if best - _RAGGED <= width <= best
    ]
    broken = sum(not _ENDED.search(line) for line in full)
    longer = sum(width > best for width in wide)
    is_print = (
        len(full) >= _LEAST_LINES
        and 2 * len(full) > len(wide)
        and 3 * broken > 2 * len(full)
        and 20 * longer < len(wide)
    )
    return best if is_print else None


def _width(line: str) -> int:
    """Columns that a line takes in print."""
    text = line.rstrip()
    # A letter is one byte and one column, a Chinese character three bytes and two columns.
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2


def _put_together(before: str, after: str) -> str:
    before = before.rstrip()
    words = before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum()
    return f"{before} {after}" if words and after[:1].isalnum() else before + after
