"""Tree -> what it asks for, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from searchapp.languages import counted, gettext, translatable
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
_SPECIAL = {UNKNOWN: UNKNOWN_NAME, NARRATION: NARRATION_NAME}
_IS, _IS_NOT = translatable("%(field)s %(value)s"), translatable("%(field)s不是 %(value)s")
_HAS, _HAS_NOT = translatable("%(field)s含%(value)s"), translatable("%(field)s不含%(value)s")
_NOT_WITHIN = translatable("%(field)s不在 %(value)s")


@dataclass(frozen=True, slots=True)
class Wording:
    """A tree in words: what the text has to say, what else has to hold, what must not be."""

    text: str
    fields: tuple[str, ...]
    without: tuple[str, ...]

    def __str__(self) -> str:
        return gettext("，").join((self.text, *self.fields, *self.without))


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
            texts.append((node, clause))
    if not texts:
        text = gettext("全部段落")
    else:
        text = _all(clause for _, clause in texts)
        if _begins_with_text(texts[0][0], written):
            text = gettext("全文%(clauses)s", clauses=text)
    return Wording(text, tuple(fields), tuple(without))


def _is_field(node: Node) -> bool:
    match node:
        case And(nodes) | Or(nodes):
            return all(map(_is_field, nodes))
        case Not(InTime(None, None)):
            return True
    return isinstance(node, FieldLeaf)


def _begins_with_text(node: Node, written: Written) -> bool:
    """Whether the words for a node begin with what the text contains or not."""
    match node:
        case Or() if node in written:
            return True
        case Or():
            return _begins_with_text(distinct(node)[0], written)
        case And(nodes):
            return _begins_with_text(nodes[0], written)
        case Not(inner):
            return isinstance(inner, Substring | Wildcard | Near)
    return not isinstance(node, FieldLeaf)


def _clause(node: Node, written: Written) -> str:
    match node:
        case And(nodes):
            return _all(_part(one, written) for one in nodes)
        case Or() if node in written:
            return gettext("含%(text)s", text=written[node])
        case Or():
            return _any(_part(one, written) for one in distinct(node))
        case Not(InTime(None, None)):
            return _said(_IS, "year", gettext(UNKNOWN_NAME))
        case Not(inner):
            return _negated(inner, written)
    return _leaf_clause(node, written)


def _leaf_clause(node: Node, written: Written) -> str:
    match node:
        case InTitle(inner):
            return _said(_HAS, "title", _content(inner, written))
        case HasValue(field):
            special = _special(node)
            return _said(_IS if special else _HAS, field, special or _value(node, written))
        case InTime(first, last):
            return _said(_IS, *_time(first, last))
    return gettext("含%(text)s", text=_content(node, written))


def _part(node: Node, written: Written) -> str:
    """A clause that can stand among others."""
    clause = _clause(node, written)
    several = len(node.nodes) if isinstance(node, And) else 0
    if isinstance(node, Or) and node not in written:
        several = len(distinct(node))
    return _in_brackets(clause) if several > 1 else clause


def _negated(node: Node, written: Written) -> str:
    match node:
        case InTitle(inner):
            return _said(_HAS_NOT, "title", _content(inner, written))
        case HasValue(field):
            special = _special(node)
            return _said(_IS_NOT if special else _HAS_NOT, field, special or _value(node, written))
        case InTime(first, last):
            return _said(_NOT_WITHIN, *_time(first, last))
        case Substring() | Wildcard() | Near():
            return gettext("不含%(text)s", text=_content(node, written))
    return gettext("不符合（%(clause)s）", clause=_clause(node, written))


def _content(node: Node, written: Written) -> str:
    match node:
        case Near():
            return _nearness(node, written)
        case Or() if len(some := distinct(node)) > 1:
            return _in_brackets(_any(_content(one, written) for one in some))
        case Or():
            return _content(distinct(node)[0], written)
        case Wildcard():
            return gettext("“%(text)s”", text=in_words(written.get(node) or wildcard_text(node)))
        case Substring():
            return _value(node, written)
        case Word(text):
            return gettext("“%(text)s”一词", text=written.get(node, text))
    raise AssertionError(node)  # phrases are not asked for by people


def _nearness(node: Near, written: Written) -> str:
    both = {"left": _content(node.left, written), "right": _content(node.right, written)}
    if not node.distance:
        return gettext("相连的%(left)s与%(right)s", **both)
    return counted("相隔不超过 %(number)s 字的%(left)s与%(right)s", node.distance, **both)


def _all(clauses: Iterable[str]) -> str:
    return gettext("且").join(clauses)


def _any(clauses: Iterable[str]) -> str:
    return gettext("或").join(clauses)


def _in_brackets(clause: str) -> str:
    return gettext("（%(clause)s）", clause=clause)


def _said(message: str, field: str, value: str) -> str:
    """What is said of a field."""
    return gettext(message, field=gettext(FIELD_NAMES[field]), value=value)


def _special(node: HasValue) -> str | None:
    """What a value is called that is not a text to be contained."""
    name = KIND_NAMES[node.text] if node.field == "kind" else _SPECIAL.get(node.text)
    return gettext(name) if name else None


def _value(node: HasValue | Substring, written: Written) -> str:
    return gettext("“%(text)s”", text=written.get(node, node.text))


def _time(first: date | None, last: date | None) -> tuple[str, str]:
    """Year or date, and which."""
    years = whole_years(first, last)
    name = "year" if years else "date"
    begin, end = years or (first and first.isoformat(), last and last.isoformat())
    if begin == end:
        return name, begin or gettext("已注明")
    if begin and end:
        return name, gettext("%(begin)s 至 %(end)s", begin=begin, end=end)
    if begin:
        return name, gettext("%(day)s 起", day=begin)
    return name, gettext("%(day)s 及以前", day=end)
