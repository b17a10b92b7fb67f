"""Known texts that stand in another text without cutting its words: not 国小 in 中国小学."""

from collections.abc import Collection
from itertools import chain, repeat

from searchapp.text.words import cut

_CERTAIN = 4


class KnownTexts:
    """Comparable texts of two or more characters that are looked for together."""

    def __init__(self, texts: Collection[str]) -> None:
        self._texts = frozenset(texts)
        self._heads = frozenset(text[:2] for text in texts)
        self._longest = max(map(len, texts), default=0)

    def within(self, text: str) -> list[str]:
        """Those that stand in a comparable text, in order, the longest at each place, each once.

        Both edges are those of words, or both are inside one word; four characters and more are
        not found by chance, whatever words they are cut into (打工 子弟学校).
        """
        found: dict[str, None] = {}
        pieces: list[int] = []
        place = 0
        while place < len(text) - 1:
            known = self._longest_at(text, place) if text[place : place + 2] in self._heads else 0
            if known:
                pieces = pieces or _pieces(text)
                if known >= _CERTAIN or _is_whole(pieces, place, place + known):
                    found[text[place : place + known]] = None
                    place += known
                    continue
            place += 1
        return list(found)

    def _longest_at(self, text: str, place: int) -> int:
        """The length of the longest of them that begins here; 0 if none does."""
        for length in range(min(self._longest, len(text) - place), 1, -1):
            if text[place : place + length] in self._texts:
                return length
        return 0


def _pieces(text: str) -> list[int]:
    """For each character the number of the word it is in."""
    return list(chain.from_iterable(repeat(n, len(one)) for n, one in enumerate(cut(text))))


def _is_whole(pieces: list[int], start: int, end: int) -> bool:
    first, last = pieces[start], pieces[end - 1]
    begins = start == 0 or pieces[start - 1] != first
    ends = end == len(pieces) or pieces[end] != last
    return first == last or (begins and ends)
