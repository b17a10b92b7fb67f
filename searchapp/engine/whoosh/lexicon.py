"""Sorted texts that are found without decoding the others: words, document ids, facet values.

Three arrays: `text` holds the code points of all texts one after another, `starts` where each
begins (one more entry than there are texts), `keys` the first three characters of each packed into
63 bits, whose order is that of the texts as far as it goes.
"""

from bisect import bisect_left, bisect_right
from codecs import utf_32_le_decode
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from searchapp.engine.whoosh.container import Array, Arrays

CHARACTER_BITS = 21
"""Enough for every code point plus one; 0 stands for no character."""
_PACKED = 3


def pack(text: str, size: int) -> int:
    """The first `size` characters as one number; texts sort as their numbers do."""
    key = 0
    for character in text[:size]:
        key = key << CHARACTER_BITS | ord(character) + 1
    return key << CHARACTER_BITS * (size - len(text)) if len(text) < size else key


def code_points(text: str) -> Array:
    """The code points of a text (uint32)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def starts_of(lengths: Array, dtype: str = "<u4") -> Array:
    """Where each of consecutive pieces begins, and where the last one ends."""
    starts = np.zeros(len(lengths) + 1, dtype)
    np.cumsum(lengths, out=starts[1:], dtype=dtype)
    return starts


def lexicon_arrays(name: str, texts: Sequence[str]) -> dict[str, Array]:
    """The arrays of a lexicon of texts that are sorted and all different."""
    codes = code_points("".join(texts))
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = starts_of(lengths)
    keys = np.zeros(len(texts), np.uint64)
    for place in range(_PACKED):
        has = lengths > place
        packed = codes[starts[:-1][has] + np.uint32(place)].astype(np.uint64) + np.uint64(1)
        keys[has] |= packed << np.uint64(CHARACTER_BITS * (_PACKED - 1 - place))
    return {f"{name}.text": codes, f"{name}.starts": starts, f"{name}.keys": keys}


class Lexicon(Sequence[str]):
    """The texts of a lexicon, in order."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._text = arrays[f"{name}.text"].data
        self._starts = arrays[f"{name}.starts"].data
        self._keys = arrays[f"{name}.keys"].data

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, index: int) -> str:  # type: ignore[override]  # no slices are wanted
        stored = self._text[self._starts[index] : self._starts[index + 1]]
        return utf_32_le_decode(stored, "surrogatepass")[0]

    def place(self, text: str) -> int:
        """How many texts sort before this one."""
        key = pack(text, _PACKED)
        low = bisect_left(self._keys, key)
        if len(text) <= _PACKED:
            return low  # of all texts with this key it is the shortest
        return bisect_left(self, text, low, bisect_right(self._keys, key, low))

    def find(self, text: str) -> int | None:
        """The index of a text, None if it is not here."""
        if len(text) >= _PACKED:
            place = self.place(text)
            return place if place < len(self._keys) and self[place] == text else None
        key = pack(text, _PACKED)
        place = bisect_left(self._keys, key)
        return place if place < len(self._keys) and self._keys[place] == key else None

    @cached_property
    def texts(self) -> Array:
        """All texts, decoded once (an array of strings)."""
        whole = utf_32_le_decode(self._text, "surrogatepass")[0]
        texts = np.empty(len(self), object)
        texts[:] = [whole[start:end] for start, end in pairwise(self._starts)]
        return texts


def unite(lexicons: Sequence[Collection[str]]) -> tuple[list[str], list[Array]]:
    """The sorted union of lexicons, and for each the places of its texts in that union."""
    union = sorted(set().union(*lexicons))
    places = {text: place for place, text in enumerate(union)}
    return union, [
        np.fromiter(map(places.__getitem__, one), np.int64, len(one)) for one in lexicons
    ]
