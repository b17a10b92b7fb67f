r"""Query text -> terms.

    query  = blank* (term blank*)*
    term   = quoted | run
    quoted = '"' (character | '\"' | '\\')* '"'
    run    = character+                 up to the next blank

A quotation mark counts only where a term begins; inside a run it is a character like any other, and
inside quotes everything is. Blanks at a term's edges are dropped, and with them terms of blanks
alone; every other text, punctuation too, is a term.
"""

import re
from dataclasses import dataclass

from searchapp.errors import BadRequest, ParameterError
from searchapp.settings import Settings
from searchapp.text.fold import comparable

_TERM = re.compile(r'\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<run>[^\s"]\S*+))', re.DOTALL)
_ESCAPE = re.compile(r'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Term:
    """One term: `text` as the person wrote it, `comparable` as it is looked for."""

    text: str
    comparable: str


def parse_query(text: str, settings: Settings) -> tuple[Term, ...]:
    """The terms of a query text, each once; none for an empty text or blanks alone.

    Raises `BadRequest` for a quotation mark that is never closed, and for too many terms.
    """
    terms: dict[str, Term] = {}
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = _TERM.match(text, position)
        if match is None:
            opening = text.index('"', position) + 1
            raise _problem(
                f"第 {opening} 个字符处的引号没有配对：请补上后引号，"
                '或删去它；要找引号本身，请写作 "\\""'
            )
        quoted = match["quoted"]
        raw = match["run"] if quoted is None else _ESCAPE.sub(r"\1", quoted)
        term = Term(raw.strip(), comparable(raw).strip(" "))
        if term.comparable:
            terms.setdefault(term.comparable, term)
        position = match.end()
    if len(terms) > settings.max_query_terms:
        raise _problem(
            f"检索词有 {len(terms)} 个，最多 {settings.max_query_terms} 个，请减少后再试"
        )
    return tuple(terms.values())


def quoted(text: str) -> str:
    """The text as a query text that asks for all of it as it stands."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _problem(message: str) -> BadRequest:
    return BadRequest((ParameterError("q", message),))
