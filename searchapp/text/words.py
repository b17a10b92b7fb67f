"""Words for ranking: word segmentation of comparable text, with the words of the field.

Matching never depends on words: 立德树人 is cut one way alone and another inside a sentence. `own`
is a file of words (`dictionary`) besides those of the package; it is read once.
"""

from functools import cache
from pathlib import Path
from typing import Any

from searchapp.text import dictionary
from searchapp.text.segmenter import library, segmenter, words_of


def words(comparable: str, own: Path | None = None) -> list[str]:
    """The words of comparable text in order, compounds also by their parts; no punctuation."""
    return words_of(comparable, _segmenter(own))


def cut(comparable: str) -> list[str]:
    """The pieces, words and punctuation, that comparable text is made of; joined they are it."""
    return list(_segmenter(None).cut(comparable))


def fingerprint(own: Path | None = None) -> str:
    """Changes whenever the same text may give other words; `own` is read as it is now.

    Raises `UnreadableFile` if it has a line that is not right.
    """
    return f"{library()}，词典 {dictionary.fingerprint(own)}"


@cache
def _segmenter(own: Path | None) -> Any:
    """The segmenter with the words of the field; raises `UnreadableFile`."""
    entries = [(one.word, one.frequency) for one in dictionary.entries(own)]
    return segmenter(entries, apart=own is not None)
