"""The one way to the terminal: whatever a text holds, it is shown there and obeyed by nothing.

Documents, their names and what is asked come from others. A control character in them may clear
the screen, name the window or type on a person's behalf; a sign of direction turns what follows.
"""

import re
from typing import Any

import click

_REPLACEMENT = "\ufffd"
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


class Styled(str):
    """A text that is clean already, with our own signs of colour around it."""

    __slots__ = ()


def styled(text: str, **style: Any) -> Styled:
    """The text in a style of `click.style`."""
    return Styled(click.style(_shown(text), **style))


def say(*pieces: str, err: bool = False) -> None:
    """Print a line, on standard error if it is told so."""
    whole = "".join(one if isinstance(one, Styled) else _shown(one) for one in pieces)
    click.echo(whole, err=err)


def escaped(json: str) -> str:
    """JSON with what would steer a terminal written as JSON writes it: all of it is in strings."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def _shown(text: str) -> str:
    return _STEERING.sub(_REPLACEMENT, text)
