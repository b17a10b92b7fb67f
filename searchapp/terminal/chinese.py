"""What click says on its own, in Chinese like all the rest: headings of help, usage errors.

click asks the standard library's `gettext` for its messages, in the domain `messages`; our
catalogue for it is `translations/`, compiled by `make catalogues`.
"""

import os
from gettext import bindtextdomain
from pathlib import Path

TRANSLATIONS = Path(__file__).parent / "translations"


def let_click_speak_chinese() -> None:
    """Put the catalogue in force in this process, whatever the language of its user."""
    # Nothing but the environment tells `gettext` which language is wanted.
    os.environ["LANGUAGE"] = "zh_CN"
    bindtextdomain("messages", str(TRANSLATIONS))
