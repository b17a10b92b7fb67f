"""The synonyms of a query's terms, and the query in which they are as good as the terms.

Only whole terms have synonyms, and only what means the same is one: 双减, not what merely belongs
to it. What is excluded, near something or in a field stays as it is, so that widening never loses a
hit. A synonym of two characters has to stand as a word, since 职教 is also in 专职教师.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from searchapp.languages import gettext
from searchapp.query.language import ParsedQuery
from searchapp.query.synonyms import Synonyms
from searchapp.query.tree import And, Node, Or, Substring, Word


def synonyms_of(parsed: ParsedQuery, known: Synonyms) -> dict[str, tuple[str, ...]]:
    """The terms of a query that have synonyms, and these, all as they were written."""
    return {
        parsed.written.get(Substring(text), text): tuple(known.written[one] for one in same)
        for text, same in _same(parsed.tree, known).items()
    }


def widened(parsed: ParsedQuery, known: Synonyms) -> ParsedQuery:
    """What a query asks for if synonyms of its terms are as good as the terms."""
    written: dict[Node, str] = dict(parsed.written)
    wider: dict[Node, Or] = {}
    for text, same in _same(parsed.tree, known).items():
        term, others = Substring(text), {_leaf(one): known.written[one] for one in same}
        wider[term] = Or((term, *others))
        listed = gettext("、").join(_named(leaf, one) for leaf, one in others.items())
        written |= {leaf: one for leaf, one in others.items() if leaf not in written}
        written[wider[term]] = gettext(
            "“%(term)s”（或同义的%(synonyms)s）", term=written.get(term, text), synonyms=listed
        )
    tree = _replaced(parsed.tree, wider) if parsed.tree else None
    return replace(parsed, tree=tree, written=written)


def _same(tree: Node | None, known: Synonyms) -> dict[str, tuple[str, ...]]:
    return {text: same for text in _terms(tree) if (same := known.same(text))}


def _terms(node: Node | None) -> Iterator[str]:
    match node:
        case Substring(text):
            yield text
        case And(nodes) | Or(nodes):
            for one in nodes:
                yield from _terms(one)


def _leaf(text: str) -> Substring | Word:
    return Word(text) if len(text) == 2 else Substring(text)


def _named(leaf: Node, text: str) -> str:
    if isinstance(leaf, Word):
        return gettext("“%(text)s”一词", text=text)
    return gettext("“%(text)s”", text=text)


def _replaced(node: Node, wider: Mapping[Node, Or]) -> Node:
    match node:
        case Substring():
            return wider.get(node, node)
        case And(nodes):
            return And(tuple(_replaced(one, wider) for one in nodes))
        case Or(nodes):
            return Or(tuple(_replaced(one, wider) for one in nodes))
    return node
