"""The region of a text that never says whose it is, from what it takes for granted. Folded text."""

import re
from collections import defaultdict

from searchapp.documents.place_mentions import place_mentions
from searchapp.documents.places import NATION, Path, common_path
from searchapp.documents.votes import leading, unambiguous, votes_in

OURS = re.compile(r"[我全](省|市|区|县|州|旗)")
_AWAY = re.compile(r"(?:学习|借鉴|对标|赴|考察|前往|参观|支援|学|与|同|和|从|自|以|如)$")
NATIONAL = re.compile(
    r"^(?:.{0,6}中国)?(?:教育部|国务院|中共中央|全国人大|国家)|全国[^,。]{0,14}(?:会议|大会)|^全国"
)
MINISTRY_ACTS = re.compile(
    r"(?:^|[\n。,电讯)])(?:教育部|国务院[^,。]{0,20})(?:\d{1,2}日|今[日天]|昨[日天])?"
    r"(?:召开|举行|发布|印发|新闻发言人|介绍|宣布)"
)
# Words that show that the ministries of a text in traditional script are those in Beijing.
_MAINLAND = re.compile(
    r"中华人民共和国|国务院|中共|习近平|人民代表大会|党委|党组|总书记|内地|中国教育部"
)
# Bodies that only one place has, whose texts need not name it.
_TAIWAN = re.compile(r"行政院|立法院|立法委员|国教署|民国\d|直辖市政府|本岛|离岛")
_SPECIAL = re.compile(r"行政长官|立法会|特区政府|政府新闻网|本港|本澳|香港时间")


def taiwan(text: str) -> str | None:
    """Words that only a text from Taiwan uses of its own bodies."""
    match = _TAIWAN.search(text)
    return match[0] if match else None


def mainland(text: str) -> bool:
    """Whether a text uses words that only the mainland uses of its own bodies."""
    return _MAINLAND.search(text) is not None


def special_region(text: str) -> tuple[Path, str] | None:
    """Hong Kong or Macau, where a text uses the words that these have for their own bodies."""
    match = _SPECIAL.search(text)
    if not match:
        return None
    counts = {
        "香港特别行政区": text.count("香港") + text.count("本港"),
        "澳门特别行政区": text.count("澳门") + text.count("本澳"),
    }
    first, second = sorted(counts, key=lambda name: counts[name], reverse=True)
    return ((first,), match[0]) if counts[first] > 2 * counts[second] else None


def implied(title: str, body: str) -> tuple[Path, str, float] | None:
    """The region, the words that settle it, and how sure that is."""
    votes = unambiguous(votes_in(body, 1, 0.3, 0))
    ours = OURS.search(title) or OURS.search(body)
    depth = {"省": 1, "市": 2, "州": 2}.get(ours[1], 3) if ours else 0
    path: Path = ()
    while len(path) < depth:
        deeper = [vote for vote in votes if len(vote.paths[0]) > len(path) and vote.below(path)]
        best, weight, total = leading(deeper, len(path))
        if best is None or weight < max(2.0, 0.75 * total):
            break
        path = (*path, best)
    if len(path) > 1 or (path and depth == 1):
        return path, "、".join(dict.fromkeys(v.words for v in votes if v.below(path))), 0.85
    return _by_counties(body) or (_only_place(body) if ours else None)


def _by_counties(body: str) -> tuple[Path, str, float] | None:
    """A city of which three counties are named by short names, and of no other city so many.

    Two may be examples or common words; three of one city are that city speaking of its own.
    """
    cities: dict[Path, list[str]] = defaultdict(list)
    for mention in place_mentions(body, counties=True):
        if len(mention.paths) == 1 and mention.in_city:
            name = body[mention.start : mention.end]
            if name not in cities[mention.paths[0][:2]]:
                cities[mention.paths[0][:2]].append(name)
    city = max(cities, key=lambda path: len(cities[path]), default=None)
    if city is None or len(cities[city]) < 3:
        return None
    if any(3 * len(names) > len(cities[city]) for path, names in cities.items() if path != city):
        return None
    return city, "、".join(cities[city]), 0.85


def _only_place(body: str) -> tuple[Path, str, float] | None:
    """The one place that a text about its own district names at all."""
    found = {
        common_path(mention.paths): mention for mention in place_mentions(body, counties=False)
    }
    if len(found) != 1:
        return None
    path, mention = found.popitem()
    if not path or path == (NATION,) or _AWAY.search(body[: mention.start]):
        return None
    return path, body[mention.start : mention.end + 4], 0.75
