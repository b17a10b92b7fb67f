"""One segment's part of an answer: its hits in either order, and the titles that match."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from searchapp.engine.contract import Filters
from searchapp.engine.whoosh.collector import Collected, Turns
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.filters import Passing
from searchapp.engine.whoosh.matcher import Match
from searchapp.engine.whoosh.ranking import add_titles, best, nearness
from searchapp.engine.whoosh.runs import spread
from searchapp.engine.whoosh.scoring import RERANKED, TITLE
from searchapp.engine.whoosh.segment import Segment
from searchapp.engine.whoosh.tree import Node, Substring

_UNDATED = 1 << 30


class DatedRows(NamedTuple):
    """The hits in one document; documents come in the order of `day` and then of their ids."""

    day: int
    document_id: str
    rows: list[int]


class SegmentAnswer:
    """What a query finds in a segment; without a match every row is found."""

    def __init__(
        self, segment: Segment, match: Match | None, node: Node | None, filters: Filters
    ) -> None:
        self.segment = segment
        self._match = match
        self._filters = filters
        self._found = match.find(node) if match and node else None
        rows = self._found.rows if self._found else None
        self.collected = Collected(segment, rows, filters)

    def ranked(self, terms: Sequence[Substring], count: int) -> tuple[Array, Array]:
        """The rows of the `count` best hits, best first, and their scores.

        Nearness of `terms` counts among the first `RERANKED`.
        """
        rows, scores = self._scored_hits()
        order = best(scores, max(count, RERANKED) if len(terms) > 1 else count)
        if self._match and len(terms) > 1 and len(order):
            first = np.sort(order[:RERANKED])
            scores[first] += nearness(self._match, terms, rows[first])
            order[:RERANKED] = first[np.argsort(-scores[first], kind="stable")]
        return rows[order[:count]], scores[order[:count]]

    def dated(self, count: int, *, newest_first: bool) -> list[DatedRows]:
        """The first documents by date that have at least `count` hits together, with their hits."""
        hits = self.collected.hits
        documents, firsts, sizes = hits.documents
        days = self.segment.last_day.take(documents).astype(np.int64)
        undated = days == 0
        if newest_first:
            np.negative(days, out=days)
        days[undated] = _UNDATED
        order = np.argsort(days << 32 | self.segment.document_id.take(documents))
        wanted = order[: int(sizes[order].cumsum().searchsorted(count)) + 1]
        ends = np.append(firsts[1:], len(hits.turns))
        return [
            DatedRows(
                days.item(place),
                self.segment.ids[self.segment.document_id.item(documents.item(place))],
                self._hit_rows(hits.where(slice(firsts.item(place), ends.item(place)))).tolist(),
            )
            for place in wanted.tolist()
        ]

    def titles(self, count: int) -> list[tuple[float, int]]:
        """The scores and rows of the `count` best titles of documents that pass the filters."""
        if not self._found or not count:
            return []
        places = self.collected.title_places()
        scores = self._found.scores[places]
        order = best(scores, count)
        rows = self._found.rows[places]
        return list(zip(scores[order].tolist(), rows[order].tolist(), strict=True))

    def others(self) -> Array:
        """For each row whether it is a paragraph that passes the filters without being a hit."""
        segment = self.segment
        passing = Passing(segment, self._filters, segment.turns).all_but(None)
        allowed = np.ones(segment.turn_count, bool) if passing is None else passing.copy()
        allowed[segment.row_turn.take(segment.document_row[:-1])] = False
        rows = np.repeat(allowed, np.diff(segment.turn_row))
        rows[self._hit_rows(self.collected.hits)] = False
        return rows

    def _hit_rows(self, hits: Turns) -> Array:
        places, _ = spread(hits.firsts, hits.sizes)
        return places if self._found is None else self._found.rows[places]

    def _scored_hits(self) -> tuple[Array, Array]:
        """The rows of all hits and their scores, to which those of their titles have been added.

        Rows that are no hits may be among them, with score 0.
        """
        assert self._found
        rows, scores = self._found.rows, self._found.scores.copy()
        titles, hits = self.collected.titles, self.collected.hits
        if len(titles.turns):
            add_titles(self.segment, titles, hits, scores, TITLE)
            scores[titles.firsts] = 0
        if hits.paragraph_count + len(titles.turns) < len(rows):
            places, _ = spread(hits.firsts, hits.sizes)
            rows, scores = rows[places], scores[places]
        return rows, scores
