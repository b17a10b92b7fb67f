"""Texts that are the same, or nearly so, among thousands, compared as they stream by.

A text is taken as the set of its shingles, all runs of five characters in it; what two texts have
in common is the share |A ∩ B| / |A ∪ B|. To compare every text with every other is too much, so
candidates are found first by MinHash with banding (Broder 1997): 126 evenly spaced marks on the
line of 64-bit hashes each pick the first shingle at or after them. Two texts agree at a mark with a
probability equal to their share, and are candidates where they agree at three marks in a row of
the 42 such bands: 99.6 % of pairs with a share of 0.5 are, and 1 % of those with 0.06. The share of
candidates is then computed exactly, from the texts themselves.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Self

import numpy as np
import numpy.typing as npt

from searchapp.text.fold import comparable

LEAST_SHARE = 0.5
"""Share in common from which two texts count as nearly the same."""
_SHINGLE = 5
_BANDS, _ROWS = 42, 3
_MARKS = np.arange(_BANDS * _ROWS, dtype=np.uint64) * np.uint64(2**64 // (_BANDS * _ROWS))
# Where very many texts look alike (forms, tables of posts), each is compared with some before it.
_NEIGHBOURS = 8
_CACHED_TEXTS = 256
_BASE = np.uint64(0x9E3779B97F4A7C15)

_Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two documents, by name, that say nearly the same.

    `share` is what their shingles have in common, `share_of_each` how much of each the other one
    holds: (1.0, 0.6) is an excerpt and its whole.
    """

    documents: tuple[str, str]
    share: float
    share_of_each: tuple[float, float]


class Comparison:
    """Takes texts one by one and then tells which are alike.

    Used as a context manager: the texts wait in a temporary file, and only some 500 bytes of each
    in memory.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed in __exit__
        self._names: list[str] = []
        self._places: list[tuple[int, int]] = []
        self._bands: list[_Hashes] = []
        self._same: dict[bytes, list[str]] = defaultdict(list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, name: str, paragraphs: Iterable[str]) -> None:
        """Take the text of a document; how it is cut into paragraphs makes no difference."""
        text = comparable("".join(paragraphs))
        encoded = text.encode("utf-8", "surrogatepass")
        same = self._same[sha256(encoded).digest()]
        same.append(name)
        if len(same) == 1:
            self._names.append(name)
            self._places.append((self._file.seek(0, 2), self._file.write(encoded)))
            self._bands.append(_bands(text))

    def identical(self) -> list[tuple[str, ...]]:
        """Names of documents with the same comparable text, two or more together."""
        return [tuple(names) for names in self._same.values() if len(names) > 1]

    def near_duplicates(self) -> list[NearDuplicate]:
        """Pairs that are not identical and have at least `LEAST_SHARE` in common, most first.

        Of identical documents the first stands for all.
        """
        shingles = lru_cache(_CACHED_TEXTS)(self._shingles)
        found = []
        for one, other in sorted(set(_candidates(self._bands))):
            ours, theirs = shingles(one), shingles(other)
            common = len(np.intersect1d(ours, theirs, assume_unique=True))
            share = common / (len(ours) + len(theirs) - common)
            if share >= LEAST_SHARE:
                names = (self._names[one], self._names[other])
                each = (common / len(ours), common / len(theirs))
                found.append(NearDuplicate(names, share, each))
        return sorted(found, key=lambda pair: (-pair.share, pair.documents))

    def _shingles(self, number: int) -> _Hashes:
        place, length = self._places[number]
        self._file.seek(place)
        text = self._file.read(length).decode("utf-8", "surrogatepass")
        return np.unique(_hashes(text))


def _bands(text: str) -> _Hashes:
    """For each band a number that two texts share if they agree at all marks of the band."""
    hashes = np.sort(_hashes(text))
    picked = hashes[np.searchsorted(hashes, _MARKS) % len(hashes)].reshape(_BANDS, _ROWS)
    together: _Hashes = _mixed(picked).sum(axis=1)
    return together


def _hashes(text: str) -> _Hashes:
    """The hash of every shingle of the text, in order; a text shorter than a shingle is one."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    count = max(len(codes) - _SHINGLE + 1, 1)
    hashes = np.zeros(count, np.uint64)
    for offset in range(min(_SHINGLE, len(codes))):
        hashes = hashes * _BASE + codes[offset : offset + count]
    return _mixed(hashes)


def _mixed(numbers: _Hashes) -> _Hashes:
    """Each number well spread over all 64 bits, one to one (Steele et al. 2014, SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _candidates(bands: list[_Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers of texts, the lower first, that agree in a band."""
    if not bands:
        return
    for column in np.array(bands).T:
        order = np.argsort(column, kind="stable")
        ends = np.flatnonzero(column[order][1:] != column[order][:-1]) + 1
        for alike in np.split(order, ends):
            for at in range(1, len(alike)):
                for before in alike[max(0, at - _NEIGHBOURS) : at]:
                    yield int(before), int(alike[at])
