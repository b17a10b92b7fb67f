"""Text on its way into programs that obey some characters, or refuse them."""

import re

_REPLACEMENT = "\ufffd"
# Controls but tab and line ends, what turns the direction of all that follows, halves of surrogate
# pairs and non-characters: XML 1.0 (section 2.2) has no place for most of them.
_OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def visible(text: str) -> str:
    """The text with a sign in place of each character that is obeyed instead of being shown."""
    return _OBEYED.sub(_REPLACEMENT, text)
