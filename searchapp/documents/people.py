"""The people that a text names, found by what stands around their names. Works on folded text."""

import re
from collections import Counter
from dataclasses import dataclass

from searchapp.documents.names import is_name, names_at
from searchapp.documents.offices import TAIL, ends_in_office, office_after, office_before
from searchapp.documents.places import places

# What stands directly behind a name in running text and is in no given name.
_BEHIND = re.compile(
    r"$|[ ,。;:!?、()“”\"《》\n]|同志|先生|女士|一行|"
    r"等|也|还|则|就|在|对|说|的|与|及|并|从|向|被|把|是|讲|做|作|又|已|曾|"
    r"指出|强调|表示|提出|要求|介绍|主持|出席|参加|宣读|传达|带领|率|陪同|分别|首先|随后|最后|汇报|通报|总结|回顾|部署|澄清|回应|"
    r"希望|认为|告诉|接受|检查|调研|视察|督查|督导|察看|查看|参观|来到|深入|实地|充分|高度|详细|重点|全面|围绕|结合|"
    r"今[天日(]|代表|发表|发言|讲话|致辞|致词|透露|坦言|回应|提示|提醒|呼吁|建议|勉励|肯定|评价|为|到|来|赴|于|以|主|任|担任"
)
_BEHIND_SECOND = re.compile(
    r"和|会|正|将|进|走|听|看|亲|再|深|都|详|充|高|重|全|能|要|没|不|给|让|认|用"
)
_SPEECH = re.compile(r"指出|强调|表示|说[,:,“]|要求|介绍说?[,:]|认为|透露|坦言|澄清")
_BEFORE = re.compile(
    r"(?:^|[。!?;:,、“”() \n]|由|了|在|向|与|和|对|请|受|为|及|是|由我校|我校|学校)$"
)
# Before a name with an office behind it, his body may stand: 区教育局姚期局长.
_BEFORE_TITLED = re.compile(f"{_BEFORE.pattern}|[作育生导管]的$|[局厅委府校司部处院]$|中心$")
_LIST = re.compile("[\u4e00-\u9fff·]{2,30}(?:、[\u4e00-\u9fff·]{2,30})+")
_REPORTER = re.compile(r"(?:记者|通讯员|编辑|摄影|作者|责编|校对|审核|供稿|撰稿)[: ]?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person at `start:end` of a text; `office` stands directly before or behind, from `whole`.

    `whole` is where the office begins, or the name without one; `behind` where the name and an
    office or a title behind it end.
    """

    name: str
    start: int
    end: int
    whole: int
    behind: int
    office: str | None


def people_in(folded: str) -> frozenset[str]:
    """The names of people in a text: those that an office or a verb of saying proves to be."""
    names: set[str] = set()
    reporters: set[str] = set()
    for match in TAIL.finditer(folded):
        if name := _name_behind(folded, match.end()):
            names.add(name)
        if name := _name_before(folded, match.start(), boundary=_BEFORE_TITLED):
            names.add(name)
    for match in _SPEECH.finditer(folded):
        if name := _name_before(folded, match.start()):
            names.add(name)
    for match in re.finditer(_REPORTER.pattern[:-1], folded):
        reporters.update(names_at(folded, match.end()))
    found = _with_lists(folded, names) - reporters
    return frozenset(name for name in found if not _is_place(folded, name))


def _with_lists(folded: str, names: set[str]) -> set[str]:
    """The names, and those that stand with one of them in a list: 朱雯、陈银伟、俞建种等."""
    for match in _LIST.finditer(folded):
        items = match[0].split("、")
        known = [any(item.endswith(name) for name in names) for item in items]
        for item, before, after in zip(items, [False, *known], [*known[1:], False], strict=False):
            plain = item.removesuffix("等")
            if (before or after) and 2 <= len(plain) <= 4 and is_name(plain):
                names.add(plain)
    return names


def mentions_in(folded: str, names: frozenset[str]) -> list[Mention]:
    """Where a text names these people, in order."""
    if not names:
        return []
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    found: list[Mention] = []
    for match in pattern.finditer(folded):
        start, end = match.span()
        before = office_before(folded, start, found[-1].behind if found else 0)
        after = office_after(folded, end)
        whole = start
        if before:
            whole = folded.rfind(before, 0, start)
        behind = end + (len(after) if after else 0)
        if tail := re.compile("同志|先生|女士|一行").match(folded, behind):
            behind = tail.end()
        found.append(Mention(match[0], start, end, whole, behind, before or after))
    return found


def _is_place(folded: str, name: str) -> bool:
    """Whether a name is that of a place, and the text uses it so: 台北市长."""
    return name in places().short and any(f"{name}{level}" in folded for level in "省市县区州")


def _name_behind(folded: str, start: int) -> str | None:
    """The name that begins at `start`, behind an office."""
    options = names_at(folded, start, behind_office=True)
    if not options:
        return None
    short, long = options[0], options[-1]
    if short == long:
        return short if _ends(folded, start + len(short), short) else None
    if _BEHIND.match(folded, start + len(short)):
        return short
    often = Counter({name: folded.count(name) for name in (short, long)})
    if often[short] > often[long]:
        return short
    if often[long] > 1 or _ends(folded, start + len(long), long):
        return long
    return short if _BEHIND_SECOND.match(folded, start + len(short)) else None


def _ends(folded: str, end: int, name: str) -> bool:
    return (
        "·" in name
        or folded.count(name) > 1
        or _BEHIND.match(folded, end) is not None
        or _BEHIND_SECOND.match(folded, end) is not None
        or office_after(folded, end) is not None
    )


def _name_before(folded: str, end: int, boundary: re.Pattern[str] = _BEFORE) -> str | None:
    """The name that ends at `end`, before an office or a verb; it must begin where a word does."""
    end -= len(re.search("(?:常务|第一)?副?代?$", folded[max(0, end - 4) : end])[0])  # type: ignore[index]
    for length in (4, 3, 2):
        start = end - length
        if start < 0 or folded[start:end] not in names_at(folded, start):
            continue
        before = folded[max(0, start - 4) : start]
        if boundary.search(before) or ends_in_office(before):
            return folded[start:end]
    return None
