"""Tree -> what it asks for, in words of Chinese."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from searchapp.query.fields import FIELD_NAMES, KIND_NAMES, NARRATION_NAME, UNKNOWN_NAME
from searchapp.query.printing import distinct, whole_years
from searchapp.query.request import NARRATION, UNKNOWN
from searchapp.query.tree import (
    And,
    FieldLeaf,
    HasValue,
    InTime,
    InTitle,
    Near,
    Node,
    Not,
    Or,
    Substring,
    Wildcard,
    Word,
)
from searchapp.query.wildcards import in_words, wildcard_text

Written = Mapping[Node, str]
"""How the texts of a tree, and terms with their synonyms, read; others as they are looked for."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A tree in words: what the text has to say, what else has to hold, what must not be."""

    text: str
    fields: tuple[str, ...]
    without: tuple[str, ...]

    def __str__(self) -> str:
        return "，".join((self.text, *self.fields, *self.without))


def wording(tree: Node | None, written: Written) -> Wording:
    """A tree in words: 全文含“双减”且（含“课后服务”或含“延时服务”），年份 2021，不含“培训”."""
    texts, fields, without = [], [], []
    nodes = tree.nodes if isinstance(tree, And) else (tree,) if tree else ()
    for node in nodes:
        clause = _clause(node, written) if len(nodes) == 1 else _part(node, written)
        if _is_field(node):
            fields.append(clause)
        elif isinstance(node, Not):
            without.append(clause)
        else:
            texts.append(clause)
    head = "且".join(texts) or "全部段落"
    of_text = head.lstrip("（").startswith(("含", "不含"))
    return Wording(f"全文{head}" if of_text else head, tuple(fields), tuple(without))


def _is_field(node: Node) -> bool:
    match node:
        case And(nodes) | Or(nodes):
            return all(map(_is_field, nodes))
        case Not(InTime(None, None)):
            return True
    return isinstance(node, FieldLeaf)


def _clause(node: Node, written: Written) -> str:
    match node:
        case And(nodes):
            return "且".join(_part(one, written) for one in nodes)
        case Or() if node in written:
            return f"含{written[node]}"
        case Or():
            return "或".join(_part(one, written) for one in distinct(node))
        case Not(InTime(None, None)):
            return f"{FIELD_NAMES['year']} {UNKNOWN_NAME}"
        case Not(inner):
            return _negated(inner, written)
    return _leaf_clause(node, written)


def _leaf_clause(node: Node, written: Written) -> str:
    match node:
        case InTitle(inner):
            return f"{FIELD_NAMES['title']}含{_content(inner, written)}"
        case HasValue():
            return "".join(_value(node, written))
        case InTime(first, last):
            return " ".join(_time(first, last))
    return f"含{_content(node, written)}"


def _part(node: Node, written: Written) -> str:
    """A clause that can stand among others."""
    clause = _clause(node, written)
    several = len(node.nodes) if isinstance(node, And) else 0
    if isinstance(node, Or) and node not in written:
        several = len(distinct(node))
    return f"（{clause}）" if several > 1 else clause


def _negated(node: Node, written: Written) -> str:
    match node:
        case InTitle(inner):
            return f"{FIELD_NAMES['title']}不含{_content(inner, written)}"
        case HasValue():
            subject, value = _value(node, written)
            return f"{subject}不{value}" if value[0] == "含" else f"{subject}不是{value}"
        case InTime(first, last):
            return "不在 ".join(_time(first, last))
        case Substring() | Wildcard() | Near():
            return f"不含{_content(node, written)}"
    return f"不符合（{_clause(node, written)}）"


def _content(node: Node, written: Written) -> str:
    match node:
        case Near(left, right, distance):
            how = f"相隔不超过 {distance} 字" if distance else "相连"
            return f"{how}的{_content(left, written)}与{_content(right, written)}"
        case Or() if len(some := distinct(node)) > 1:
            return f"（{'或'.join(_content(one, written) for one in some)}）"
        case Or():
            return _content(distinct(node)[0], written)
        case Wildcard():
            return f"“{in_words(written.get(node) or wildcard_text(node))}”"
        case Substring(text):
            return f"“{written.get(node, text)}”"
        case Word(text):
            return f"“{written.get(node, text)}”一词"
    raise AssertionError(node)  # phrases are not asked for by people


def _value(node: HasValue, written: Written) -> tuple[str, str]:
    """The field, and what it has to be or to contain."""
    name = FIELD_NAMES[node.field]
    special = {UNKNOWN: UNKNOWN_NAME, NARRATION: NARRATION_NAME}.get(node.text)
    if node.field == "kind":
        special = KIND_NAMES[node.text]
    return (name, f" {special}") if special else (name, f"含“{written.get(node, node.text)}”")


def _time(first: date | None, last: date | None) -> tuple[str, str]:
    """Year or date, and which."""
    years = whole_years(first, last)
    name = FIELD_NAMES["year" if years else "date"]
    begin, end = years or (first and first.isoformat(), last and last.isoformat())
    if begin == end:
        return name, begin or "已注明"
    if begin and end:
        return name, f"{begin} 至 {end}"
    return (name, f"{begin} 起") if begin else (name, f"{end} 及以前")
