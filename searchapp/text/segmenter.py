"""What cuts text into words: jieba, or rjieba where it is installed (`pip install '.[fast]'`).

rjieba is the same algorithm in Rust; one token in a thousand differs. Nothing else is imported
here, so that a process that only cuts texts starts in half the time.
"""

import logging
import marshal
import tempfile
import warnings
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any


def segmenter(entries: Iterable[tuple[str, int | None]], *, apart: bool = False) -> Any:
    """What cuts texts by its `cut` and `cut_for_search`, and knows these words besides its own.

    Words come with their frequency (`dictionary`). There is one that is ready; to have another one
    `apart` from it takes time and memory.
    """
    _, ready, another = _library()
    found = another() if apart else ready
    for word, frequency in entries:
        found.add_word(word, frequency, None)
    return found


def words_of(comparable: str, segmenter: Any) -> list[str]:
    """The words of comparable text in order, compounds also by their parts; no punctuation."""
    return [word for word in segmenter.cut_for_search(comparable) if word[0].isalnum()]


def library() -> str:
    """The library and its version."""
    return _library()[0]


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
