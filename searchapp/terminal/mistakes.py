"""A mistake in a query text, with a caret under it."""

from searchapp.errors import QueryMistake
from searchapp.terminal.saying import say
from searchapp.terminal.tables import plain, width

_BEFORE, _AFTER = 30, 40
"""Characters of a long query text that are shown around the mistake."""


def print_mistake(mistake: QueryMistake) -> None:
    """Where it is, and the query text without it, on standard error."""
    text = plain(mistake.text)
    begin = max(0, mistake.position - _BEFORE)
    end = mistake.position + _AFTER
    before = ("…" if begin else "") + text[begin : mistake.position]
    after = text[mistake.position : end] + ("…" if end < len(text) else "")
    say(f"  {before}{after}", err=True)
    say(f"  {' ' * width(before)}^", err=True)
    if mistake.suggestion:
        say(f"改为这样检索：{plain(mistake.suggestion)}", err=True)
        say(f"即：{mistake.interpretation}", err=True)
