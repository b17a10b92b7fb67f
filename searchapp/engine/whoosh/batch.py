"""Documents that wait in memory to become an index segment."""

from collections import defaultdict
from itertools import chain

import numpy as np

from searchapp.engine.contract import DocumentEntry
from searchapp.engine.whoosh.container import NamedPieces, whole
from searchapp.engine.whoosh.describe import Held, document_arrays
from searchapp.engine.whoosh.invert import pair_arrays, word_arrays


class Batch:
    """Documents that become one segment.

    Their words are held as numbers at once: as strings they would take ten times the memory.
    """

    def __init__(self) -> None:
        self._documents: dict[str, Held] = {}
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self.weight = 0
        """Characters and words held: what memory and the time to invert them grow with."""

    def add(self, entry: DocumentEntry) -> None:
        self.discard(entry.id)
        rows = (entry.title_words, *(one.words for one in entry.paragraphs))
        held = Held(
            id=entry.id,
            year=entry.year,
            region=entry.region,
            first_day=entry.first_day,
            last_day=entry.last_day,
            metadata=entry.metadata.encode("utf-8", "surrogatepass"),
            texts=tuple(one.text for one in entry.paragraphs),
            speakers=tuple(tuple(dict.fromkeys(one.speakers)) for one in entry.paragraphs),
            comparables=(entry.title_comparable, *(one.comparable for one in entry.paragraphs)),
            words=np.fromiter(map(self._numbers.__getitem__, chain(*rows)), np.int32),
            word_counts=tuple(map(len, rows)),
        )
        self._documents[entry.id] = held
        self.weight += held.weight

    def discard(self, document_id: str) -> bool:
        """Forget a document; whether it was here."""
        held = self._documents.pop(document_id, None)
        if held is None:
            return False
        self.weight -= held.weight
        return True

    @property
    def row_count(self) -> int:
        return sum(len(one.comparables) for one in self._documents.values())

    def document_arrays(self) -> NamedPieces:
        """What `layout` has in the container of documents."""
        return whole(document_arrays(list(self._documents.values())))

    def posting_arrays(self) -> NamedPieces:
        """What `layout` has in the container of postings."""
        held = self._documents.values()
        words = np.concatenate([one.words for one in held])
        counts = np.array(list(chain.from_iterable(one.word_counts for one in held)), np.int64)
        texts = list(chain.from_iterable(one.comparables for one in held))
        yield from whole(pair_arrays(texts))
        yield from whole(word_arrays(list(self._numbers), words, counts))
