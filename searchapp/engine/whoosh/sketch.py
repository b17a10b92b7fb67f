"""What a paragraph says, in a few bytes that tell whether another one says nearly the same.

A wording is comparable text without the number that it begins with (第八条, （三）, 2.) and without
punctuation and blanks. Two paragraphs say the same if their wordings are equal, or if both have at
least `SHORTEST` characters and of the `SLOTS` bytes of their sketches `LEAST_EQUAL` are the same.

A sketch is a MinHash (Broder 1997): each byte comes from the pair of characters that one of `SLOTS`
shufflings of all pairs puts first, so two sketches have a byte in common with a probability of
|A ∩ B| / |A ∪ B|, the share of pairs that their wordings have in common. With 21 of 24, 97 % of
wordings that share 95 % of their pairs say the same, 79 % of those with 90 %, 26 % of those with
80 %, 4 % of those with 70 %: among forty characters one word may be another. Of a short wording
every byte comes from the whole of it, as one word makes the difference in a heading.
"""

import re
from collections.abc import Sequence

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.lexicon import CHARACTER_BITS, code_points

SLOTS = 24
LEAST_EQUAL = 21
SHORTEST = 24

_NUMERAL = "[0-9一二三四五六七八九十百千零〇两]+"
_LEADING_NUMBER = re.compile(
    rf"第{_NUMERAL}[条章节款项编篇](?:之{_NUMERAL})?"
    rf"|[(\[〔【]?{_NUMERAL}[])〕】.、:,](?![0-9])"
)
_ODD = np.uint32(0x9E3779B1)


def sketches(texts: Sequence[str]) -> Array:
    """The sketches of comparable texts (uint8, `SLOTS` a row)."""
    codes, rows = _wordings(texts)
    lengths = np.bincount(rows, minlength=len(texts))
    found = np.zeros((len(texts), SLOTS), np.uint8)
    is_long = lengths >= SHORTEST
    in_long = is_long[rows]
    found[is_long] = _of_long(codes[in_long], rows[in_long], lengths[is_long])
    found[~is_long] = _of_short(codes[~in_long], lengths[~is_long])
    return found


def _wordings(texts: Sequence[str]) -> tuple[Array, Array]:
    """The code points of all wordings and the row of each.

    Where nothing would be left, as of a line of dashes, the text stays as it is.
    """
    texts = [_without_number(text) for text in texts]
    codes = code_points("".join(texts))
    rows = np.repeat(np.arange(len(texts), dtype=np.int32), list(map(len, texts)))
    is_letter = np.zeros(1 << CHARACTER_BITS, bool)
    is_letter[codes] = True
    known = is_letter.nonzero()[0]
    is_letter[known] = [chr(code).isalnum() for code in known.tolist()]
    keep = is_letter.take(codes)
    without = np.bincount(rows[keep], minlength=len(texts)) == 0
    if without.any():
        keep |= without[rows]
    return codes[keep], rows[keep]


def _without_number(text: str) -> str:
    number = _LEADING_NUMBER.match(text)
    if number is None:
        return text
    rest = text[number.end() :]
    return rest if rest[:1].isalnum() or any(map(str.isalnum, rest)) else text


def _of_long(codes: Array, rows: Array, lengths: Array) -> Array:
    pairs = _mixed_short(codes[:-1] * _ODD + codes[1:])[rows[:-1] == rows[1:]]
    starts = np.cumsum(lengths - 1) - (lengths - 1)
    found = np.empty((len(lengths), SLOTS), np.uint8)
    for slot, shuffling in enumerate(_SHUFFLINGS if len(lengths) else ()):
        found[:, slot] = np.minimum.reduceat(pairs * shuffling, starts)
    return found


def _of_short(codes: Array, lengths: Array) -> Array:
    """Bytes of a hash of the characters and their places."""
    ends = np.cumsum(lengths)
    places = np.arange(len(codes)) - np.repeat(ends - lengths, lengths)
    hashes = mixed(places.astype(np.uint64) << np.uint64(32) | codes)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(hashes, dtype=np.uint64)))
    whole = sums[ends] - sums[ends - lengths]
    parts = [mixed(whole + np.uint64(part)) for part in range(SLOTS // 8)]
    return np.stack(parts, 1).astype("<u8").view(np.uint8)


def _mixed_short(numbers: Array) -> Array:
    """Each number well spread over all 32 bits, one to one (C. Wellons 2018, lowbias32)."""
    numbers = (numbers ^ (numbers >> np.uint32(16))) * np.uint32(0x7FEB352D)
    numbers = (numbers ^ (numbers >> np.uint32(15))) * np.uint32(0x846CA68B)
    spread: Array = numbers ^ (numbers >> np.uint32(16))
    return spread


def mixed(numbers: Array) -> Array:
    """Each number well spread over all 64 bits, one to one (Steele et al. 2014, SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    spread: Array = numbers ^ (numbers >> np.uint64(31))
    return spread


_SHUFFLINGS = _mixed_short(np.arange(1, SLOTS + 1, dtype=np.uint32)) | np.uint32(1)
