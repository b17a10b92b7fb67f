"""Scores: what titles add to them, and which are the highest."""

from heapq import heappop, heappush, heapreplace

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.kernels.compiled import compiled

_BLOCK = 64


@compiled("<f4", ">i8")
def top(scores: Array, places: Array) -> None:
    """Fill `places` with those of the highest scores, of equal ones the first, in order.

    The worst of the best so far is on top of a heap, of equal ones the last. Whether any of a block
    is better is asked of all of it at once.
    """
    count = len(places)
    heap = [(scores[0], 0)]
    for place in range(1, count):
        heappush(heap, (scores[place], -place))
    for start in range(count, len(scores), _BLOCK):
        block = scores[start : start + _BLOCK]
        worst = heap[0][0]
        better = 0
        for score in block:
            better += score > worst
        if better:
            for place in range(len(block)):
                if block[place] > heap[0][0]:
                    heapreplace(heap, (block[place], -start - place))
    for end in range(count - 1, -1, -1):
        places[end] = -heappop(heap)[1]


@compiled("<i8", "<f4", "<i8", "<i8", "<i8", ">f4")
def add_shares(
    titled: Array, shares: Array, documents: Array, firsts: Array, sizes: Array, scores: Array
) -> None:
    """Add what is due to a document to the scores of all that it has (`Hits`).

    `titled` are the documents that something is due to; they and `documents` are ascending.
    """
    place = 0
    for title in range(len(titled)):
        while place < len(documents) and documents[place] < titled[title]:
            place += 1
        if place < len(documents) and documents[place] == titled[title]:
            for hit in range(firsts[place], firsts[place] + sizes[place]):
                scores[hit] += shares[title]
