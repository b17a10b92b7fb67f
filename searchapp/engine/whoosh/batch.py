"""Documents that wait in memory to become an index segment."""

from collections import defaultdict
from itertools import chain

import numpy as np

from searchapp.engine.contract import UNKNOWN, DocumentEntry
from searchapp.engine.whoosh.container import NamedPieces, whole
from searchapp.engine.whoosh.describe import Held, comparables, document_arrays
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
        groups = {one: _group(one) for one in {each.speakers for each in entry.paragraphs}}
        rows = (entry.title_words, *(one.words for one in entry.paragraphs))
        held = Held(
            id=entry.id,
            year=entry.year,
            region=entry.region,
            source=entry.source,
            kind=entry.kind,
            first_day=entry.first_day,
            last_day=entry.last_day,
            first_indexed=int(entry.first_indexed.timestamp()),
            metadata=entry.metadata.encode("utf-8", "surrogatepass"),
            texts=tuple(one.text for one in entry.paragraphs),
            speakers=tuple([groups[one.speakers] for one in entry.paragraphs]),
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
        held = list(self._documents.values())
        splits = [one.word_counts[0] for one in held]
        words = [one.words[split:] for one, split in zip(held, splits, strict=True)]
        words += [one.words[:split] for one, split in zip(held, splits, strict=True)]
        counts = [*chain.from_iterable(one.word_counts[1:] for one in held), *splits]
        texts = comparables(held)
        lengths = np.array(list(map(len, texts)))
        yield from whole(pair_arrays(texts, lengths))
        numbers = np.concatenate(words)
        yield from whole(word_arrays(list(self._numbers), numbers, np.array(counts), lengths))


def _group(speakers: tuple[str, ...]) -> tuple[str, ...]:
    """Who speaks together, each once; somebody, since it is titles that nobody speaks."""
    return tuple(dict.fromkeys(speakers)) or (UNKNOWN,)
