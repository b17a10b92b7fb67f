"""BM25, and every weight of the ranking with its reason.

A term scores in a row its weight times the strength it has there, and a row the sum of its terms:

    weight   = (K1 + 1) * ln(1 + (rows - rows with it + 0.5) / (rows with it + 0.5))
    strength = count / (count + K1 * (1 - B + B * length / LENGTH))

Lengths are in characters, for words too: a row has about as many words as it has characters. They
are compared with a fixed length and not with the average, so that a strength never changes and can
be stored, in 255 steps; it is what saves a query most of the arithmetic. Rows are titles and
paragraphs alike, deleted ones included until their segment is merged.

Weights were chosen by nDCG@10 on 30 judged queries, hits first and related paragraphs below them;
differences under 0.03 are noise there, so each is a round number on a plateau. Figures of K1, B and
LENGTH, which are in the index, are without other words and preferences; these add 0.05 to each.
"""

import math

import numpy as np

from searchapp.engine.whoosh.container import Array

K1 = 0.9
"""How fast further occurrences count less. 0.9 gives .68, 1.2 .675, 2.0 .65: paragraphs are short,
and what one says twice is not twice as much about it."""
B = 0.4
"""How much a long paragraph is held against itself. 0.3 to 0.5 give .68, 0.75 .66, 0.9 .65: a long
paragraph here has more to say rather than more words for it."""
LENGTH = 100
"""What is an ordinary length: paragraphs of statutes have 85 characters on average, of reports and
speeches 120. 70 gives .66, 100 to 150 .68, 200 .66."""
STRENGTHS = 255
"""Steps of a strength; 1 of it is 1 / 255. Without steps nDCG is the same to two places."""
TITLE = 0.3
"""What a title counts that has all terms, as a share of its own score. 0.3 and 0.5 give .729,
none .727; more, and paragraphs that merely stand under a fitting title come first."""
RELATED_TITLE = 0.3
"""The same for related paragraphs, where a title counts by the pairs it has. 0.2 to 0.5 give
.726 to .735, none .724; recall in the first 20 is best at 0.3. Its words change nothing."""
EXPANSION = 0.6
"""What other words for something in a query count, as a share of what its own count. 0.5 to 1 give
.723 to .732, none .697 (where a query names a thing otherwise than the texts .40 to .44, none .17);
without the query that gains most, .730 and .721."""
PREFERRED = 0.5
"""What a paragraph gains by a year, region or speaker that the query names, as part of its score.
0.4 to 1 give .87 to .89 for such queries, 0.2 .86, none .79."""
NEAR = 0.2
"""What the terms of a query side by side add, as a share of the paragraph's score, and half of that
`NEAR_DISTANCE` characters apart. It makes no difference on the judged queries; a reader expects
产教 融合 in one phrase above both in one paragraph."""
NEAR_DISTANCE = 5
RERANKED = 100
"""How many of the best hits are looked at for nearness. It is fixed, so that the order is the same
whichever page is asked for."""

# In 32 bits, so that compiled code reckons as numpy does.
_PER_CHARACTER = np.float32(K1 * B / LENGTH)
_AT_LEAST = np.float32(K1 * (1 - B))
_STEPS = np.float32(STRENGTHS)
_ONE = np.float32(1)


def strengths(counts: Array, lengths: Array) -> Array:
    """How strongly a term that is so often in rows of these lengths is there (uint8, not 0)."""
    found = counts.astype(np.float32)
    norms = lengths.astype(np.float32) * _PER_CHARACTER + _AT_LEAST + found
    found = np.rint(found / norms * _STEPS)
    return np.maximum(found, _ONE).astype(np.uint8)


def weight(rows_with_term: int, row_count: int) -> float:
    """What a step of strength of a term scores."""
    having = min(rows_with_term, row_count)
    return (K1 + 1) / STRENGTHS * math.log1p((row_count - having + 0.5) / (having + 0.5))
