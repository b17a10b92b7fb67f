"""Where a text names places. Works on folded text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import add

from searchapp.documents.places import Path, places
from searchapp.documents.vocabulary import vocabulary
from searchapp.text.fold import fold

# Other words that begin where a short name ends: 隆重庆祝, 初中卫生, 传承德育, 创新乡村.
_SPLIT_WORD = re.compile(
    "[重安大]庆[祝典贺]|中卫[生星]|[承常建]德[育行]|新乡[村镇土贤风]|固原[有来则本创]|自贡献|.阳[光台性]|"
    "开封[闭存]|保定[期点量向]|大连[续接锁片]|四平[方台]|海东部|丽江[南苏西河]|上海[量外拔]|来宾[们、,:!客席]"
)
# A full name that goes on is another word: 城东区域.
_GOES_ON = "域"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name at `start:end` and the regions it may mean; `full` if it is an official one."""

    start: int
    end: int
    paths: tuple[Path, ...]
    full: bool

    @property
    def in_city(self) -> bool:
        """Whether it can only be a county or a district."""
        return _in_city(self.paths)


def place_mentions(text: str, *, counties: bool) -> Iterator[PlaceMention]:
    """The places that folded text names, the longest name at each position, in order.

    Short names of counties, which are the least certain, are looked for only on demand: the 成安 of
    建成安阳 would hide 安阳.
    """
    names, heads, longest = _names(counties=counties)
    end = 0
    pairs = map(add, text, text[1:])
    for position in [n for n, pair in enumerate(pairs) if pair in heads]:
        if position < end:
            continue
        for length in range(min(longest, len(text) - position), 1, -1):
            behind = position + length
            found = names.get(text[position:behind])
            if not found or text[behind : behind + 1] == _GOES_ON:
                continue
            if found[1] or not _SPLIT_WORD.match(text, position):
                yield PlaceMention(position, behind, *found)
                end = behind
                break


@cache
def _names(
    *, counties: bool
) -> tuple[dict[str, tuple[tuple[Path, ...], bool]], frozenset[str], int]:
    """Folded name -> (paths, whether it is full); the first two characters of all; the longest."""
    table = places()
    short = {
        fold(name): (paths, False)
        for name, paths in table.short.items()
        if name not in vocabulary("not_short_places") and (counties or not _in_city(paths))
    }
    full = {
        fold(name): (paths, True)
        for name, paths in table.full.items()
        if name not in vocabulary("not_places")
    }
    names = {**short, **full}
    return names, frozenset(name[:2] for name in names), max(map(len, names))


@cache
def _in_city(paths: tuple[Path, ...]) -> bool:
    return all(
        len(path) > 2 or (len(path) == 2 and re.search("(?<!地)[区县旗]$", path[1]))
        for path in paths
    )
