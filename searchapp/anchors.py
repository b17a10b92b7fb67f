"""Links to paragraphs that find them again after their document has changed.

A link carries the place of a paragraph, a checksum of all it says, and the first letters of it:
`13-5c0f1e-要强化责任抓落`. If the paragraph at that place says the same, nothing has happened. If
another one does, it has moved; if none does, one that has those first letters is the paragraph,
changed. Else it is gone. Letters are those of comparable text, and numbers such as （三） are left
out of them: they change when something is put in before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from searchapp.numbering import numbering
from searchapp.text.fold import comparable

State = Literal["unchanged", "moved", "changed", "gone"]
_LETTERS = 8
_HEAD = 80
_FEWEST = 4
"""Fewer letters may stand in any paragraph."""
WRITTEN = r"([1-9][0-9]{0,8})(?:-([0-9a-f]{6})(?:-([\s\S]{0,40}))?)?"
"""An anchor as it stands in a link, a regular expression."""
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A paragraph as a link names it. Without a checksum it is whatever stands at that place."""

    ordinal: int
    checksum: str = ""
    letters: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, (str(self.ordinal), self.checksum, self.letters)))


@dataclass(frozen=True, slots=True)
class Found:
    """What has become of a paragraph, and where it is now; None if it is gone."""

    state: State
    ordinal: int | None


def anchor(ordinal: int, text: str) -> Anchor:
    """The anchor of a paragraph."""
    known = comparable(text).strip()
    # Nobody puts so much between letters that the first of them are further on.
    return Anchor(ordinal, _checksum(known), _letters(known[:_HEAD])[:_LETTERS])


def parse_anchor(written: str) -> Anchor | None:
    """The anchor that a link carries; None if it is none."""
    found = re.fullmatch(WRITTEN, written.strip())
    return Anchor(int(found[1]), found[2] or "", found[3] or "") if found else None


def find(sought: Anchor, texts: Sequence[str]) -> Found:
    """Where the paragraph is now among the paragraphs of its document."""
    place = sought.ordinal - 1
    if not sought.checksum:
        return Found("unchanged", sought.ordinal) if place < len(texts) else Found("gone", None)
    known = [comparable(one).strip() for one in texts]
    same = [place for place, one in enumerate(known) if _checksum(one) == sought.checksum]
    if place in same:
        return Found("unchanged", sought.ordinal)
    if same:
        return Found("moved", min(same, key=lambda one: abs(one - place)) + 1)
    if len(sought.letters) < _FEWEST:
        return Found("gone", None)
    starts = [_letters(one).find(sought.letters) for one in known]
    changed = [(start > 0, abs(one - place), one) for one, start in enumerate(starts) if start >= 0]
    return Found("changed", min(changed)[2] + 1) if changed else Found("gone", None)


def _checksum(known: str) -> str:
    """24 bits of the CRC-32 of comparable text, in hexadecimal."""
    return f"{crc32(known.encode(errors='surrogatepass')) & 0xFFFFFF:06x}"


def _letters(known: str) -> str:
    """The letters and digits of comparable text after its number."""
    number = numbering(known)
    return _NO_LETTERS.sub("", known[number.end :] if number else known)
