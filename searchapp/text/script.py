"""Which script a text is in, and the text in simplified characters."""

from functools import cache
from importlib import resources
from typing import Literal

from opencc import OpenCC


def script_of(text: str) -> Literal["Hans", "Hant"] | None:
    """The script that has more characters of its own in the text; None where neither has."""
    characters = set(text)
    simplified = sum(text.count(one) for one in characters & _always_changed("STCharacters"))
    traditional = sum(text.count(one) for one in characters & _always_changed("TSCharacters"))
    if simplified == traditional:
        return None
    return "Hans" if simplified > traditional else "Hant"


def to_simplified(text: str) -> str:
    """The text in simplified characters; of the same length."""
    if _ever_changed().isdisjoint(text):
        return text  # OpenCC changes no word in which no character can change
    return str(_simplifier().convert(text))


@cache
def _always_changed(table: str) -> frozenset[str]:
    """The characters that a table of OpenCC always changes: those of one script alone."""
    return frozenset(one for one, others in _rows(table) if one not in others)


@cache
def _ever_changed() -> frozenset[str]:
    """The characters that OpenCC changes in some traditional word."""
    return frozenset(
        before
        for table in ("TSCharacters", "TSPhrases")
        for word, others in _rows(table)
        for before, after in zip(word * len(others), "".join(others), strict=False)
        if before != after
    )


def _rows(table: str) -> list[tuple[str, list[str]]]:
    """(character, its counterparts) for each line of a table."""
    content = (resources.files("opencc") / "dictionary" / f"{table}.txt").read_text("utf-8")
    rows = (line.split("\t") for line in content.splitlines() if line)
    return [(one, others.split()) for one, others in rows]


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
