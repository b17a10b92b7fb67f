"""Words for ranking: word segmentation of comparable text by jieba, with the words of the field.

Matching never depends on words: 立德树人 is cut one way alone and another inside a sentence. Where
rjieba is installed (`pip install '.[fast]'`), the same algorithm in Rust, it is taken instead; one
token in a thousand differs. `own` is a file of words (`dictionary`) besides those of the package;
it is read once.
"""

import logging
import marshal
import tempfile
import warnings
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from searchapp.text import dictionary


def words(comparable: str, own: Path | None = None) -> list[str]:
    """The words of comparable text in order, compounds also by their parts; no punctuation."""
    return [word for word in _segmenter(own).cut_for_search(comparable) if word[0].isalnum()]


def cut(comparable: str) -> list[str]:
    """The pieces, words and punctuation, that comparable text is made of; joined they are it."""
    return list(_segmenter(None).cut(comparable))


def fingerprint(own: Path | None = None) -> str:
    """Changes whenever the same text may give other words; `own` is read as it is now.

    Raises `UnreadableFile` if it has a line that is not right.
    """
    return f"{_library()[0]}，词典 {dictionary.fingerprint(own)}"


@cache
def _segmenter(own: Path | None) -> Any:
    """What cuts texts by its `cut` and `cut_for_search`; raises `UnreadableFile`."""
    _, ready, another = _library()
    # To have another one beside the one that is ready takes time and memory.
    segmenter = another() if own else ready
    for one in dictionary.entries(own):
        segmenter.add_word(one.word, one.frequency, None)
    return segmenter


@cache
def _library() -> tuple[str, Any, Any]:
    """The library and its version, the segmenter that it has ready, and what makes another."""
    try:
        import rjieba
    except ImportError:
        return _jieba()
    return f"rjieba {version('rjieba')}", rjieba, rjieba.Jieba


def _jieba() -> tuple[str, Any, Any]:
    """The default library, without its progress messages and reading its dictionary at once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own invalid escapes, and pkg_resources
        import jieba
    jieba.setLogLevel(logging.WARNING)

    class Tokenizer(jieba.Tokenizer):  # type: ignore[misc]  # jieba has no types
        """Takes what jieba has kept of its dictionary in one piece: jieba reads it bit by bit."""

        def initialize(self, dictionary: str | None = None) -> None:
            with self.lock:
                if not self.initialized:
                    self._take_kept()
            super().initialize(dictionary)

        def _take_kept(self) -> None:
            """Nothing if there is none or it is damaged: then jieba makes it from the text."""
            try:
                kept = (Path(tempfile.gettempdir()) / "jieba.cache").read_bytes()
                self.FREQ, self.total = marshal.loads(kept)  # noqa: S302 -- as jieba does
            except (OSError, EOFError, ValueError, TypeError):
                return
            self.initialized = True

    return f"jieba {version('jieba')}", Tokenizer(), Tokenizer
