"""Tree -> query text that asks for the same, in folded characters."""

from datetime import date

from searchapp.query.fields import NARRATION_NAME, UNKNOWN_NAME
from searchapp.query.mistakes import Mistake
from searchapp.query.request import NARRATION, UNKNOWN
from searchapp.query.scanner import quoted, scan
from searchapp.query.tree import (
    And,
    HasValue,
    InTime,
    InTitle,
    Near,
    Node,
    Not,
    Or,
    Substring,
    Wildcard,
)
from searchapp.query.wildcards import wildcard_text

_SPECIAL = {UNKNOWN: UNKNOWN_NAME, NARRATION: NARRATION_NAME}


def query_text(node: Node | None) -> str:
    """The query text of a tree that a query text has made."""
    match node:
        case And(nodes):
            return " ".join(
                _unit(one) if isinstance(one, Or) and len(distinct(one)) > 1 else query_text(one)
                for one in nodes
            )
        case Or():
            return " OR ".join(query_text(one) for one in distinct(node))
        case Not(InTime(None, None)):
            return f"year:{UNKNOWN_NAME}"
        case Not(inner):
            text = _unit(inner)
            return f"NOT {text}" if text.startswith((")", "-")) else f"-{text}"
    return _leaf_text(node) if node else ""


def _leaf_text(node: Node) -> str:
    match node:
        case Near(left, right, distance):
            return f"{_unit(left)} NEAR/{distance} {_unit(right)}"
        case InTitle(inner):
            return f"title:{_unit(inner)}"
        case HasValue(field, text):
            return f"{field}:{_SPECIAL.get(text) or _term(text)}"
        case InTime(first, last):
            return _time(first, last)
        case Substring(text):
            return _term(text)
        case Wildcard():
            return wildcard_text(node)
    raise AssertionError(node)  # words and phrases are not asked for by people


def distinct(node: Or) -> list[Node]:
    """The nodes, without those that only say of another's question marks that they may be such."""
    implied = {_as_it_stands(one) for one in node.nodes}
    return [one for one in node.nodes if one not in implied]


def _as_it_stands(node: Node) -> Node | None:
    """What a term with question marks asks for besides: the term as it stands (`wildcards`)."""
    match node:
        case Wildcard():
            return Substring(wildcard_text(node))
        case InTitle(Wildcard() as inner):
            return InTitle(Substring(wildcard_text(inner)))
    return None


def _unit(node: Node) -> str:
    """The query text of a node, in brackets if it has several parts."""
    text = query_text(node)
    if isinstance(node, Or) and len(rest := distinct(node)) == 1:
        return _unit(rest[0])
    return f"({text})" if isinstance(node, And | Or | Near) else text


def _term(text: str) -> str:
    """A text as a run where that is possible everywhere, else in quotes."""
    if text.isalnum():  # as most are
        return text
    if text.startswith("-") or any(sign in text.strip("?") for sign in "*?"):
        return quoted(text)
    try:
        kinds = [(one.kind, one.text) for one in scan(f"({text})", max_depth=2)]
    except Mistake:
        return quoted(text)
    return text if kinds == [("(", "("), ("run", text), (")", ")")] else quoted(text)


def _time(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return f"-year:{UNKNOWN_NAME}"
    years = whole_years(first, last)
    if not years:
        return f"date:{first or ''}..{last or ''}"
    begin, end = years
    return f"year:{begin}" if begin == end else f"year:{begin or ''}..{end or ''}"


def whole_years(first: date | None, last: date | None) -> tuple[str | None, str | None] | None:
    """The first and last year, if days from `first` to `last` are those of whole years."""
    if first and (first.month, first.day) != (1, 1):
        return None
    if last and (last.month, last.day) != (12, 31):
        return None
    return (f"{first.year:04}" if first else None), (f"{last.year:04}" if last else None)
