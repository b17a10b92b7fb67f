"""Who says each paragraph of a text that reports what people said. Works on folded text."""

import re
from dataclasses import dataclass

from searchapp.documents.dialogue import Turn, talkers, turns
from searchapp.documents.header import NUMBERING
from searchapp.documents.people import Mention, mentions_in, people_in
from searchapp.documents.unnamed import unnamed_mentions
from searchapp.documents.utterances import subjects

_OPENS = re.compile(
    r"(?:[:]|指出|强调|要求|表示)$|(?:要求|意见|希望|部署|建议|方面|几点|工作)[:。]$"
)
_CONTINUED = re.compile(r" *[“‘·•●◆■▪◇]")
_NARRATES = re.compile(r" *(?:会议|大会|下一步|据悉|据了解|随后|会后|活动|目前|近年来|与会)")
_REACH = 6
"""Paragraphs that may stand between one point of a speech and the next."""


@dataclass(frozen=True, slots=True)
class Reported:
    """`speakers` and `mentions` are the names and the people for each paragraph; `starts` is, for
    each name, in order of first speech, the paragraph and place where he first speaks. `people` are
    all that the text names; `turns` those of a talk, if it is one.
    """

    speakers: list[tuple[str, ...]]
    mentions: list[list[Mention]]
    starts: dict[str, tuple[int, int]]
    people: frozenset[str]
    turns: tuple[Turn, ...] = ()


def reported(texts: list[str], continues: list[bool], title: str) -> Reported:
    """The speakers of each paragraph; `continues` tells which go on with the line before."""
    names = people_in("\n".join([title, *texts]))
    mentions = [mentions_in(text, names) for text in texts]
    if found := turns(texts, names):
        return Reported(talkers(found, len(texts)), mentions, _first_turns(found), names, (*found,))
    known: list[Mention] = []
    unnamed: str | None = None
    speakers: list[tuple[str, ...]] = []
    starts: dict[str, tuple[int, int]] = {}
    spoke: str | None = None
    open_to: tuple[str, ...] = ()
    last_point = 0
    for number, text in enumerate(texts):
        people = mentions[number]
        known += people
        unnamed_here = list(unnamed_mentions(text, people, known, unnamed))
        unnamed = next((one.name for one in reversed(unnamed_here) if one.name[0] == "〈"), unnamed)
        if unnamed_here:
            mentions[number] = sorted([*people, *unnamed_here], key=lambda one: one.whole)
        said = _said(text, mentions[number], spoke)
        point = _point(text)
        inherited: tuple[str, ...] = ()
        goes_on = (
            continues[number]
            or point is not None
            or _CONTINUED.match(text)
            or _point_follows(texts, number, last_point)
        )
        if open_to and goes_on and not (said and point is None) and not _NARRATES.match(text):
            inherited = open_to
        for name, place in said:
            starts.setdefault(name, (number, place))
        here = tuple(dict.fromkeys([*inherited, *(name for name, _ in said)]))
        speakers.append(here)
        if said:
            spoke = said[-1][0]
        if point is not None:
            last_point = point
        next_goes_on = number + 1 < len(texts) and continues[number + 1]
        if inherited and not said:
            continue
        if said and (_OPENS.search(text) or _unclosed(text) or next_goes_on or inherited):
            open_to = (said[-1][0],)
            last_point = point or 0
        else:
            open_to = ()
    return Reported(speakers, mentions, starts, names)


def _first_turns(found: list[Turn]) -> dict[str, tuple[int, int]]:
    starts: dict[str, tuple[int, int]] = {}
    for turn in found:
        if turn.name:
            starts.setdefault(turn.name, (turn.paragraph, 0))
    return starts


def _said(text: str, mentions: list[Mention], spoke: str | None) -> list[tuple[str, int]]:
    """(name, place) of each utterance of a paragraph; pronouns resolved to whom they mean."""
    said: list[tuple[str, int]] = []
    meant: str | None = None
    for subject in subjects(text, mentions):
        names = subject.names
        if not names:
            name = meant or (said[-1][0] if said else spoke)
            names = (name,) if name else ()
        elif not subject.reads:
            meant = names[-1]
        if subject.speaks:
            said += [(name, subject.start) for name in names]
    return said


def _point(text: str) -> int | None:
    """The number of a paragraph that is a point of a list; 0 where it has one we cannot count."""
    match = NUMBERING.match(text)
    if not match:
        return None
    numeral = re.search("[一二三四五六七八九十]+|\\d+", match[0])
    if not numeral:
        return 0
    if numeral[0].isdigit():
        return int(numeral[0])
    tens, ten, ones = numeral[0].rpartition("十")
    digits = "〇一二三四五六七八九"
    return 10 * (digits.find(tens) if tens else 1) * bool(ten) + max(0, digits.find(ones))


def _point_follows(texts: list[str], number: int, last_point: int) -> bool:
    """Whether the list goes on below, so that what stands between its points belongs to them."""
    return last_point > 0 and any(
        _point(text) == last_point + 1 for text in texts[number + 1 : number + _REACH]
    )


def _unclosed(text: str) -> bool:
    return text.count("“") > text.count("”")
