"""Words for ranking: word segmentation of comparable text by jieba.

Matching never depends on words: 立德树人 is cut one way alone and another inside a sentence. Where
rjieba is installed (`pip install '.[fast]'`), the same algorithm in Rust, it is taken instead; one
token in a thousand differs.
"""

import logging
import warnings
from functools import cache
from importlib.metadata import version
from typing import Any


def words(comparable: str) -> list[str]:
    """The words of comparable text in order, compounds also by their parts; no punctuation."""
    return [word for word in _segmenter()[1].cut_for_search(comparable) if word[0].isalnum()]


def cut(comparable: str) -> list[str]:
    """The pieces, words and punctuation, that comparable text is made of; joined they are it."""
    return list(_segmenter()[1].cut(comparable))


def fingerprint() -> str:
    """Changes whenever the same text may give other words."""
    name = _segmenter()[0]
    return f"{name} {version(name)}"


@cache
def _segmenter() -> tuple[str, Any]:
    """The name of the segmenter, and what cuts texts by its `cut` and `cut_for_search`."""
    try:
        import rjieba
    except ImportError:
        return "jieba", _jieba()
    return "rjieba", rjieba


def _jieba() -> Any:
    """The default segmenter, loaded once, without its progress messages."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own invalid escapes, and pkg_resources
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba.dt
