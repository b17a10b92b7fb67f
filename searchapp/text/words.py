"""Words for ranking: word segmentation of comparable text by jieba.

Matching never depends on words: 立德树人 is cut one way alone and another inside a sentence. Where
rjieba is installed (`pip install '.[fast]'`), the same algorithm in Rust, it is taken instead; one
token in a thousand differs.
"""

import logging
import warnings
from collections.abc import Callable
from functools import cache
from importlib.metadata import version


def words(comparable: str) -> list[str]:
    """The words of comparable text in order, compounds also by their parts; no punctuation."""
    return [word for word in _segmenter()[1](comparable) if word[0].isalnum()]


def fingerprint() -> str:
    """Changes whenever the same text may give other words."""
    name = _segmenter()[0]
    return f"{name} {version(name)}"


@cache
def _segmenter() -> tuple[str, Callable[[str], list[str]]]:
    """The name of the segmenter, and the function that cuts a text with it."""
    try:
        import rjieba
    except ImportError:
        return "jieba", _jieba()
    return "rjieba", rjieba.cut_for_search


def _jieba() -> Callable[[str], list[str]]:
    """The default segmenter, loaded once, without its progress messages."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own invalid escapes, and pkg_resources
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba.dt.lcut_for_search  # type: ignore[no-any-return]
