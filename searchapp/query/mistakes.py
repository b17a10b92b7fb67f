"""What is wrong in a query text, where, and how it might be put right."""

from searchapp.languages import gettext


class Mistake(Exception):
    """A query text cannot be understood at `start`.

    `repair` in the place of the characters from `start` to `end` might be what was meant.
    """

    def __init__(self, message: str, start: int, end: int, repair: str = "") -> None:
        super().__init__(message)
        self.start = start
        self.end = end
        self.repair = repair


def from_character(start: int, problem: str) -> str:
    """A message about what begins at a place of a query text."""
    return gettext("第 %(place)s 个字符起：%(problem)s", place=start + 1, problem=problem)
