"""How Chinese characters sound: toneless readings, and whether typed letters spell a name.

pypinyin and its tables are loaded at the first use, which takes a third of a second.
"""

from functools import cache
from itertools import islice, product

_MOST_SOUNDS = 16
"""Heteronyms multiply; a text of so many sounds is known well enough by the first of them."""
_APOSTROPHES = str.maketrans("", "", "'’ ")


@cache
def readings(character: str) -> tuple[str, ...]:
    """The readings of a character without tones, the usual one first; none if it has none.

    Of a character of the Table of General Standard Chinese Characters (2013) they are those of its
    dictionary: 宁 is ning, and not zhu as in antiquity. `ü` is written v, as input methods do.
    """
    from pypinyin.contrib.tone_convert import to_normal
    from pypinyin.pinyin_dict import pinyin_dict
    from pypinyin_dict.pinyin_data.ktghz2013 import pinyin_dict as of_today

    code = ord(character)
    known = pinyin_dict.get(code, "").split(",")
    today = of_today.get(code, "").split(",")
    found = [one for one in known if one in today] or known
    return tuple(dict.fromkeys(to_normal(one) for one in found if one))


def sounds(text: str) -> tuple[str, ...]:
    """The ways a text may sound, syllables joined by blanks, the usual one first.

    At most 16 of them; none if some character has no reading.
    """
    spoken = product(*map(readings, text)) if text else ()
    return tuple(map(" ".join, islice(spoken, _MOST_SOUNDS)))


def spells(letters: str, name: str) -> bool:
    """Whether typed letters spell the beginning of a name: 吴晓昊 by wxh, wuxiao or wuxhao.

    Each character is spelt by any of its readings or the beginning of one, and none is left out
    but what has no reading, such as the dot in a name. ü may be typed v, u, yu or ü.
    """
    letters = letters.lower().translate(_APOSTROPHES).replace("ü", "v")
    ends = {0}
    for character in name.lower():
        spelt = _spellings(character)
        if not spelt:
            continue
        ends = {
            end + length
            for end in ends
            for one in spelt
            for length in range(1, len(one) + 1)
            if letters.startswith(one[:length], end)
        }
        if len(letters) in ends:
            return True
        if not ends:
            return False
    return False


def initials(name: str) -> frozenset[str]:
    """The letters with which what `spells` a name may begin."""
    for character in name.lower():
        if spelt := _spellings(character):
            return frozenset(one[0] for one in spelt)
    return frozenset()


@cache
def _spellings(character: str) -> tuple[str, ...]:
    """What may be typed for a character: a Latin letter or digit for itself."""
    if character.isascii():
        return (character,) if character.isalnum() else ()
    found = readings(character)
    typed = [one.replace("v", other) for one in found if "v" in one for other in ("u", "yu")]
    return (*found, *typed)
