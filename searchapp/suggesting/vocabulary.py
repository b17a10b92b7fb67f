"""The words of an index by their sound: what may be meant by somebody who typed another one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from weakref import WeakKeyDictionary

from searchapp.engine.contract import Snapshot
from searchapp.text.fold import fold
from searchapp.text.pinyin import sounds

SHORTEST, LONGEST = 2, 4
"""Characters of the words that are looked at: a single one sounds like dozens of others."""
# A snapshot never changes; its words are gathered when a search first finds nothing.
_vocabularies: "WeakKeyDictionary[Snapshot, Vocabulary]" = WeakKeyDictionary()


class Vocabulary:
    """Words of two to four Chinese characters, and how many rows have each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts: dict[str, int] = {}
        self._by_sound: defaultdict[str, list[str]] = defaultdict(list)
        for word, count in counts.items():
            if not SHORTEST <= len(word) <= LONGEST:
                continue
            spoken = sounds(word)
            if spoken:
                self.counts[word] = count
            for sound in spoken:
                self._by_sound[sound].append(word)

    def meant(self, text: str) -> Iterator[str]:
        """Other words that sound like a text, or look like it but for one character."""
        for sound in sounds(text):
            yield from self._by_sound.get(sound, ())
        for place, character in enumerate(text):
            for other in _lookalikes().get(character, ""):
                word = text[:place] + other + text[place + 1 :]
                if word in self.counts:
                    yield word


def vocabulary(snapshot: Snapshot) -> Vocabulary:
    """The words of a snapshot, gathered once."""
    found = _vocabularies.get(snapshot)
    if found is None:
        found = _vocabularies[snapshot] = Vocabulary(snapshot.words())
    return found


@cache
def _lookalikes() -> Mapping[str, str]:
    """Character -> those it is taken for, in folded characters."""
    text = resources.files("searchapp.suggesting").joinpath("lookalikes.txt").read_text("utf-8")
    lines = [one for one in text.splitlines() if not one.startswith("#")]
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for group in fold(" ".join(lines)).split():
        for one in group:
            found[one] |= dict.fromkeys(other for other in group if other != one)
    return {one: "".join(others) for one, others in found.items()}
