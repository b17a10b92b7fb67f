"""Page numbers that a document site puts where its pages break, in the middle of sentences.

Such a site writes the number of each page before its text: `…不忘立`, ``, `2、德树人初心…`.
A writer's own list looks the same, but its points do not begin in mid-sentence.
"""

import re
from itertools import pairwise

_MARKER = re.compile(r"(\d{1,3})[、.．] ?(?=\S)")
_SENTENCE_END = re.compile('[。！？!?；;：:…][”’」』）)"]*$')
_MID_SENTENCE = "、，,。；;：:！!？?）)”’"
_LEAST_PAGE = 150
"""A page of less than this many characters is no page."""


def page_starts(lines: list[str]) -> dict[int, int]:
    """Line number -> length of the page marker at its start, where the text has such markers.

    Markers count 1, 2, 3, … over lines that follow one another directly, each line a page long,
    and most of the breaks fall in the middle of a sentence.
    """
    filled = [number for number, line in enumerate(lines) if line.strip()]
    best: dict[int, int] = {}
    for start, number in enumerate(filled):
        run = _run(lines, filled[start:]) if _number(lines[number]) == 1 else {}
        if len(run) > len(best) and _broken(lines, list(run)):
            best = run
    return best


def _run(lines: list[str], numbers: list[int]) -> dict[int, int]:
    """The longest run of markers 1, 2, 3, … over these lines."""
    run: dict[int, int] = {}
    for page, number in enumerate(numbers, start=1):
        if _number(lines[number]) != page:
            break
        match = _MARKER.match(lines[number])
        run[number] = match.end() if match else 0
    return run


def _number(line: str) -> int | None:
    match = _MARKER.match(line)
    return int(match[1]) if match else None


def _broken(lines: list[str], numbers: list[int]) -> bool:
    """Whether the lines are pages of one running text rather than points of a list."""
    if len(numbers) < 2 or any(len(lines[number]) < _LEAST_PAGE for number in numbers[:-1]):
        return False
    breaks = list(pairwise(numbers))
    in_sentence = sum(
        not _SENTENCE_END.search(lines[before].rstrip())
        or lines[after][_MARKER.match(lines[after]).end()] in _MID_SENTENCE  # type: ignore[union-attr]
        for before, after in breaks
    )
    return 2 * in_sentence > len(breaks)
