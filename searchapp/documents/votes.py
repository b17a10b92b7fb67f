"""Places as votes for the region that a text is about, and how they are counted."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from searchapp.documents.place_mentions import PlaceMention, place_mentions
from searchapp.documents.places import Path, common_path

_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:省|市|县|区)?(?:教育|教体|教科|教委|人民政府|政府|党委|市委|区委|县委|省委|人大|人民代表大会|政协|"
    r"第?[一二三四五六七八九十\d]{1,3}[中小初高]|[一二三四五六七八九十实外附师]+(?:中|小|高|初)|中学|小学|幼儿园|学校|高中|职校|实验|外国语)"
)
_MEETING = re.compile(
    r"[\d年度第一二三四五六七八九十届次全]{0,14}[\u4e00-\u9fff]{0,14}?(?:会议|大会|工作会)"
)
_TELEGRAM = re.compile(r"\d{0,2}月?\d{1,2}日[电讯]")
_ELSEWHERE = re.compile(
    r"(?:学习|远学|近学|借鉴|对标|赴|考察|前往|参观|支援|帮扶|结对|学|与|同|和|从|自|来自|以|如|像|譬如|例如|比如)$"
)
# One of several that are listed is an example: 上海、深圳等地, 以上海为例. A list of offices is no
# such list.
_LISTING = re.compile(r"(?:[\u4e00-\u9fff]{0,10}[^长记任员\W])?、")
_AND_OTHERS = re.compile(r"[\u4e00-\u9fff]{0,8}等(?:\d|[一二三四五六七八九十几多地省市区县])|为例")
_EXAMPLE = 0.1
STRONG = 3.0
"""Votes of this weight are about the document itself."""


@dataclass(frozen=True, slots=True)
class Vote:
    """The regions that a name may mean, what it counts, and the words of the text."""

    paths: tuple[Path, ...]
    weight: float
    words: str

    def below(self, path: Path) -> bool:
        """Whether it speaks for this region or a part of it."""
        return self.paths[0][: len(path)] == path


def votes_in(text: str, full: float, short: float, county: float) -> list[Vote]:
    """The places that a text names; that of an organisation weighs more, a telegram's hardly.

    `full`, `short` and `county` are the weights of a full name, of a short one, and of a county's
    short one, which is the least certain; 0 leaves them out.
    """
    votes = []
    mentions = list(place_mentions(text, counties=county > 0))
    listed = _listed(text, mentions)
    for mention in mentions:
        weight = full if mention.full else county if mention.in_city else short
        before = text[max(0, mention.start - 4) : mention.start]
        if not weight or _ELSEWHERE.search(before):
            continue
        after = text[mention.end : mention.end + 40]
        organisation = _ORGANISATION.match(after)
        if mention.in_city and not mention.full and not organisation:
            continue
        if _TELEGRAM.match(after):
            weight = _EXAMPLE
        elif mention.start in listed:
            weight *= _EXAMPLE
        elif organisation or (mention.full and _MEETING.match(after)):
            weight += 1 + weight if full >= 1 else 0.5
        words = text[mention.start : mention.end + (organisation.end() if organisation else 0)]
        votes.append(Vote(mention.paths, weight, words))
    return votes


def _listed(text: str, mentions: list[PlaceMention]) -> set[int]:
    """Where the mentions begin that are parts of a list; 深圳市南山区 is one part of it."""
    listed: set[int] = set()
    part: list[int] = []
    for mention, following in zip(mentions, [*mentions[1:], None], strict=False):
        part.append(mention.start)
        if following and following.start == mention.end:
            continue
        between = text[mention.end : following.start] if following else ""
        goes_on = _LISTING.fullmatch(between) is not None
        if goes_on or _AND_OTHERS.match(text, mention.end):
            listed.update(part)
        part = []
        if goes_on and following:
            listed.add(following.start)
    return _whole_parts(listed, mentions)


def _whole_parts(listed: set[int], mentions: list[PlaceMention]) -> set[int]:
    """With the first name of a part, those that follow it directly."""
    for mention, following in pairwise(mentions):
        if mention.start in listed and following.start == mention.end:
            listed.add(following.start)
    return listed


def away(text: str) -> list[Path]:
    """The regions that a text says it looks at from elsewhere: 赴上海考察."""
    return [
        path
        for mention in place_mentions(text, counties=False)
        if _ELSEWHERE.search(text[max(0, mention.start - 4) : mention.start])
        for path in mention.paths
    ]


def settled(votes: list[Vote]) -> tuple[Path, str] | None:
    """Go down from the nation as long as one part of it holds most of the votes."""
    votes = unambiguous(votes)
    path: Path = ()
    words = ""
    while True:
        deeper = [vote for vote in votes if len(vote.paths[0]) > len(path) and vote.below(path)]
        best, weight, total = leading(deeper, len(path))
        here = sum(vote.weight for vote in votes if vote.paths[0] == path)
        if best is None or weight < max(0.6 * total, 0.25 * here):
            break
        child = (*path, best)
        strongest = max((one for one in deeper if one.below(child)), key=lambda one: one.weight)
        if strongest.weight < STRONG:
            break
        path, words = child, strongest.words
    return (path, words) if path else None


def leading(votes: list[Vote], depth: int) -> tuple[str | None, float, float]:
    """The name at this depth with most votes, its votes, and those of all."""
    weights: dict[str, float] = defaultdict(float)
    for vote in votes:
        weights[vote.paths[0][depth]] += vote.weight
    best = max(weights, key=lambda name: weights[name], default=None)
    return best, weights[best] if best else 0.0, sum(weights.values())


def unambiguous(votes: list[Vote]) -> list[Vote]:
    """Each vote for one place: where a name has several, the one that the other votes speak for."""
    weights: dict[Path, float] = defaultdict(float)
    for vote in votes:
        if len(vote.paths) == 1:
            weights[vote.paths[0]] += vote.weight
    meant = {paths: _meant(paths, weights) for paths in {vote.paths for vote in votes}}
    return [replace(vote, paths=(path,)) for vote in votes if (path := meant[vote.paths])]


def _meant(paths: tuple[Path, ...], weights: Mapping[Path, float]) -> Path:
    """The one of several regions that most speaks for, or what they share; () for nothing."""
    if len(paths) == 1:
        return paths[0]
    support = {path: _support(path, weights) for path in paths}
    best = max(support.values())
    likely = [path for path in paths if support[path] == best]
    return likely[0] if best and len(likely) == 1 else common_path(likely)


def _support(path: Path, weights: Mapping[Path, float]) -> float:
    """How much of the votes speaks for the province, and again for the city, of a place."""
    return sum(
        weight * len(common_path((path, other)))
        for other, weight in weights.items()
        if other[0] == path[0]
    )
