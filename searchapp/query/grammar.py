"""Tokens -> tree, by recursive descent (the grammar stands in `language`)."""

from collections.abc import Sequence

from searchapp.languages import gettext
from searchapp.query.fields import FIELD_NAMES, field_node
from searchapp.query.mistakes import Mistake, from_character
from searchapp.query.scanner import Kind, Token
from searchapp.query.tree import (
    And,
    InTitle,
    Near,
    Node,
    Not,
    Or,
    Substring,
    Wildcard,
    all_of,
    any_of,
)
from searchapp.query.wildcards import refuse_wildcards, run_node
from searchapp.settings import Settings

Text = Substring | Wildcard
_TERMS = ("run", "quoted")
_BINARY = ("OR", "AND", "NEAR")
_NEAR_EXAMPLE = 10


class Parser:
    """One pass over the tokens of a query text; `written` says how the texts of its tree read."""

    def __init__(self, tokens: Sequence[Token], settings: Settings) -> None:
        self.written: dict[Node, str] = {}
        self._tokens = tokens
        self._place = 0
        self._settings = settings
        self._field: Token | None = None  # whose value is being read

    def tree(self) -> Node | None:
        """The tree of all tokens, None if there are none; raises `Mistake`."""
        if not self._tokens:
            return None
        terms = [one for one in self._tokens if one.kind in _TERMS]
        most = self._settings.max_query_terms
        if len(terms) > most:
            message = gettext(
                "检索词有 %(count)s 个，最多 %(most)s 个，请减少后再试", count=len(terms), most=most
            )
            raise Mistake(message, terms[most].start, self._tokens[-1].end)
        return self._or()

    def _or(self) -> Node:
        nodes = [self._and()]
        while self._takes("OR"):
            nodes.append(self._and())
        return any_of(nodes)

    def _and(self) -> Node:
        nodes = [self._not()]
        while self._takes("AND") or self._next_kind() not in (None, "OR", ")"):
            nodes.append(self._not())
        return all_of(nodes)

    def _not(self) -> Node:
        negated = False
        while self._takes("NOT"):
            negated = not negated
        node = self._near()
        if not negated:
            return node
        return node.node if isinstance(node, Not) else Not(node)

    def _near(self) -> Node:
        left = self._operand()
        nodes = []
        while near := self._takes("NEAR"):
            right = self._operand()
            nodes.append(self._near_each_other(left, right, near))
            left = right
        return all_of(nodes) if nodes else left

    def _operand(self) -> Node:
        match self._next_kind():
            case "field":
                return self._with_field(self._take())
            case "(":
                self._take()
                node = self._or()
                self._take()
                return node
            case "run" | "quoted":
                return self._term(self._take())
        raise self._operand_missing()

    def _with_field(self, field: Token) -> Node:
        if self._field:
            raise Mistake(
                from_character(
                    field.start,
                    gettext(
                        "“%(field)s”的括号里不能再写别的字段",
                        field=gettext(FIELD_NAMES[self._field.text]),
                    ),
                ),
                field.start,
                field.end,
            )
        self._field = field
        node = self._operand()
        self._field = None
        return _in_title(node) if field.text == "title" else node

    def _term(self, token: Token) -> Node:
        field = self._field.text if self._field else "title"
        if field != "title":
            if token.kind == "run":
                refuse_wildcards(token, gettext(FIELD_NAMES[field]))
            node = field_node(field, token.comparable, token.start, token.end)
        elif token.kind == "run":
            node = run_node(token, self._settings)
        else:
            node = Substring(token.comparable)
        for one in _texts(node) or (node,):
            self.written.setdefault(one, token.text.strip())
        return node

    def _near_each_other(self, left: Node, right: Node, near: Token) -> Node:
        distance = self._distance(near)
        if not _texts(left) or not _texts(right):
            raise _near_mistake(
                near, gettext("两边只能是词语、引号里的文字，或括号里以 OR 相连的几个")
            )
        assert isinstance(left, Text | Or)
        assert isinstance(right, Text | Or)
        return Near(left, right, distance)

    def _distance(self, near: Token) -> int:
        most = self._settings.max_near_distance
        if not near.text.isdecimal():
            example = f"NEAR/{_NEAR_EXAMPLE}"
            raise _near_mistake(
                near, gettext("后面要写明最多隔几个字，如 %(example)s", example=example), example
            )
        if int(near.text) > most:
            raise _near_mistake(near, gettext("最多隔 %(most)s 个字", most=most), f"NEAR/{most}")
        return int(near.text)

    def _operand_missing(self) -> Mistake:
        """The mistake of what stands next, or of what stands before it."""
        following = self._tokens[self._place] if self._place < len(self._tokens) else None
        before = self._tokens[self._place - 1] if self._place else None
        if before and before.kind == "field":
            return _missing(before, gettext("后面要紧跟检索词"))
        if before and before.kind == "NEAR" and following and following.kind == "NOT":
            return _near_mistake(before, gettext("两边不能是要排除的词"))
        if following and following.kind in _BINARY:
            return _missing(following, gettext("左边缺少检索词"))
        assert before is not None
        if before.kind == "(":
            assert following is not None
            return Mistake(
                gettext(
                    "第 %(place)s 个字符处的括号里没有检索词；要找括号本身，请放在引号里",
                    place=before.start + 1,
                ),
                before.start,
                following.end,
            )
        return _missing(before, gettext("后面缺少检索词"))

    def _next_kind(self) -> Kind | None:
        return self._tokens[self._place].kind if self._place < len(self._tokens) else None

    def _take(self) -> Token:
        self._place += 1
        return self._tokens[self._place - 1]

    def _takes(self, kind: Kind) -> Token | None:
        return self._take() if self._next_kind() == kind else None


def _texts(node: Node) -> Sequence[Text] | None:
    """The texts of which one is asked for; None if something else is asked for."""
    nodes = node.nodes if isinstance(node, Or) else (node,)
    found = [one for one in nodes if isinstance(one, Substring | Wildcard)]
    return found if len(found) == len(nodes) else None


def _in_title(node: Node) -> Node:
    """The same asked of titles."""
    match node:
        case And(nodes):
            return And(tuple(map(_in_title, nodes)))
        case Or(nodes):
            return Or(tuple(map(_in_title, nodes)))
        case Not(inner):
            return Not(_in_title(inner))
    assert isinstance(node, Substring | Wildcard | Near)
    return InTitle(node)


def _missing(token: Token, what: str) -> Mistake:
    sign = token.written.strip()
    return Mistake(
        gettext(
            "第 %(place)s 个字符处的“%(sign)s”%(problem)s；要找“%(sign)s”本身，请放在引号里",
            place=token.start + 1,
            sign=sign,
            problem=what,
        ),
        token.start,
        token.end,
    )


def _near_mistake(near: Token, what: str, repair: str = "") -> Mistake:
    message = gettext(
        "第 %(place)s 个字符处的 NEAR %(problem)s", place=near.start + 1, problem=what
    )
    return Mistake(message, near.start, near.end, repair)
