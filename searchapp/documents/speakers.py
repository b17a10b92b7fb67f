"""The speakers of a document, and who of them speaks in each paragraph."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from searchapp.documents.deliverer import deliverer
from searchapp.documents.model import Kind, Speaker
from searchapp.documents.people import Mention
from searchapp.documents.reported import Reported
from searchapp.documents.wording import Wording
from searchapp.text.fold import fold
from searchapp.text.script import to_simplified

# Heads of state and party are quoted everywhere; they speak only in documents that are about them.
_QUOTED_EVERYWHERE = re.compile(r"总书记|国家主席|国务院总理|^主席$|^总理$")


@dataclass(frozen=True, slots=True)
class Speakers:
    """`of_paragraphs` has the names for each paragraph; `evidence` the words that name each one."""

    all: tuple[Speaker, ...] = ()
    of_paragraphs: tuple[tuple[str, ...], ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)


def speakers(
    kind: Kind, title: str, above: list[str], texts: list[str], told: Reported
) -> Speakers:
    """Who speaks in a document of this kind; all text as the page has it.

    In a text in the first person its deliverer says every paragraph, whomever he quotes; in any
    other each paragraph has those of whom it tells that they spoke.
    """
    page = Wording([*above, title, *texts])
    if kind in ("speech", "report"):
        return _delivered(title, above, texts, page)
    if kind == "law":
        return Speakers(of_paragraphs=((),) * len(texts))
    return _reported(title, texts, told, page)


def _delivered(title: str, above: list[str], texts: list[str], page: Wording) -> Speakers:
    found = deliverer(fold(title), [fold(line) for line in above], [fold(text) for text in texts])
    if found is None or not texts:
        return Speakers(of_paragraphs=((),) * len(texts))
    office = to_simplified(page.as_written(found.office)) if found.office else None
    name = to_simplified(page.as_written(found.name)) if found.name else f"〈{office}〉"
    return Speakers(
        (Speaker(name, office),),
        ((name,),) * len(texts),
        {"speakers": page.as_written(found.words)},
    )


def _reported(title: str, texts: list[str], told: Reported, page: Wording) -> Speakers:
    people: dict[str, Speaker] = {}
    words: list[str] = []
    for name, start in told.starts.items():
        office = _office(texts, name, start, told.mentions)
        if office and _QUOTED_EVERYWHERE.search(office) and name not in fold(title):
            continue
        people[name] = Speaker(to_simplified(page.as_written(name)), office)
        paragraph, place = start
        words.append(texts[paragraph][place : place + 24])
    of_paragraphs = tuple(
        tuple(people[name].name for name in names if name in people) for names in told.speakers
    )
    evidence = {"speakers": "；".join(words)} if words else {}
    return Speakers(tuple(people.values()), of_paragraphs, evidence)


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
