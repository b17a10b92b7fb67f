"""Speakers that a report does not name: by office (副区长指出), or by surname (梁副市长强调).

Works on folded text.
"""

import re
from collections.abc import Iterator

from searchapp.documents.names import surname_at
from searchapp.documents.offices import office_before
from searchapp.documents.people import Mention

_TAILS = (
    r"负责人|负责同志|新闻发言人|发言人|[省市区县州镇乡]长|书记|主席|主任|局长|厅长|部长|司长|处长|校长|院长|园长|"
    r"行政长官"
)
_SAYS = (
    r"(?:\d{1,2}日|今[天日]|昨[天日]|近日|日前)?(?:在[^,。;:]{2,24}?(?:上|时|中|后))?(?:还|也|则|同时)?"
    r"(?:指出|强调|表示|要求|说(?=[,:“])|介绍说?(?=[,:“])|认为|透露|回应|提出(?=[,:])|坦言|称(?=[,:“]))"
)
_SPEAKS = re.compile(rf"((?:副|总)?(?:{_TAILS})){_SAYS}")
_TITLED = re.compile(
    r"([\u4e00-\u9fff])((?:常务)?副?)([省市区县州镇乡局厅部处校院园]长|书记|主席|主任)"
)
_SAME = re.compile(r"(?:该|上述|这位|这名|该名|该位)(?:[^,。]{0,6})$")
# These speak for many, or for nobody in particular.
_MANY = re.compile(
    r"多位|多名|不少|许多|很多|一些|各|有的|有些|其他|其它|与会|部分|几位|两位|三位|全体|等|每|名|位|们"
)
# An office with its body, not a part of a sentence.
_OFFICE = re.compile(r"[\u4e00-\u9fff、()]{2,24}")


def unnamed_mentions(
    folded: str, people: list[Mention], known: list[Mention], last: str | None
) -> Iterator[Mention]:
    """People without a name who say something, as mentions; their names are offices in 〈〉.

    `people` are those that the text names, `known` those of the whole document up to here, `last`
    is the unnamed one who spoke last, whom 该负责人 means. An office or surname that can only be
    that of somebody known is his.
    """
    yield from _titled(folded, people, known)
    for match in _SPEAKS.finditer(folded):
        start, end = match.span(1)
        if any(one.start < end and start < one.behind for one in people):
            continue
        if same := _SAME.search(folded[max(0, start - 10) : start]):
            if last:
                yield _mention(last, end - len(match[1]) - len(same[0]), end, None)
            continue
        after = max((one.behind for one in people if one.behind <= start), default=0)
        office = office_before(folded, end, after)
        if not office or not _OFFICE.fullmatch(office) or _MANY.search(office):
            continue
        whole = folded.rfind(office, 0, end)
        tail = match[1]
        surname = surname_at(office)
        if surname and len(office) - len(surname) <= len(tail) + 2:
            continue
        bearers = {one.name for one in known if _bears(one, tail) and _agree(one.office, office)}
        if len(bearers) == 1:
            yield _mention(bearers.pop(), whole, end, None)
        elif not bearers:
            yield _mention(f"〈{office}〉", whole, end, office)


def _titled(folded: str, people: list[Mention], known: list[Mention]) -> Iterator[Mention]:
    """People called by surname and office, where only one of that surname holds such an office."""
    for match in _TITLED.finditer(folded):
        surname, deputy, tail = match.groups()
        if any(one.start < match.end() and match.start() < one.behind for one in people):
            continue
        bearers = {
            one.name for one in known if one.name.startswith(surname) and _bears(one, deputy + tail)
        }
        if len(bearers) == 1:
            yield _mention(bearers.pop(), match.start(), match.end(), None)


def _mention(name: str, start: int, end: int, office: str | None) -> Mention:
    return Mention(name, start, end, start, end, office)


def _bears(one: Mention, tail: str) -> bool:
    return one.office is not None and tail in one.office


def _agree(office: str | None, other: str) -> bool:
    """Whether two offices can be the same: one says no more than the other."""
    return office is not None and (office.endswith(other) or other.endswith(office))
