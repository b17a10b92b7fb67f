"""What a tree means, in plain Python over one row; how tests draw trees.

A row is a document and an ordinal of its paragraphs, 0 for its title.
"""

import re
from datetime import date, timedelta

from hypothesis import strategies as st

from searchapp.query.request import NARRATION, UNKNOWN
from searchapp.query.tree import (
    And,
    Gap,
    HasValue,
    InTime,
    InTitle,
    Near,
    Not,
    Or,
    Phrase,
    Substring,
    Wildcard,
    Word,
)
from searchapp.text.fold import comparable


def holds(node, document, ordinal):  # noqa: PLR0911  (a case for each node)
    """Whether a tree finds a row; no tree finds every row."""
    match node:
        case None:
            return True
        case And(nodes):
            return all(holds(one, document, ordinal) for one in nodes)
        case Or(nodes):
            return any(holds(one, document, ordinal) for one in nodes)
        case Not(one):
            return not holds(one, document, ordinal)
        case InTitle(one):
            return in_text(one, document.title_comparable)
        case HasValue(field, text):
            return any(has(field, value, text) for value in field_values(document, ordinal, field))
        case InTime(first, last):
            return (
                document.last_day is not None
                and (first or date.min) <= document.last_day
                and document.first_day <= (last or date.max)
            )
        case Word(text):
            return text in row_of(document, ordinal)[1]
        case Phrase(asked):
            words = tuple(row_of(document, ordinal)[1])
            return any(words[i : i + len(asked)] == asked for i in range(len(words)))
        case _:
            return in_text(node, row_of(document, ordinal)[0])


def row_of(document, ordinal):
    """The comparable text of a row, and its words."""
    if ordinal == 0:
        return document.title_comparable, document.title_words
    paragraph = document.paragraphs[ordinal - 1]
    return paragraph.comparable, paragraph.words


def in_text(node, text):
    if isinstance(node, Near):
        return any(
            0 <= later[0] - earlier[1] <= node.distance
            for one in spans(node.left, text)
            for other in spans(node.right, text)
            for earlier, later in ((one, other), (other, one))
        )
    return re.search(pattern(node), text, re.DOTALL) is not None


def spans(node, text):
    """Every start and end in a text between which stands what a node asks for."""
    if isinstance(node, Or):
        return [one for each in node.nodes for one in spans(each, text)]
    compiled = re.compile(pattern(node), re.DOTALL)
    parts = (node.text,) if isinstance(node, Substring) else node.parts
    starts = [i for i in range(len(text)) if text.startswith(parts[0], i)]
    ends = [j for j in range(len(text) + 1) if text.endswith(parts[-1], 0, j)]
    return [(i, j) for i in starts for j in ends if i < j and compiled.fullmatch(text, i, j)]


def pattern(node):
    if isinstance(node, Substring):
        return re.escape(node.text)
    found = re.escape(node.parts[0])
    for gap, part in zip(node.gaps, node.parts[1:], strict=True):
        found += f"[^。！？!?]{{{gap.least},{gap.most}}}" + re.escape(part)
    return found


def field_values(document, ordinal, field):
    if field != "speaker":
        return [getattr(document, field)]
    spoken = document.paragraphs[ordinal - 1 :][:1] if ordinal else document.paragraphs
    return [one for paragraph in spoken for one in paragraph.speakers]


def has(field, value, text):
    if field == "kind" or {value, text} & {UNKNOWN, NARRATION}:
        return value == text
    return text in comparable(value)


def asks_for_text(node, *, in_titles=False):
    """Whether some text is asked for, and not only excluded."""
    match node:
        case And(nodes) | Or(nodes):
            return any(asks_for_text(one, in_titles=in_titles) for one in nodes)
        case InTitle():
            return in_titles
        case None | Not() | HasValue() | InTime():
            return False
    return True


def ruled_out(node, document, ordinal):
    """Whether something that the tree asks besides texts is not so: never even related."""
    if isinstance(node, And):
        return any(ruled_out(one, document, ordinal) for one in node.nodes)
    return not asks_for_text(node) and not holds(node, document, ordinal)


# How tests draw trees.

SPEAKERS = ("吴晓昊", "王予波", UNKNOWN, NARRATION)
REGIONS = (UNKNOWN, "全国", "河南省", "河南省/郑州市", "河南省/郑州市/中原区", "河南")
SOURCES = (UNKNOWN, "教育报", "教育部")
KINDS = ("speech", "news", "other")
_ASKED = {
    "speaker": (*SPEAKERS, "吴", "予波", "un", "~"),
    "region": (*REGIONS, "郑州", "/", "unknown"),
    "source": (*SOURCES, "教育", "known"),
    "kind": (*KINDS, "spe"),
}
_gaps = st.sampled_from((Gap(0, 10), Gap(1, 1), Gap(0, 0), Gap(1, 3)))
days = st.none() | st.integers(0, 40).map(lambda n: date(2019, 12, 20) + timedelta(days=n))


def values(fields=tuple(_ASKED)):
    return st.sampled_from(fields).flatmap(
        lambda field: st.builds(HasValue, st.just(field), st.sampled_from(_ASKED[field]))
    )


def times():
    return st.builds(InTime, days, days)


def substrings(alphabet, longest=4):
    return st.builds(Substring, st.text(alphabet, min_size=1, max_size=longest))


def text_leaves(alphabet):
    """Leaves that are for people: what stands in a row's text or title."""
    wildcards = st.builds(
        lambda parts, gaps: Wildcard(parts, gaps[: len(parts) - 1]),
        st.lists(st.text(alphabet, min_size=1, max_size=2), min_size=2, max_size=3).map(tuple),
        st.tuples(_gaps, _gaps),
    )
    operands = st.recursive(
        substrings(alphabet, 2) | wildcards,
        lambda some: st.builds(Or, st.lists(some, min_size=1, max_size=2).map(tuple)),
        max_leaves=3,
    )
    return (
        substrings(alphabet)
        | wildcards
        | st.builds(Near, operands, operands, st.sampled_from((0, 1, 2, 5)))
    )


def word_leaves(alphabet):
    words = st.text(alphabet, min_size=2, max_size=2)
    return st.builds(Word, words) | st.builds(
        Phrase, st.lists(words, min_size=1, max_size=3).map(tuple)
    )


def trees(alphabet):
    """Trees of every node."""
    leaves = st.one_of(
        text_leaves(alphabet),
        word_leaves(alphabet),
        st.builds(InTitle, text_leaves(alphabet)),
        values(),
        times(),
    )

    def nested(nodes):
        some = st.lists(nodes, min_size=1, max_size=3).map(tuple)
        return st.builds(And, some) | st.builds(Or, some) | st.builds(Not, nodes)

    return st.recursive(leaves, nested, max_leaves=6)
