"""Hits by the documents they are in: each document at the place of its first hit in the order."""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from searchapp.engine.contract import EngineQuery
from searchapp.engine.whoosh.best import best
from searchapp.engine.whoosh.collector import Collected
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.counting import Hits
from searchapp.engine.whoosh.order import Place, documents_by_date, merged
from searchapp.engine.whoosh.ranking import ranking_scores


class ByDocument:
    """The hits in each segment. A document is in one of them, and its hits are a run."""

    def __init__(
        self, found: Sequence[Collected], query: EngineQuery, *, by_relevance: bool
    ) -> None:
        self._hits = [one.hits for one in found]
        self._sort = query.sort
        self._scores = [ranking_scores(one, query) for one in found] if by_relevance else None
        self.surplus = sum(len(one.paragraphs) - len(one.documents) for one in self._hits)
        """How many hits are in a document of which another one stands for it."""

    def firsts(self, count: int) -> list[Place]:
        """The first hits of the first `count` documents."""
        if self._scores is None:
            found = islice(documents_by_date(self._hits, self._sort), count)
            return [(0.0, number, one.rows[0]) for one, number in found]
        return merged(
            [
                _best_of_documents(hits, scores, count)
                for hits, scores in zip(self._hits, self._scores, strict=True)
            ]
        )[:count]

    def others_count(self, place: Place) -> int:
        """How many other hits are in the document of this one."""
        start, end = self._run(place)
        return end - start - 1

    def others(self, place: Place, most: int) -> list[Place]:
        """The hits that come next in the document of this one, which is its first."""
        _, number, _ = place
        start, end = self._run(place)
        rows = self._hits[number].paragraphs[start:end]
        if self._scores is None:
            return [(0.0, number, row) for row in rows[1 : most + 1].tolist()]
        scores = self._scores[number][start:end]
        order = best(scores, most + 1)[1:]
        found = zip(scores.take(order).tolist(), rows.take(order).tolist(), strict=True)
        return [(score, number, row) for score, row in found]

    def _run(self, place: Place) -> tuple[int, int]:
        """Where among the hits of its segment those of a hit's document begin and end."""
        _, number, row = place
        hits = self._hits[number]
        at = hits.paragraphs.searchsorted(row)
        one = int(hits.firsts.searchsorted(at, "right")) - 1
        start = int(hits.firsts[one])
        return start, start + int(hits.sizes[one])


def _best_of_documents(hits: Hits, scores: Array, count: int) -> tuple[Array, Array]:
    """The best hits of the `count` best documents of a segment, best first, and their scores."""
    if not len(scores):
        return hits.paragraphs, scores
    highest = np.maximum.reduceat(scores, hits.firsts)
    chosen = best(highest, count)
    places = [
        start + int(scores[start : start + size].argmax())
        for start, size in zip(
            hits.firsts.take(chosen).tolist(), hits.sizes.take(chosen).tolist(), strict=True
        )
    ]
    return hits.paragraphs.take(places), highest.take(chosen)
