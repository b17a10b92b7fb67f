r"""Query text -> what it asks for.

    query   = [ or ]
    or      = and { "OR" and }               "OR" is also "|"
    and     = not { [ "AND" ] not }
    not     = { "NOT" } near                 "NOT" is also "-" before a term
    near    = operand { "NEAR/" n operand }  each with the next; operands are texts or an OR of them
    operand = run | quoted | "(" or ")" | field ":" operand
    quoted  = '"' { character | '\"' | '\\' } '"'        also ＂ ＂, “ ” and 「 」, which may nest
    run     = characters up to a blank or "|", with wildcards "*" and "?" between them
    field   = "title" | "speaker" | "region" | "year" | "date" | "source" | "kind", or in Chinese

Terms side by side must all match, AND binds tighter than OR. Full-width operators are as good as
half-width ones; OR, AND, NOT and NEAR are operators in capitals, standing alone.

People paste sentences, and what is found as it stands matters more to them than operators. So
these count only where a term begins or ends:

- A quotation mark inside a run is a character like any other; inside quotes everything is.
- A bracket is a character if it is closed inside a run that goes on (（一）加强), or was opened
  inside a run (教育法（草案）); one that closes what a run has opened before it is, too.
- A hyphen is a character but before a term, a colon but after the name of a field where a term
  begins.
- A question mark at the edge of a run is a character. Inside it stands for any character, itself
  included, even where it ends a sentence.

Blanks at a term's edges are dropped, and with them terms of blanks alone; every other text,
punctuation too, is a term.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from searchapp.errors import BadRequest, ParameterError, QueryMistake
from searchapp.query.grammar import Parser
from searchapp.query.mistakes import Mistake
from searchapp.query.scanner import quoted as quoted
from searchapp.query.scanner import scan
from searchapp.query.tree import Node
from searchapp.query.wording import wording
from searchapp.settings import Settings

_MOST_REPAIRS = 20


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What a query text asks for; `tree` is None where nothing is asked for.

    `written` says how the texts of the tree read: as the person wrote them.
    """

    tree: Node | None
    written: Mapping[Node, str]


def parse_query(text: str, settings: Settings) -> ParsedQuery:
    """What a query text asks for.

    Raises `BadRequest`, with a `QueryMistake`, for a text that breaks the rules, and for one that
    asks for too much.
    """
    try:
        return _parsed(text, settings)
    except Mistake as mistake:
        found = QueryMistake(text, mistake.start, *_repaired(text, mistake, settings))
        raise BadRequest((ParameterError("q", str(mistake), found),)) from None


def _parsed(text: str, settings: Settings) -> ParsedQuery:
    parser = Parser(scan(text, settings.max_query_depth), settings)
    return ParsedQuery(parser.tree(), parser.written)


def _repaired(text: str, mistake: Mistake, settings: Settings) -> tuple[str | None, str | None]:
    """The query text with all mistakes mended, else quoted as a whole, and what that asks for."""
    repaired = text
    for _ in range(_MOST_REPAIRS):
        before, after = repaired[: mistake.start], repaired[mistake.end :]
        if not mistake.repair and (not before or before[-1].isspace()):
            after = after.lstrip()
        repaired = f"{before}{mistake.repair}{after}".rstrip()
        try:
            parsed = _parsed(repaired, settings)
        except Mistake as another:
            mistake = another
        else:
            break
    else:
        parsed = ParsedQuery(None, {})
    if not parsed.tree:
        repaired = quoted(text.strip())
        parsed = _parsed(repaired, settings)
    if not parsed.tree or len(repaired) > settings.max_query_length:
        return None, None
    return repaired, str(wording(parsed.tree, parsed.written))
