"""BM25, and every weight of the ranking with its reason.

A term t in a row r scores

    idf(t) * (K1 + 1) * count / (count + K1 * (1 - B + B * length(r) / average length))
    idf(t) = ln(1 + (rows - rows with t + 0.5) / (rows with t + 0.5))

Lengths are in characters, for words too: a row has about as many words as it has characters. Rows
are titles and paragraphs alike, deleted ones included until their segment is merged. Weights were
chosen by nDCG@10 on 30 judged queries, hits first and related paragraphs below them; differences
under 0.03 are noise there, so each is a round number on a plateau.
"""

import math
from collections.abc import Sequence

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.segment import Segment

K1 = 0.9
"""How fast further occurrences count less. 0.9 gives .68, 1.2 .675, 2.0 .65: paragraphs are short,
and what one says twice is not twice as much about it."""
B = 0.5
"""How much a long paragraph is held against itself. 0.5 gives .68, 0.75 .66, 0.9 .65, 0.3 .68: a
long paragraph here has more to say rather than more words for it."""

TITLE = 0.3
"""What a title counts that has all terms, as a share of its own score. 0.3 gives .675 to .68, none
.67; from 0.5 on paragraphs that merely stand under a fitting title come first."""
RELATED_TITLE = 0.15
"""The same for related paragraphs, where a title counts by what it has of words and pairs: none
gives .662, 0.1 to 0.2 .67, 0.5 .65."""
NEAR = 0.5
"""What two terms side by side add, as a share of what the commoner one weighs, and half of that
`NEAR_DISTANCE` characters apart. It makes no difference on the judged queries (.675 from 0 to 0.5,
.673 at 1); a reader expects 产教 融合 in one phrase above both in one paragraph."""
NEAR_DISTANCE = 5
RERANKED = 100
"""How many of the best are looked at for nearness and, when related, for their titles. It is fixed,
so that the order is the same whichever page is asked for."""


class Scoring:
    """BM25 over the rows of some segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._row_count = sum(one.row_count for one in segments)
        characters = sum(int(one.row_start[-1]) - one.row_count for one in segments)
        self._length_factor = K1 * B * self._row_count / max(characters, 1)

    def weight(self, rows_with_term: int) -> float:
        """What of the score depends on the term alone; the most that a term can score."""
        count = min(rows_with_term, self._row_count)
        return (K1 + 1) * math.log1p((self._row_count - count + 0.5) / (count + 0.5))

    def scores(self, segment: Segment, rows: Array, counts: Array, weight: float) -> Array:
        """The scores (float32, above 0) of a term of that weight in rows of a segment."""
        norms = segment.row_length.take(rows).astype(np.float32)
        norms *= self._length_factor
        norms += K1 * (1 - B)
        scores = counts.astype(np.float32)
        norms += scores
        scores *= weight
        scores /= norms
        return scores
