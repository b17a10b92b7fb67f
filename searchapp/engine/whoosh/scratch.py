"""Tables to work in, kept between queries: making one takes longer than most queries use it."""

from typing import Any

import numpy as np

from searchapp.engine.whoosh.container import Array


class Scratch:
    """Tables of so many zeros; a thread borrows one, and gives it back as it was."""

    def __init__(self, count: int, dtype: Any) -> None:
        self._count = count
        self._dtype = dtype
        self._free: list[Array] = []

    def borrow(self) -> Array:
        try:
            return self._free.pop()
        except IndexError:
            return np.zeros(self._count, self._dtype)

    def give_back(self, table: Array) -> None:
        self._free.append(table)


def keep_freed_memory() -> None:
    """Have the allocator keep what is freed instead of handing it back to the system.

    glibc hands back at once what is larger than any such piece before, and queries that find much
    use some megabytes for a moment: a third of their time went to page faults (500 a query of three
    frequent words at 592,687 paragraphs). One piece of 32 MB, the most that it learns from, shows
    it what is usual here; nothing is written there, so it costs nothing. Elsewhere it is without
    effect.
    """
    np.empty((1 << 25) - (1 << 13), np.uint8)
