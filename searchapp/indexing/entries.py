"""Documents as an engine takes them: with comparable text, words and facet values."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from searchapp.documents.model import Document
from searchapp.engine.contract import (
    NARRATION,
    UNKNOWN,
    DocumentEntry,
    ParagraphEntry,
    StoredDocument,
)
from searchapp.indexing.first_indexed import FirstIndexed
from searchapp.text.fold import comparable, comparable_each


@dataclass(frozen=True, slots=True)
class UncutDocument:
    """A document that is ready for the index but for its words.

    `paragraphs` are (text, values in the speaker facet); `comparables` the comparable texts to be
    cut into words, of the title and then of every paragraph.
    """

    metadata: Mapping[str, Any]
    paragraphs: Sequence[tuple[str, tuple[str, ...]]]
    comparables: list[str]

    def entry(self, words: list[list[str]]) -> DocumentEntry:
        """The entry of the document, given the words of each of its `comparables`."""
        metadata = self.metadata
        first_day, last_day = _days(metadata["date"], metadata["year"])
        rows = zip(self.paragraphs, self.comparables[1:], words[1:], strict=True)
        return DocumentEntry(
            id=metadata["id"],
            title_comparable=self.comparables[0],
            title_words=words[0],
            year=UNKNOWN if metadata["year"] is None else f"{metadata['year']:04}",
            region=metadata["region"] or UNKNOWN,
            source=comparable(metadata["source"] or UNKNOWN),
            kind=metadata["kind"],
            first_day=first_day,
            last_day=last_day,
            first_indexed=datetime.fromisoformat(metadata["first_indexed"]),
            metadata=json.dumps(metadata, ensure_ascii=False, separators=(",", ":")),
            paragraphs=tuple(
                ParagraphEntry(text, comparable, cut, speakers)
                for (text, speakers), comparable, cut in rows
            ),
        )


def uncut_document(document: Document, file: str, moments: FirstIndexed) -> UncutDocument:
    """A document that was read from `file`, a path below the source folder."""
    nobody = NARRATION if document.speakers else UNKNOWN
    # The same few people speak all of a document.
    values = {one: tuple(map(comparable, one)) for one in {p.speakers for p in document.paragraphs}}
    paragraphs = [(one.text, values[one.speakers] or (nobody,)) for one in document.paragraphs]
    comparables = _comparables(document.title, paragraphs)
    metadata = {
        **document.metadata(),
        "extra": dict(document.extra),
        "file": file,
        "first_indexed": moments.of(document.id, comparables).isoformat(),
    }
    return UncutDocument(metadata, paragraphs, comparables)


def uncut_stored_document(stored: StoredDocument) -> UncutDocument:
    """A document that is in an index, to keep it in another one."""
    metadata = json.loads(stored.metadata)
    comparables = _comparables(metadata["title"], stored.paragraphs)
    return UncutDocument(metadata, stored.paragraphs, comparables)


def _comparables(title: str, paragraphs: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    return comparable_each([title, *(text for text, _ in paragraphs)])


def _days(day: str | None, year: int | None) -> tuple[date | None, date | None]:
    """The first and last day on which the document may have been given."""
    if day:
        return date.fromisoformat(day), date.fromisoformat(day)
    if year:
        return date(year, 1, 1), date(year, 12, 31)
    return None, None
