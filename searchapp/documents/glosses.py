"""Pinyin glosses: readings that a page puts in brackets behind characters, 實(shí) for 實.

They stand inside words and sentences and would break every match there.
"""

import re

_VOWELS = "aeiouüvɑāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ\u0300\u0301\u0304\u030c"
_TONE = re.compile("[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u030c]")
_SYLLABLE = f"(?:[zcs]h|[bpmfdtnlgɡkhjqxzcsryw])?[{_VOWELS}]{{1,6}}(?:n[gɡ]|[nr])?|[ńňǹḿ][gɡ]?"
# Only directly behind an ideograph: 校(園)長 and (STEM) are the writer's own words.
_GLOSS = re.compile(
    f"(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af])[(（] ?(?:{_SYLLABLE}) ?[)）]",
    re.IGNORECASE,
)


def without_glosses(lines: list[str]) -> tuple[list[str], list[list[str]]]:
    """The lines without glosses, and for each line the glosses that went.

    A syllable with a tone mark is a gloss. One without, 了(le), is one only in a text that has
    glosses with tone marks; elsewhere it may be a word, 他(he).
    """
    has_tones = any(_TONE.search(gloss) for line in lines for gloss in _GLOSS.findall(line))
    if not has_tones:
        return lines, [[] for _ in lines]
    return [_GLOSS.sub("", line) for line in lines], [_GLOSS.findall(line) for line in lines]
