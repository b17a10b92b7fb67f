"""Hits that say the same (`statements`) as one: the first of them in the order of the answer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from searchapp.deadline import check_time
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.counting import Hits
from searchapp.engine.whoosh.order import Place, by_date
from searchapp.engine.whoosh.segment import Segment


class Collapse:
    """The hits in each segment, by the statements of its paragraphs.

    `in_order` gives as many hits as it is asked for, the first in the order of the answer.
    """

    def __init__(
        self,
        hits: Sequence[Hits],
        statements: Sequence[Array],
        in_order: Callable[[int], Iterable[Place]],
    ) -> None:
        self._hits = hits
        self._in_order = in_order
        self._statements = statements
        # Of most hits no other paragraph says the same: what follows is about the others.
        self._shared: list[tuple[Array, Array]] = []
        for one, numbers in zip(hits, statements, strict=True):
            of_hits = numbers.take(one.paragraphs)
            shared = of_hits.nonzero()[0]
            self._shared.append((shared, of_hits.take(shared)))
        found = [np.zeros(0, np.int32), *(numbers for _, numbers in self._shared)]
        self._counts = np.bincount(np.concatenate(found))
        self.surplus = int(self._counts.sum() - np.count_nonzero(self._counts))
        """How many hits say the same as another one that stands for them."""

    def firsts(self, count: int) -> list[Place]:
        """The first `count` hits of which none says the same as one before it.

        More are looked at where too many of them say the same.
        """
        most = count + self.surplus
        looked_at = min(2 * count, most)
        while True:
            check_time()
            found = list(islice(self._different(self._in_order(looked_at)), count))
            if len(found) == count or looked_at == most:
                return found
            looked_at = min(2 * looked_at, most)

    def others_count(self, place: Place) -> int:
        """How many other hits say the same as this one."""
        number = self._number(place)
        return int(self._counts[number]) - 1 if number else 0

    def others(self, place: Place, most: int) -> list[Place]:
        """The other hits that say the same as this one, the first of them by date."""
        number = self._number(place)
        same = []
        for hits, (shared, numbers) in zip(self._hits, self._shared, strict=True):
            chosen = shared[numbers == number]
            same.append(hits.only(chosen))
        others = (one for one in by_date(same, "date") if one[1:] != place[1:])
        return list(islice(others, most))

    def _different(self, places: Iterable[Place]) -> Iterator[Place]:
        seen: set[int] = set()
        for place in places:
            number = self._number(place)
            if number not in seen:
                yield place
            if number:
                seen.add(number)

    def _number(self, place: Place) -> int:
        """The statement of a hit; 0 if it is alone in what it says."""
        _, segment, row = place
        return int(self._statements[segment][row])


def same_as(
    segments: Sequence[Segment], statements: Sequence[Array], document_id: str, ordinal: int
) -> list[Array]:
    """The paragraphs in each segment that say the same as this one; none if it is not there."""
    for place, segment in enumerate(segments):
        document = segment.document_of(document_id)
        if document is not None and ordinal <= len(segment.paragraphs_of(document)):
            row = segment.paragraphs_of(document)[ordinal - 1]
            number = statements[place][row]
            if number:
                return [(numbers == number).nonzero()[0] for numbers in statements]
            return [np.array([row] if one is segment else []) for one in segments]
    return [np.zeros(0, np.int32) for _ in segments]
