"""Every match of a search as a line: what stands to its left, the match, what stands to its right.

Lines are in the order of the hits, and within a paragraph in that of its text; or by context, in
the order of the characters beside the match, the nearest first, as in concordances of corpora
(J. Sinclair, Corpus, Concordance, Collocation, 1991). What is no letter, and the edge of a
paragraph, come last, as they say little.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from searchapp.engine.contract import EngineQuery, FoundParagraph, Snapshot
from searchapp.hits import Concordance, Line
from searchapp.marks import Range, highlights_of_each
from searchapp.query.request import CONTEXT_SORTS, SearchRequest, Sort
from searchapp.query.tree import Mark
from searchapp.readable import hits_of
from searchapp.text.fold import fold_each

_COMPARED = 12
"""Characters beside a match by which lines are put in order."""
_NO_LETTER = re.compile(r"[\W_]")
_LAST = "\U0010ffff"
_PIECE = 500


class _Match(NamedTuple):
    paragraph: FoundParagraph
    place: Range


def concordance(
    snapshot: Snapshot,
    query: EngineQuery,
    marks: tuple[Mark, ...],
    request: SearchRequest,
    most: int,
) -> Concordance:
    """The lines of a request's page; `query` is the request as an engine takes it.

    At most so many of the first hits are read, and so many lines made, by context too.
    """
    found = snapshot.scan(replace(query, offset=0, limit=most + 1))
    every = _matches(islice(found, most), marks) if marks else iter(())
    matches = list(islice(every, most))
    more = bool(marks) and (next(every, None) or next(found, None)) is not None
    if request.sort in CONTEXT_SORTS:
        matches = _by_context(matches, request.sort)
    first = (request.page - 1) * request.per_page
    page = matches[first : first + request.per_page]
    lines = tuple(Line(hits_of((one.paragraph,), marks)[0], one.place) for one in page)
    return Concordance(lines, len(matches), more)


def _matches(found: Iterator[FoundParagraph], marks: Sequence[Mark]) -> Iterator[_Match]:
    while piece := list(islice(found, _PIECE)):
        ranges = highlights_of_each([one.text for one in piece], marks)
        for paragraph, places in zip(piece, ranges, strict=True):
            for place in places:
                yield _Match(paragraph, place)


def _by_context(matches: Sequence[_Match], sort: Sort) -> list[_Match]:
    if sort == "left":
        contexts = [one.text[:start][: -_COMPARED - 1 : -1] for one, (start, _) in matches]
    else:
        contexts = [one.text[end : end + _COMPARED] for one, (_, end) in matches]
    keys = [_NO_LETTER.sub(_LAST, one) + _LAST for one in fold_each(contexts)]
    return [matches[place] for place in sorted(range(len(keys)), key=keys.__getitem__)]
