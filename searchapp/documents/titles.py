"""A title for a text that has none: who met for what, from its first sentences."""

import re

from searchapp.documents.dates import date_mentions
from searchapp.text.fold import fold

_MEETING = re.compile(
    r"([^,。;:!?]{2,24}?(?:召开|举行|举办)了?[^,。;:!?]{2,40}?(?:会议|大会|工作会|座谈会|推进会|部署会|仪式|论坛|活动|会))(?=[,。;:!?]|$)"
)
_LOOKED_AT = 1_000
"""Characters in which a meeting is looked for; trying what may name one takes a while."""
_LONGEST = 40
_SHORTEST = 10


def title_from(paragraph: str) -> str:
    """A title from a first paragraph: the clause that names the meeting, else its beginning."""
    folded = fold(paragraph[:_LOOKED_AT])
    if match := _MEETING.search(folded):
        start = match.start(1)
        for mention in date_mentions(match[1]):
            if mention.start == 0:
                start += mention.end
        return paragraph[start : match.end(1)].strip(" 上午下")
    sentence = re.split("[。!?]", folded, maxsplit=1)[0]
    clauses = re.split("(?=[,;:])", sentence)
    title = clauses[0]
    for clause in clauses[1:]:
        if len(title) >= _SHORTEST and len(title) + len(clause) > _LONGEST:
            break
        title += clause
    return paragraph[: min(len(title), 2 * _LONGEST)].strip()
