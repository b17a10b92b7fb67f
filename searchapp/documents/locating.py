"""Which region a text is about: every place it names is a vote, weighed by where it stands.

A place in the title, in a line above the text or in the name of an organisation that acts in the
first sentences says where the document belongs; places further down are often mere examples.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from searchapp.documents.implied import (
    MINISTRY_ACTS,
    NATIONAL,
    OURS,
    implied,
    mainland,
    special_region,
    taiwan,
)
from searchapp.documents.place_mentions import place_mentions
from searchapp.documents.places import NATION, Path, common_path
from searchapp.documents.votes import STRONG, Vote, away, settled, votes_in

_SITE = re.compile(
    r"学校|中学|小学|大学|学院|政府|教育局|教育厅|教委|教体局|委员会|幼儿园|教育(?:网|在线|发布|信息网|云)?$|发布$"
)
# Who signs a text with a national office speaks for the nation.
_NATIONAL_OFFICE = re.compile(
    r"^(?:国务院|国家主席|中共中央|教育部|国家教委)[^,。]{0,24}?(?:总理|主席|书记|部长|委员|主任|司长)|"
    r"全国人民代表大会(?!代表)"
)
_WHOLE = re.compile(r"[全我](省|市|州)")
_LEAD = 400


@dataclass(frozen=True, slots=True)
class Located:
    """`path` as in `Document.region`, the words that settle it, how sure that is (0 to 1), and in
    words where the text itself speaks for another region.
    """

    path: str
    words: str
    confidence: float
    disagreement: str | None = None


def locate(
    title: str,
    above: Iterable[str],
    sites: Iterable[str],
    texts: list[str],
    *,
    traditional: bool = False,
) -> Located | None:
    """The region of a text, or None where the text leaves it open.

    All folded, people's names blotted out: the title, the lines above the text, the names of the
    page's own site and source, and the paragraphs; `traditional` is the script they were in.
    """
    above, sites = list(above), list(sites)
    body = "\n".join(texts)
    if actor := _actor(title):
        return actor
    top = [*votes_in(title, 10, 8, 3), *(v for line in above for v in votes_in(line, 8, 6, 2))]
    site = [vote for name in sites if _SITE.search(name) for vote in votes_in(name, 6, 5, 3)]
    if not top and (words := _of_the_nation(title, above)):
        return _nation(words, [title, *above, body], traditional=traditional)
    lead = votes_in(body[:_LEAD], 2, 1, 0)
    if not top:
        lead = _no_deeper(lead, title)
    visited = away(title)
    lead = [vote for vote in lead if not any(vote.below(path) for path in visited)]
    if any(vote.weight >= STRONG for vote in (*top, *site, *lead)):
        found = settled([*top, *site, *lead, *votes_in(body[_LEAD:], 0.5, 0.2, 0)])
        if found is None:
            return None
        confidence = 0.97 if top else 0.94 if site else 0.92
        return Located("/".join(found[0]), found[1], confidence, _rival(found[0], top, lead))
    return _by_its_bodies(title, [*above, *sites], body, traditional=traditional)


def _by_its_bodies(title: str, lines: list[str], body: str, *, traditional: bool) -> Located | None:
    """The region of a text that names none strongly: by bodies that it calls its own."""
    texts = [title, *lines, body]
    acts = NATIONAL.search(body[:40]) or MINISTRY_ACTS.search(body[:_LEAD])
    if acts and not OURS.search(title + body[:_LEAD]):
        return _nation(acts[0].strip("\n。,)"), texts, traditional=traditional)
    # A national report speaks of Hong Kong too.
    own = traditional or not any(map(mainland, texts))
    if own and (special := special_region("\n".join(texts))):
        return Located("/".join(special[0]), special[1], 0.9)
    guess = implied(title, body)
    return Located("/".join(guess[0]), guess[1], guess[2]) if guess else None


def _actor(title: str) -> Located | None:
    """The place that a title begins with as the one who acts: 河南：课程可通过暑假弥补."""
    name, colon, behind = title.partition(":")
    rest = votes_in(behind, 1, 1, 0)
    for mention in place_mentions(name, counties=False):
        path = common_path(mention.paths)
        deeper = any(len(one.paths[0]) > len(path) and one.below(path) for one in rest)
        if colon and path and not deeper and (mention.start, mention.end) == (0, len(name)):
            return Located("/".join(path), name, 0.95)
    return None


def _of_the_nation(title: str, above: list[str]) -> str | None:
    if NATIONAL.search(title):
        return title
    return next((line for line in above if _NATIONAL_OFFICE.search(line.strip("()—- "))), None)


def _nation(words: str, texts: list[str], *, traditional: bool) -> Located | None:
    """The nation, unless its ministries are those of Taiwan or may be."""
    if own := next((found for text in texts if (found := taiwan(text))), None):
        return Located("台湾省", own, 0.85)
    if traditional and not any(map(mainland, texts)):
        return None
    return Located(NATION, words, 0.93)


def _no_deeper(votes: list[Vote], title: str) -> list[Vote]:
    """The votes of a text whose title says 全省 or 全市: of that level, wherever the meeting was.

    A city may be one of a county's level: 全市 of 昆山市 is no more than it.
    """
    whole = _WHOLE.search(title)
    if not whole:
        return votes
    depth = 1 if whole[1] == "省" else 2

    def cut(path: Path) -> Path:
        return path if depth == 2 and path[-1].endswith("市") else path[:depth]

    return [replace(vote, paths=tuple(dict.fromkeys(map(cut, vote.paths)))) for vote in votes]


def _rival(path: Path, top: list[Vote], lead: list[Vote]) -> str | None:
    """What the first sentences say, where it is neither the region found nor a part of it."""
    other = settled(lead) if top else None
    if other is None or common_path((path, other[0])) in (path, other[0]):
        return None
    return f"标题或标题下的地区为{'/'.join(path)}，正文开头为{'/'.join(other[0])}（{other[1]}）"
