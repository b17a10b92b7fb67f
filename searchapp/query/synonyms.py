"""Other words for the same thing: the package's list, and one of a person's own.

A line is a group: texts between `=` mean the same, what stands between `~` is close in meaning.
`=` binds closer: of 甲 = 乙 ~ 丙, 甲 and 乙 are the same, and both are close to 丙. `#` begins a
comment. A text may be in several groups; two groups are not joined by it.

What is the same may widen what is a hit, since whoever asks for one would ask for the other. What
is close leads to related paragraphs only. Both hold in both directions: who types the short form
wants the long one as much as the other way round.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path

from searchapp.query.known_texts import KnownTexts
from searchapp.query.tree import Expansion
from searchapp.text.fold import comparable
from searchapp.text.lines import parsed_lines

_PACKAGED = Path(__file__).parent / "synonyms.txt"
_MOST = 8
"""Other words for one query text. Of 30 judged queries four have more than eight; with 6, 8 or all
of them nDCG@10 is the same, and every one of them takes time."""
# 学前教育法 is the name of one law, whatever else 学前教育 is called; 方法 and 办法 are no laws.
_NAMED_LAW = re.compile("(?<![方办做想看说书语用])法$|条例$")


Group = Sequence[Sequence[str]]
"""Sets of texts as they were written: those of one set mean the same, all of them are close."""


class Synonyms:
    """What is the same as, and what is close to, the texts of some groups.

    Texts are taken and given as comparable ones; `written` is how one of them was written.
    """

    def __init__(self, groups: Iterable[Group]) -> None:
        self.written: dict[str, str] = {}
        self._same: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._other: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for group in groups:
            sets = [{comparable(text): text for text in one} for one in group]
            for one in sets:
                self.written = one | self.written
                for text in one:
                    self._same[text] |= dict.fromkeys(one)
                    self._other[text] |= dict.fromkeys(chain.from_iterable(sets))
        self._known = KnownTexts(self._other)

    def same(self, text: str) -> tuple[str, ...]:
        """The texts that mean the same as this one; none if it is not in any group."""
        return tuple(one for one in self._same.get(text, ()) if one != text)

    def expansions(self, texts: Sequence[str]) -> tuple[Expansion, ...]:
        """Other words for what the texts of a query name, wherever in them they name it.

        The nearest of each thing come first, and things take turns. Names of laws are left alone.
        A long paraphrase says little with each of its characters: its share is that of the length
        of what it stands for. One of which part is enough to find it is not given.
        """
        known = dict.fromkeys(
            phrase
            for text in texts
            if not _NAMED_LAW.search(text)
            for phrase in self._known.within(text)
        )
        columns = [list(self._expansions(phrase, texts)) for phrase in known]
        shares: dict[str, float] = {}
        for one in chain.from_iterable(zip_longest(*columns)):
            if one and (one.text in shares or len(shares) < _MOST):
                shares[one.text] = max(one.share, shares.get(one.text, 0))
        return tuple(Expansion(*one) for one in shares.items())

    def reworded(self, text: str) -> Iterator[str]:
        """The text with other words for something that it names, the nearest of each first."""
        named = () if _NAMED_LAW.search(text) else self._known.within(text)
        for phrase in named:
            for other, _ in self._expansions(phrase, (text,)):
                yield text.replace(phrase, other)

    def _expansions(self, phrase: str, texts: Sequence[str]) -> Iterator[Expansion]:
        for other in self._same[phrase] | self._other[phrase]:
            if not any(other in text for text in texts):
                yield Expansion(other, min(1, len(phrase) / len(other)))


@cache
def synonyms(own: Path | None) -> Synonyms:
    """The packaged synonyms and those of a file of one's own, read once.

    Raises `UnreadableFile` with every line that is not right.
    """
    files = (_PACKAGED, own) if own else (_PACKAGED,)
    return Synonyms(chain.from_iterable(map(read_groups, files)))


def read_groups(path: Path) -> list[Group]:
    """The groups of a file; raises `UnreadableFile` with every line that is not right."""
    return parsed_lines(path, "同义词文件", _group)


def _group(line: str) -> Group:
    """The group of a line; raises `ValueError` with what is wrong with it."""
    sets = [[text.strip() for text in one.split("=")] for one in line.split("~")]
    written = list(chain.from_iterable(sets))
    if len(written) < 2:
        raise ValueError("应为用 = 或 ~ 隔开的两个或更多的词")
    seen: set[str] = set()
    for text in written:
        compared = comparable(text)
        if len(compared) < 2:
            raise ValueError(f"“{text}”不足两个字" if text else "= 和 ~ 的两边都要有词")
        if compared in seen:
            raise ValueError(f"“{text}”写了两次")
        seen.add(compared)
    return sets
