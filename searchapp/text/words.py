"""Words for ranking: jieba's word segmentation of comparable text.

Matching never depends on words: 立德树人 is cut one way alone and another inside a sentence.
"""

import logging
import warnings
from functools import cache
from importlib.metadata import version
from typing import Any


def words(comparable: str) -> list[str]:
    """The words of comparable text in order, compounds also by their parts; no punctuation."""
    return [word for word in _jieba().lcut_for_search(comparable) if word[0].isalnum()]


def fingerprint() -> str:
    """Changes whenever the same text may give other words."""
    return f"jieba {version('jieba')}"


@cache
def _jieba() -> Any:
    """The default segmenter, loaded once, without its progress messages."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own invalid escapes, and pkg_resources
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba.dt
