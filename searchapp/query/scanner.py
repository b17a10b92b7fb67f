"""Query text -> tokens: what is a term, what an operator (the rules stand in `language`)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from searchapp.languages import gettext, translatable
from searchapp.query.fields import field_at
from searchapp.query.mistakes import Mistake
from searchapp.text.fold import comparable, fold

Kind = Literal["run", "quoted", "field", "(", ")", "OR", "AND", "NOT", "NEAR"]

_CLOSING = {'"': '"', "＂": "＂", "“": "”", "「": "」"}
_QUOTES = "".join(_CLOSING) + "".join(_CLOSING.values())
_ESCAPE = re.compile(rf"\\([\\{_QUOTES}])")
_BARS = re.compile(r"\|+")
_BLANKS = re.compile(" *")
_WORD_OPERATORS: dict[str, Kind] = {"OR": "OR", "AND": "AND", "NOT": "NOT"}
_OPENED = translatable(
    '第 %(place)s 个字符处的括号没有配对：请补上后括号，或删去它；要找括号本身，请写作 "("'
)
_CLOSED = translatable(
    '第 %(place)s 个字符处的括号没有配对：请补上前括号，或删去它；要找括号本身，请写作 ")"'
)
_QUOTED = translatable(
    r'第 %(place)s 个字符处的引号没有配对：请补上后引号，或删去它；要找引号本身，请写作 "\""'
)
_NEAR = re.compile(r"NEAR(?:/(.*))?|(?i:near)/([0-9]+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query text, from `start` to `end`.

    `written` is how it stands there. `text` is what stands inside quotes, without escapes, of a
    field its English name, of NEAR what follows the slash, and else as written. `comparable` is the
    text as it is looked for, of runs and of what is quoted.
    """

    kind: Kind
    start: int
    end: int
    written: str
    text: str
    comparable: str = ""


def scan(text: str, max_depth: int) -> list[Token]:
    """The tokens of a query text, without terms of blanks alone.

    Every bracket that is a token has its partner. Raises `Mistake` for quotes and brackets without
    one, and for brackets inside more than `max_depth` others.
    """
    return _Scanner(text, max_depth).tokens()


class _Scanner:
    def __init__(self, text: str, max_depth: int) -> None:
        self._text = text
        # In folded text full-width operators are half-width, and whatever has no width is a blank.
        self._folded = fold(text)
        self._max_depth = max_depth
        self._groups: list[int] = []  # where the brackets stand that are open
        self._loose = 0  # brackets opened inside runs and not closed, outside of groups

    def tokens(self) -> list[Token]:
        found = []
        position = self._after_blanks(0)
        while position < len(self._text):
            token = self._token(position)
            if token.comparable or token.kind not in ("run", "quoted"):
                found.append(token)
            position = self._after_blanks(token.end)
        if self._groups:
            place = self._groups[-1]
            raise self._unclosed(place, ")", gettext(_OPENED, place=place + 1))
        return found

    def _token(self, start: int) -> Token:
        if bars := _BARS.match(self._folded, start):
            return self._piece("OR", start, bars.end())
        if self._text[start] in _CLOSING:
            return self._quoted(start)
        if field := field_at(self._folded, start):
            name, end = field
            return self._piece("field", start, end, name)
        return self._sign(start) or self._run(start)

    def _sign(self, start: int) -> Token | None:
        """The bracket or hyphen that stands here, if it is an operator."""
        match self._folded[start]:
            case "(" if not self._is_plain_bracket(start):
                return self._group(start)
            case ")" if self._groups:
                self._groups.pop()
                return self._piece(")", start, start + 1)
            case "-" if not self._ends_term(start + 1) and self._folded[start + 1] != "-":
                return self._piece("NOT", start, start + 1)
        return None

    def _quoted(self, start: int) -> Token:
        opening, closing = self._text[start], _CLOSING[self._text[start]]
        depth, position = 1, start + 1
        while position < len(self._text):
            character = self._text[position]
            if character == "\\":
                position += 1
            elif character == closing:
                depth -= 1
                if not depth:
                    inside = _ESCAPE.sub(r"\1", self._text[start + 1 : position])
                    return self._term("quoted", start, position + 1, inside)
            elif character == opening:
                depth += 1
            position += 1
        raise self._unclosed(start, closing, gettext(_QUOTED, place=start + 1))

    def _group(self, start: int) -> Token:
        if len(self._groups) == self._max_depth:
            raise Mistake(
                gettext(
                    "第 %(place)s 个字符处的括号套得太深，最多 %(most)s 层",
                    place=start + 1,
                    most=self._max_depth,
                ),
                start,
                start + 1,
            )
        self._groups.append(start)
        return self._piece("(", start, start + 1)

    def _run(self, start: int) -> Token:
        end = self._run_end(start)
        if end == start:
            raise Mistake(gettext(_CLOSED, place=start + 1), start, start + 1)
        word = unicodedata.normalize("NFKC", self._text[start:end])
        if kind := _WORD_OPERATORS.get(word):
            return self._piece(kind, start, end)
        if near := _NEAR.fullmatch(word):
            return self._piece("NEAR", start, end, near[1] or near[2] or "")
        return self._term("run", start, end, self._text[start:end])

    def _run_end(self, start: int) -> int:
        """Where the run ends that begins here: at a blank, a bar, or a bracket that is none of its.

        Outside of groups, a bracket that was opened in an earlier run may be closed in this one.
        """
        opened = 0
        position = start
        while position < len(self._text):
            character = self._folded[position]
            if character == "|" or self._text[position].isspace():
                break
            if character == "(":
                opened += 1
            elif character == ")":
                if opened:
                    opened -= 1
                elif self._groups:
                    break
                elif self._ends_term(position + 1):
                    if not self._loose:
                        break
                    self._loose -= 1
            position += 1
        if not self._groups:
            self._loose += opened
        return position

    def _is_plain_bracket(self, start: int) -> bool:
        """Whether the bracket is closed inside its run, and the run goes on: （一）加强.

        What is quoted, from where a term may begin inside the bracket, is no run.
        """
        depth = 0
        for position in range(start, len(self._text)):
            character = self._folded[position]
            if character == "|" or self._text[position].isspace():
                return False
            if self._text[position] in _CLOSING and self._folded[position - 1] in "(-:":
                return False
            depth += (character == "(") - (character == ")")
            if not depth:
                return not self._ends_term(position + 1)
        return False

    def _ends_term(self, position: int) -> bool:
        return position >= len(self._text) or self._folded[position] in " |)"

    def _after_blanks(self, position: int) -> int:
        match = _BLANKS.match(self._folded, position)
        assert match is not None
        return match.end()

    def _unclosed(self, start: int, closing: str, message: str) -> Mistake:
        return Mistake(message, start, len(self._text), f"{self._text[start:].rstrip()}{closing}")

    def _term(self, kind: Kind, start: int, end: int, text: str) -> Token:
        return Token(kind, start, end, self._text[start:end], text, comparable(text).strip(" "))

    def _piece(self, kind: Kind, start: int, end: int, text: str | None = None) -> Token:
        written = self._text[start:end]
        return Token(kind, start, end, written, written if text is None else text)


def quoted(text: str) -> str:
    """The text as a query text that asks for all of it as it stands."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
