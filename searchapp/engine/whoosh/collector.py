"""What matched in a segment -> hits, titles, and counts of facets."""

from collections.abc import Sequence
from operator import itemgetter

from searchapp.engine.contract import FacetTable, Filters
from searchapp.engine.whoosh.best import best
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.counting import NOTHING, counted
from searchapp.engine.whoosh.filters import Passing
from searchapp.engine.whoosh.segment import Segment


class Collected:
    """What matched in a segment: hits, the counts of each facet, and documents whose title matches.

    `rows` are those that match, ascending, with their scores.
    """

    def __init__(self, segment: Segment, rows: Array, scores: Array, filters: Filters) -> None:
        self.titled_documents, self.title_scores = NOTHING
        if len(rows) and rows[-1] >= segment.paragraph_count:
            end = rows.searchsorted(segment.paragraph_count)
            self.titled_documents = rows[end:] - segment.paragraph_count
            self.title_scores = scores[end:]
            rows, scores = rows[:end], scores[:end]
        self._passing = Passing(segment, filters)
        self.hits, self._counts = counted(segment, rows, scores, self._passing)

    def tables(self) -> list[FacetTable]:
        """Counts of the values of each of `FACETS`, its own filter left out."""
        return self._counts.tables()

    def titles(self, count: int) -> list[tuple[float, int]]:
        """The best documents, at most `count`, that pass and whose title matches, and its score."""
        documents, scores = self.titled_documents, self.title_scores
        if not count or not len(documents):
            return []
        passing = self._passing.titles(documents)
        documents, scores = documents[passing], scores[passing]
        order = best(scores, count)
        return list(zip(scores[order].tolist(), documents[order].tolist(), strict=True))


def titles(found: Sequence[Collected], count: int) -> tuple[str, ...]:
    """The metadata of the best documents of all segments, at most `count`, whose title matches."""
    matching = [
        (score, one.hits.segment, document)
        for one in found
        for score, document in one.titles(count)
    ]
    matching.sort(key=itemgetter(0), reverse=True)
    return tuple([segment.metadata(document) for _, segment, document in matching[:count]])
