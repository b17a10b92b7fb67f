"""A text with other characters for those that may have been mistyped or misread."""

from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.suggesting.vocabulary import LONGEST, SHORTEST, Vocabulary
from searchapp.text.words import cut

_LOOKED_AT = 40
"""Characters of a text in which mistakes are looked for."""


@dataclass(frozen=True, slots=True)
class _Mistake:
    """Another word in the place of some characters from `start` on.

    `known` is how many rows have what stands there now as a word, `count` how many the other word;
    `doubtful` how many of the characters are in no word of the index that stands in the text.
    """

    start: int
    word: str
    known: int
    count: int
    doubtful: int

    @property
    def end(self) -> int:
        return self.start + len(self.word)


def corrections(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Comparable texts that may be meant, likeliest first; never the text itself.

    A mistake is likelier the more of it belongs to no word of the index, then in a longer word, and
    then for a word that is frequent. The first correction mends all doubtful places at once.
    """
    mistakes = sorted(
        _mistakes(text[:_LOOKED_AT], vocabulary),
        key=lambda one: (-one.doubtful / len(one.word), -len(one.word), -one.count, one.start),
    )
    mended = _mended(text, [one for one in mistakes if one.doubtful])
    found = (f"{text[: one.start]}{one.word}{text[one.end :]}" for one in mistakes)
    yield from (one for one in dict.fromkeys((mended, *found)) if one != text)


def _mistakes(text: str, vocabulary: Vocabulary) -> Iterator[_Mistake]:
    """What may be mistaken: something doubtful, or a word for a more frequent one."""
    doubts = [
        len(piece) < SHORTEST or piece not in vocabulary.counts
        for piece in cut(text)
        for _ in piece
    ]
    for length in range(SHORTEST, LONGEST + 1):
        for start in range(len(text) - length + 1):
            now = text[start : start + length]
            known = vocabulary.counts.get(now, 0)
            doubtful = sum(doubts[start : start + length])
            if not (doubtful or known):
                continue  # the end of a word and the beginning of the next
            for word in dict.fromkeys(vocabulary.meant(now)):
                count = vocabulary.counts[word]
                if word != now and count > known:
                    yield _Mistake(start, word, known, count, doubtful)


def _mended(text: str, mistakes: list[_Mistake]) -> str:
    """The text with each mistake that does not overlap a likelier one put right."""
    chosen: list[_Mistake] = []
    for one in mistakes:
        if all(one.end <= other.start or other.end <= one.start for other in chosen):
            chosen.append(one)
    for one in chosen:
        text = f"{text[: one.start]}{one.word}{text[one.end :]}"
    return text
