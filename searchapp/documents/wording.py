"""Back from folded words to the words as the page has them."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from searchapp.text.fold import fold


def folded_lines(lines: Sequence[str]) -> list[str]:
    """Each line folded; all at once, which costs less than one by one."""
    folded = fold("".join(lines))
    ends = [0, *accumulate(map(len, lines))]
    return [folded[start:end] for start, end in pairwise(ends)]


class Wording:
    """The texts of a page, in which folded words are looked up."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._folded: list[str] = []

    def as_written(self, folded: str) -> str:
        """The first place that folds to these words, blanks aside, or else the words."""
        for number, text in enumerate(self._texts):
            if number == len(self._folded):
                self._folded.append(fold(text))
            start = self._folded[number].find(folded)
            if start >= 0:
                return text[start : start + len(folded)]
        wanted = folded.replace(" ", "")
        for text in self._texts:
            squeezed = "".join(text.split())
            start = fold(squeezed).find(wanted)
            if start >= 0:
                return squeezed[start : start + len(wanted)]
        return folded
