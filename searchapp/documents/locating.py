"""Which region a text is about: every place it names is a vote, weighed by where it stands.

A place in the title, in a line above the text or in the name of an organisation that acts in the
first sentences says where the document belongs; places further down are often mere examples.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from searchapp.documents.places import NATION, Path, common_path, places
from searchapp.documents.vocabulary import vocabulary
from searchapp.text.fold import fold

_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:省|市|县|区)?(?:教育|教体|教科|教委|人民政府|政府|党委|市委|区委|县委|省委|人大|人民代表大会|政协|"
    r"第?[一二三四五六七八九十\d]{1,3}[中小初高]|[一二三四五六七八九十实外附师]+(?:中|小|高|初)|中学|小学|幼儿园|学校|高中|职校|实验|外国语)"
)
_MEETING = re.compile(
    r"[\d年度第一二三四五六七八九十届次全]{0,14}[\u4e00-\u9fff]{0,14}?(?:会议|大会|工作会)"
)
_TELEGRAM = re.compile(r"\d{0,2}月?\d{1,2}日[电讯]")
_ELSEWHERE = re.compile(
    r"(?:学习|远学|近学|借鉴|对标|赴|考察|前往|参观|支援|帮扶|结对|学|与|同|和|从|自|来自)$"
)
# Other words that begin where a short name ends: 隆重庆祝, 初中卫生, 传承德育, 创新乡村.
_SPLIT_WORD = re.compile(
    "[重安大]庆[祝典贺]|中卫[生星]|[承常建]德[育行]|新乡[村镇土贤风]|固原[有来则本创]|自贡献|.阳[光台性]|"
    "开封[闭存]|保定[期点量向]|大连[续接锁片]|四平[方台]|海东部|丽江[南苏西河]|上海[量外拔]|来宾"
)
_NATIONAL = re.compile(
    r"^(?:.{0,6}中国)?(?:教育部|国务院|中共中央|全国人大|国家)|全国[^,。]{0,14}(?:会议|大会)|^全国"
)
_OURS = re.compile(r"[我全](省|市|区|县|州|旗)")
_SITE = re.compile(r"学校|中学|小学|大学|学院|政府|教育局|教育厅|教委|教体局|委员会|幼儿园")
_LEAD = 400
_STRONG = 3.0
"""Votes of this weight are about the document itself."""


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    paths: tuple[Path, ...]
    full: bool

    @property
    def in_city(self) -> bool:
        """Whether it can only be a county or a district."""
        return _in_city(self.paths)


@dataclass(frozen=True, slots=True)
class _Vote:
    paths: tuple[Path, ...]
    weight: float
    words: str


def locate(
    title: str, above: Iterable[str], site: str | None, texts: list[str]
) -> tuple[str, str] | None:
    """The region's path and the words that settle it, or None where the text leaves it open.

    All folded: the title, the lines above the text, the name of the page's own site if it has one,
    and the paragraphs.
    """
    if actor := _actor(title):
        return actor
    body = "\n".join(texts)
    votes = [*_votes(title, 10, 8, 3), *(v for line in above for v in _votes(line, 8, 6, 2))]
    at_top = bool(votes)
    if site and _SITE.search(site):
        votes += _votes(site, 6, 5, 2)
    if not at_top and _NATIONAL.search(title):
        return NATION, title
    votes += _votes(body[:_LEAD], 2, 1, 0)
    strong = [vote for vote in votes if vote.weight >= _STRONG]
    if strong:
        return _settled(votes + _votes(body[_LEAD:], 0.5, 0.2, 0))
    if _NATIONAL.search(body[:40]):
        return NATION, body[:40]
    return _implied(title, body)


def _actor(title: str) -> tuple[str, str] | None:
    """The place that a title begins with as the one who acts: 河南：课程可通过暑假弥补."""
    name, colon, _ = title.partition(":")
    for mention in _mentions(name, counties=False):
        path = common_path(mention.paths)
        if colon and path and (mention.start, mention.end) == (0, len(name)):
            return "/".join(path), name
    return None


def _votes(text: str, full: float, short: float, county: float) -> list[_Vote]:
    """The places that a text names; that of an organisation weighs more, a telegram's hardly.

    `full`, `short` and `county` are the weights of a full name, of a short one, and of a county's
    short one, which is the least certain; 0 leaves them out.
    """
    votes = []
    for mention in _mentions(text, counties=county > 0):
        weight = full if mention.full else county if mention.in_city else short
        if not weight or _ELSEWHERE.search(text[max(0, mention.start - 4) : mention.start]):
            continue
        after = text[mention.end : mention.end + 40]
        if mention.in_city and not mention.full and not _ORGANISATION.match(after):
            continue
        if _TELEGRAM.match(after):
            weight = 0.1
        elif _ORGANISATION.match(after) or (mention.full and _MEETING.match(after)):
            weight += 1 + weight if full >= 1 else 0.5
        organisation = _ORGANISATION.match(after)
        words = text[mention.start : mention.end + (organisation.end() if organisation else 0)]
        votes.append(_Vote(mention.paths, weight, words))
    return votes


def _settled(votes: list[_Vote]) -> tuple[str, str] | None:
    """Go down from the nation as long as one part of it holds most of the votes."""
    votes = _unambiguous(votes)
    path: Path = ()
    words = ""
    while True:
        deeper = [vote for vote in votes if len(vote.paths[0]) > len(path) and _below(vote, path)]
        weights: dict[str, float] = defaultdict(float)
        for vote in deeper:
            weights[vote.paths[0][len(path)]] += vote.weight
        best = max(weights, key=lambda name: weights[name], default=None)
        here = sum(vote.weight for vote in votes if vote.paths[0] == path)
        if best is None or weights[best] < max(0.6 * sum(weights.values()), 0.25 * here):
            break
        child = (*path, best)
        supporting = [vote for vote in deeper if _below(vote, child)]
        strongest = max(supporting, key=lambda vote: vote.weight)
        if strongest.weight < _STRONG:
            break
        path, words = child, strongest.words
    return ("/".join(path), words) if path else None


def _implied(title: str, body: str) -> tuple[str, str] | None:
    """The region of a text that never says whose it is, from the places it takes for granted."""
    votes = _unambiguous(_votes(body, 1, 0.3, 0))
    ours = _OURS.search(title) or _OURS.search(body)
    depth = {"省": 1, "市": 2, "州": 2}.get(ours[1], 3) if ours else 0
    path: Path = ()
    while len(path) < depth:
        deeper = [vote for vote in votes if len(vote.paths[0]) > len(path) and _below(vote, path)]
        weights: dict[str, float] = defaultdict(float)
        for vote in deeper:
            weights[vote.paths[0][len(path)]] += vote.weight
        best = max(weights, key=lambda name: weights[name], default=None)
        if best is None or weights[best] < max(2.0, 0.75 * sum(weights.values())):
            break
        path = (*path, best)
    if len(path) > 1 or (path and depth == 1):
        return "/".join(path), "、".join(dict.fromkeys(v.words for v in votes if _below(v, path)))
    return _by_counties(body) or (_only_place(body) if ours else None)


def _by_counties(body: str) -> tuple[str, str] | None:
    """A city of which three counties are named by short names, and of no other city so many.

    Two may be examples or common words; three of one city are that city speaking of its own.
    """
    cities: dict[Path, list[str]] = defaultdict(list)
    for mention in _mentions(body, counties=True):
        if len(mention.paths) == 1 and mention.in_city:
            name = body[mention.start : mention.end]
            if name not in cities[mention.paths[0][:2]]:
                cities[mention.paths[0][:2]].append(name)
    city = max(cities, key=lambda path: len(cities[path]), default=None)
    if city is None or len(cities[city]) < 3:
        return None
    if any(3 * len(names) > len(cities[city]) for path, names in cities.items() if path != city):
        return None
    return "/".join(city), "、".join(cities[city])


def _only_place(body: str) -> tuple[str, str] | None:
    """The one place that a text about its own district names at all."""
    found = {common_path(mention.paths): mention for mention in _mentions(body, counties=False)}
    if len(found) != 1:
        return None
    path, mention = found.popitem()
    if not path or _ELSEWHERE.search(body[: mention.start]):
        return None
    return "/".join(path), body[mention.start : mention.end + 4]


def _unambiguous(votes: list[_Vote]) -> list[_Vote]:
    """Each vote for one place: where a name has several, the one that the other votes speak for."""
    certain = [vote for vote in votes if len(vote.paths) == 1]
    resolved = []
    for vote in votes:
        if len(vote.paths) == 1:
            resolved.append(vote)
            continue
        support = {path: _support(path, certain) for path in vote.paths}
        best = max(support.values())
        likely = [path for path in vote.paths if support[path] == best]
        path = likely[0] if best and len(likely) == 1 else common_path(likely)
        if path:
            resolved.append(_Vote((path,), vote.weight, vote.words))
    return resolved


def _support(path: Path, certain: list[_Vote]) -> float:
    """How much of the votes speaks for the province, and again for the city, of a place."""
    return sum(
        vote.weight * len(common_path((path, vote.paths[0])))
        for vote in certain
        if vote.paths[0][0] == path[0]
    )


def _below(vote: _Vote, path: Path) -> bool:
    return vote.paths[0][: len(path)] == path


def _mentions(text: str, *, counties: bool) -> Iterator[_Mention]:
    """The places that folded text names, the longest name at each position, in order.

    Short names of counties, which are the least certain, are looked for only on demand: the 成安 of
    建成安阳 would hide 安阳.
    """
    names, heads, longest = _names(counties=counties)
    position = 0
    while position < len(text) - 1:
        if text[position : position + 2] not in heads:
            position += 1
            continue
        for length in range(min(longest, len(text) - position), 1, -1):
            found = names.get(text[position : position + length])
            if found and (found[1] or not _SPLIT_WORD.match(text, position)):
                yield _Mention(position, position + length, *found)
                position += length
                break
        else:
            position += 1


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


def _in_city(paths: tuple[Path, ...]) -> bool:
    return all(len(path) > 2 or re.search("(?<!地)[区县旗]$", path[-1]) for path in paths)
