"""Words that word segmentation keeps whole: the package's list, and one of a person's own.

A line is a word, after it perhaps its frequency and its part of speech, set apart by blanks, as in
a user dictionary of jieba; `#` begins a comment. Without a frequency the segmenter takes the lowest
with which it keeps the word whole. Nothing here uses parts of speech.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from searchapp.text.fold import comparable
from searchapp.text.lines import parsed_lines

_PACKAGED = Path(__file__).parent / "dictionary.txt"
# What jieba takes for a part of a word; `words` leaves out what begins with a sign.
_WORD = re.compile(r"(?![+&._%-])[\u4e00-\u9fd5a-z0-9+&._%-]{2,}")
_LINE = re.compile(r"(?P<word>\S+)(?:\s+(?P<frequency>\S+))?(?:\s+[a-z]+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A comparable word and how often it is taken to occur; None if that is left open."""

    word: str
    frequency: int | None


@cache
def entries(own: Path | None) -> tuple[Entry, ...]:
    """The packaged words and then those of a file of one's own, as they were when first asked for.

    Raises `UnreadableFile` with every line that is not right.
    """
    return read_dictionary(_PACKAGED) + (read_dictionary(own) if own else ())


def fingerprint(own: Path | None) -> str:
    """Changes with the packaged words and with those of a file of one's own, as it is now.

    Raises `UnreadableFile` with every line that is not right.
    """
    try:
        state = own.stat() if own else None
    except OSError:
        state = None  # reading it says what is wrong
    return _fingerprint(own, state and (state.st_mtime_ns, state.st_size, state.st_ino))


@lru_cache(maxsize=2)  # every page asks, and says so where the index was made with other words
def _fingerprint(own: Path | None, _state: object) -> str:
    known = entries(None) + (read_dictionary(own) if own else ())
    return sha256(repr(known).encode()).hexdigest()[:12]


def read_dictionary(path: Path) -> tuple[Entry, ...]:
    """The words of a file; raises `UnreadableFile` with every line that is not right."""
    return tuple(parsed_lines(path, "词典文件", _entry))


def _entry(line: str) -> Entry:
    """The word of a line; raises `ValueError` with what is wrong with it."""
    parts = _LINE.fullmatch(line)
    if parts is None:
        raise ValueError("应为一个词，后面可有词频和词性，以空格隔开")
    word = comparable(parts["word"])
    if not _WORD.fullmatch(word):
        raise ValueError(
            f"“{parts['word']}”应有两个字以上，只含汉字、字母、数字和 + & . _ % -，不以符号开头"
        )
    frequency = parts["frequency"]
    if frequency is not None and not re.fullmatch("[1-9][0-9]{0,8}", frequency):
        raise ValueError(f"词频“{frequency}”应为正整数，最多九位")
    return Entry(word, int(frequency) if frequency else None)
