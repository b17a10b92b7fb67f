"""Lists of words that rules need, one file a list: words between blanks, `#` begins a comment."""

from functools import cache
from importlib import resources


@cache
def vocabulary(name: str) -> frozenset[str]:
    """The words of a list."""
    content = (resources.files(__name__) / f"{name}.txt").read_text("utf-8")
    lines = (line for line in content.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
