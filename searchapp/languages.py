"""In which language is a person spoken to?

Messages are written in simplified Chinese, which is also what terminals and programs get. The
website puts translations in force for as long as it answers somebody who reads another language;
whatever is worded by `gettext` meanwhile, in any room, is worded in that one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

AS_WRITTEN = NullTranslations()
_in_force: ContextVar[NullTranslations] = ContextVar("translations", default=AS_WRITTEN)


def speak(translations: NullTranslations) -> None:
    """Put translations in force for all that this thread or task words from here on."""
    _in_force.set(translations)


@contextmanager
def as_written() -> Iterator[None]:
    """Word everything inside as it is written, whoever asks."""
    token = _in_force.set(AS_WRITTEN)
    try:
        yield
    finally:
        _in_force.reset(token)


def gettext(message: str, **values: object) -> str:
    """The message in the language in force, with each `%(name)s` in it filled in."""
    return _in_force.get().gettext(message) % values


def counted(message: str, count: int, **values: object) -> str:
    """The same for a message with `%(number)s`, which is `count` with its thousands set apart.

    A language may have a form of its own for one.
    """
    shown = {"number": f"{count:,}"} | values
    return _in_force.get().ngettext(message, message, count) % shown


def translatable(message: str) -> str:
    """The message as it is: marks what `gettext` gets as a value, for the catalogues."""
    return message
