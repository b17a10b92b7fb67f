"""Which script a text is in, and the text in the other one."""

from functools import cache
from typing import Literal

from opencc import OpenCC


def script_of(text: str) -> Literal["Hans", "Hant"] | None:
    """The script that has more characters of its own in the text; None where neither has."""
    simplified = sum(left != right for left, right in zip(text, to_traditional(text), strict=False))
    traditional = sum(left != right for left, right in zip(text, to_simplified(text), strict=False))
    if simplified == traditional:
        return None
    return "Hans" if simplified > traditional else "Hant"


def to_simplified(text: str) -> str:
    """The text in simplified characters; of the same length."""
    return str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """The text in traditional characters."""
    return str(_converter("s2t").convert(text))


@cache
def _converter(conversion: str) -> OpenCC:
    return OpenCC(conversion)
