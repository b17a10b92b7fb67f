"""The speakers of a document, and who of them speaks in each paragraph."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from searchapp.documents.deliverer import deliverer
from searchapp.documents.model import Kind, Speaker
from searchapp.documents.people import Mention
from searchapp.documents.reported import Reported
from searchapp.documents.vocabulary import vocabulary
from searchapp.documents.wording import Wording
from searchapp.text.fold import fold
from searchapp.text.script import to_simplified

# Heads of state and party are quoted everywhere; they speak only in documents that are about them.
_QUOTED_EVERYWHERE = re.compile(r"总书记|国家主席|国务院总理|^主席$|^总理$")


@dataclass(frozen=True, slots=True)
class Speakers:
    """`of_paragraphs` has the names for each paragraph; `evidence` the words that name each one;
    `confidence` says how sure it is that all are right.
    """

    all: tuple[Speaker, ...] = ()
    of_paragraphs: tuple[tuple[str, ...], ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    confidence: float | None = None


def speakers(  # noqa: PLR0913, PLR0917 - what is known of a text, each by its own name
    kind: Kind,
    title: str,
    around: tuple[list[str], list[str]],
    texts: list[str],
    folded: list[str],
    told: Reported,
) -> Speakers:
    """Who speaks in a document of this kind; all text as the page has it, and `folded` the texts.

    `around` are the lines between title and text and those below the text. In a text in the first
    person its deliverer says every paragraph, whomever he quotes; in any other each paragraph has
    those of whom it tells that they spoke.
    """
    if kind == "law":
        return Speakers(of_paragraphs=((),) * len(texts))
    page = Wording([*around[0], title, *texts, *around[1]])
    if kind in ("speech", "report") and not told.turns:
        return _delivered(title, around, folded, page)
    return _reported(title, texts, told, page)


def _delivered(
    title: str, around: tuple[list[str], list[str]], folded: list[str], page: Wording
) -> Speakers:
    above, below = ([fold(line) for line in lines] for lines in around)
    found = deliverer(fold(title), above, folded, below)
    if found is None or not folded:
        return Speakers(of_paragraphs=((),) * len(folded))
    office = to_simplified(page.as_written(found.office)) if found.office else None
    name = to_simplified(page.as_written(found.name)) if found.name else f"〈{office}〉"
    return Speakers(
        (Speaker(name, office),),
        ((name,),) * len(folded),
        {"speakers": page.as_written(found.words)},
        found.confidence,
    )


def _reported(title: str, texts: list[str], told: Reported, page: Wording) -> Speakers:
    people: dict[str, Speaker] = {}
    office: str | None
    words: list[str] = []
    turns = {turn.name: turn.office for turn in told.turns if turn.name and turn.office}
    for name, start in told.starts.items():
        if name.startswith("〈"):
            office = to_simplified(page.as_written(name[1:-1]))
            people[name] = Speaker(f"〈{office}〉", office)
        else:
            found = _office(texts, name, start, told.mentions) or turns.get(name)
            office = to_simplified(page.as_written(found)) if found else None
            if _only_quoted(name, office) and name not in fold(title) and not told.turns:
                continue
            people[name] = Speaker(to_simplified(page.as_written(name)), office)
        paragraph, place = start
        words.append(texts[paragraph][place : place + 24])
    of_paragraphs = tuple(
        tuple(people[name].name for name in names if name in people) for names in told.speakers
    )
    if not people:
        return Speakers((), of_paragraphs)
    unnamed = any(name.startswith("〈") for name in people)
    confidence = 0.85 if unnamed else 0.92 if all(one.office for one in people.values()) else 0.88
    return Speakers(
        tuple(people.values()), of_paragraphs, {"speakers": "；".join(words)}, confidence
    )


def _only_quoted(name: str, office: str | None) -> bool:
    return name in vocabulary("quoted_people") or (
        office is not None and _QUOTED_EVERYWHERE.search(office) is not None
    )


def _office(
    texts: list[str], name: str, start: tuple[int, int], mentions: list[list[Mention]]
) -> str | None:
    """A speaker's office, simplified, as the text has it.

    The words directly before his name where his speech starts, else at the nearest mention before
    it; else those behind his name; else at the first mention after it.
    """
    earlier: list[str] = []
    behind: list[str] = []
    later: list[str] = []
    for number, (text, people) in enumerate(zip(texts, mentions, strict=True)):
        for one in people:
            if one.name != name or not one.office:
                continue
            if one.whole == one.start:
                behind.append(text[one.end : one.end + len(one.office)])
            elif (number, one.whole) <= start:
                earlier.append(text[one.whole : one.start].strip())
            else:
                later.append(text[one.whole : one.start].strip())
    office = next(iter([*reversed(earlier), *behind, *later]), None)
    return to_simplified(office) if office else None
