"""Documents -> the arrays that say what is known of them and of their rows (`layout`, `.doc`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np

from searchapp.engine.whoosh.container import Array, Arrays
from searchapp.engine.whoosh.layout import MAX_LENGTH
from searchapp.engine.whoosh.lexicon import lexicon_arrays, starts_of
from searchapp.engine.whoosh.sketch import sketches

Groups = Mapping[tuple[str, ...], int]
"""Numbers of groups of speakers."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document ready to be written.

    `comparables` and `word_counts` are of the title and then of the paragraphs, `words` likewise
    are numbers of words, one after another.
    """

    id: str
    year: str
    region: str
    source: str
    kind: str
    first_day: date | None
    last_day: date | None
    first_indexed: int
    metadata: bytes
    texts: tuple[str, ...]
    speakers: tuple[tuple[str, ...], ...]
    comparables: tuple[str, ...]
    words: Array
    word_counts: tuple[int, ...]

    @property
    def weight(self) -> int:
        """Its characters and words."""
        return sum(map(len, self.comparables)) + len(self.words)


def document_arrays(documents: Sequence[Held]) -> Arrays:
    """The arrays of the container of documents."""
    ids, document_id = _places([one.id for one in documents])
    metadata = [one.metadata for one in documents]
    texts = [text.encode("utf-16-le", "surrogatepass") for one in documents for text in one.texts]
    rows = comparables(documents)
    lengths = np.array(list(map(len, rows)))
    return {
        **lexicon_arrays("id", ids),
        "id.document": np.argsort(document_id).astype(np.uint32),
        "document.id": document_id,
        "document.paragraph": starts_of(np.array([len(one.texts) for one in documents])),
        "document.first_day": _days([one.first_day for one in documents]),
        "document.last_day": _days([one.last_day for one in documents]),
        "document.first_indexed": np.array([one.first_indexed for one in documents], np.int64),
        "document.metadata": np.frombuffer(b"".join(metadata), np.uint8),
        "document.metadata_start": starts_of(np.array(list(map(len, metadata))), "<u8"),
        **_part_arrays(documents),
        "row.length": np.minimum(lengths, MAX_LENGTH).astype(np.uint16),
        "paragraph.text": np.frombuffer(b"".join(texts), "<u2"),
        "paragraph.text_start": starts_of(np.array(list(map(len, texts)), np.int64) // 2, "<u8"),
        "paragraph.sketch": sketches(rows[: len(texts)]).ravel(),
        **_value_arrays("year", [one.year for one in documents]),
        **_value_arrays("region", [one.region for one in documents]),
        **_value_arrays("source", [one.source for one in documents]),
        **_value_arrays("kind", [one.kind for one in documents]),
    }


def comparables(documents: Sequence[Held]) -> list[str]:
    """The comparable texts of all rows: of all paragraphs, then of all titles."""
    paragraphs = chain.from_iterable(one.comparables[1:] for one in documents)
    return [*paragraphs, *(one.comparables[0] for one in documents)]


def group_arrays(groups: Iterable[tuple[str, ...]]) -> tuple[dict[str, Array], Groups]:
    """The arrays of groups of speakers, and the number of each group."""
    in_order = sorted(set(groups))
    speakers, places = _places(list(chain.from_iterable(in_order)))
    return {
        "group.start": starts_of(np.array(list(map(len, in_order)), np.int64)),
        "group.speaker": places,
        **lexicon_arrays("speaker", speakers),
    }, {group: number for number, group in enumerate(in_order)}


def _part_arrays(documents: Sequence[Held]) -> dict[str, Array]:
    """The parts of documents, with the groups of those who speak them."""
    arrays, numbers = group_arrays(chain.from_iterable(one.speakers for one in documents))
    paragraph_parts: list[int] = []
    part_documents: list[int] = []
    part_groups: list[int] = []
    for number, document in enumerate(documents):
        parts: dict[tuple[str, ...], int] = {}
        for group in document.speakers:
            if group not in parts:
                parts[group] = len(part_documents)
                part_documents.append(number)
                part_groups.append(numbers[group])
            paragraph_parts.append(parts[group])
    return {
        "paragraph.part": np.array(paragraph_parts, np.uint32),
        "part.document": np.array(part_documents, np.uint32),
        "part.group": np.array(part_groups, np.uint32),
        **arrays,
    }


def _value_arrays(name: str, values: Sequence[str]) -> Arrays:
    """The value that each document has of this name, and the lexicon of the values."""
    lexicon, places = _places(values)
    return {f"document.{name}": places, **lexicon_arrays(name, lexicon)}


def _places(values: Sequence[str]) -> tuple[list[str], Array]:
    """The different values, sorted, and the place of each value among them (uint32)."""
    found = sorted(set(values))
    places = {value: place for place, value in enumerate(found)}
    return found, np.array([places[value] for value in values], np.uint32)


def _days(dates: Sequence[date | None]) -> Array:
    return np.array([0 if one is None else one.toordinal() for one in dates], np.int32)
