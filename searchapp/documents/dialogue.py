"""Talks set down turn by turn: 记者：…, 王立新：…, [周国济]…. Works on folded text.

A line that begins with who speaks opens a turn, which goes on until the next one begins. Whoever
only asks or leads through the talk is no speaker of the document.
"""

import re
from collections import Counter
from dataclasses import dataclass

from searchapp.documents.names import closed_name, names_at
from searchapp.documents.offices import ends_in_office, office_after

_LABEL = re.compile(
    r"\[([^\[\]:]{2,24})\] ?:?|【([^【】:]{2,24})】 ?:?|([^,。;:!?“”\[\]《》()]{1,48}) ?:(?!\d)"
)
_ASKS = re.compile(
    r"(?:.{0,16}(?:记者|主持人?|主播|网友|提问者?|编辑)|问|q|旁白|画外音)(?:\d|[一二三四五甲乙])?"
)
_PLACEHOLDER = re.compile(r"[x×*某]{2,}")
# Behind a label of a list (组长:张三、李四) no sentence stands.
_SENTENCE = re.compile("[。!?]")
_LEAST_TURNS = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that begins at a paragraph; `name` is None for one who asks.

    One who is known by his office alone has it in 〈〉 as his name.
    """

    paragraph: int
    name: str | None
    office: str | None
    words: str


def turns(texts: list[str], known: frozenset[str]) -> list[Turn]:
    """The turns of a talk, or none where the text is no talk.

    `known` are names that the text proves to be people. It is a talk where at least two lines are
    labelled, by two parties, and something besides the form of a name speaks for it: somebody who
    asks, a name with an office or in brackets, or a name met again.
    """
    found = [turn for number, text in enumerate(texts) if (turn := _turn(number, text))]
    parties = Counter(turn.name for turn in found)
    names = [turn for turn in found if turn.name and not turn.name.startswith("〈")]
    sure = None in parties or any(
        turn.office or turn.words[0] in "[【" or turn.name in known or parties[turn.name] > 1
        for turn in names
    )
    return found if len(found) >= _LEAST_TURNS and len(parties) > 1 and sure else []


def _turn(number: int, text: str) -> Turn | None:
    match = _LABEL.match(text)
    alone = match is not None and not text[match.end() :].strip()
    if not match or not (alone or _SENTENCE.search(text, match.end())):
        return None
    label = next(group for group in match.groups() if group).strip()
    if _ASKS.fullmatch(label):
        return Turn(number, None, None, match[0])
    if name := closed_name(label):
        return Turn(number, name, None, match[0])
    for start in range(len(label)):
        for name in reversed(names_at(label, start)):
            before, after = label[:start].strip(), office_after(label, start + len(name))
            rest = label[start + len(name) + len(after or "") :]
            whole = rest in ("", "同志", "先生", "女士") and (not before or ends_in_office(before))
            if whole and (before or after):
                return Turn(number, name, before or after, match[0])
    if ends_in_office(label) and not _PLACEHOLDER.search(label) and len(label) <= 16:
        return Turn(number, f"〈{label}〉", label, match[0])
    return None


def talkers(found: list[Turn], paragraph_count: int) -> list[tuple[str, ...]]:
    """The speaker of each paragraph of a talk: of the turn that it is part of."""
    speakers: list[tuple[str, ...]] = [()] * paragraph_count
    ends = [*(turn.paragraph for turn in found[1:]), paragraph_count]
    for turn, end in zip(found, ends, strict=True):
        if turn.name:
            speakers[turn.paragraph : end] = [(turn.name,)] * (end - turn.paragraph)
    return speakers
