"""Conditions that a row meets or does not, without a score: what it lacks, what is known of it."""

import numpy as np

from searchapp.engine.contract import NARRATION, UNKNOWN
from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.filters import in_time
from searchapp.engine.whoosh.found import Found, Matcher
from searchapp.engine.whoosh.segment import Segment
from searchapp.query.tree import Field, HasValue, InTime


class NotMatcher:
    """Rows that a node does not find."""

    def __init__(self, node: Matcher, segment: Segment) -> None:
        self._node = node
        self.frequency = segment.row_count

    def found(self, among: Array | None) -> Found:
        rows, _, places = self._node.found(among)
        missing = np.ones(self.frequency if among is None else len(among), bool)
        missing[rows if places is None else places] = False
        return _unscored(missing, among)


class KnownMatcher:
    """Rows of which something is known, given for each part and for each document.

    A paragraph is found with its part, a title with its document.
    """

    def __init__(self, segment: Segment, parts: Array, documents: Array) -> None:
        self._segment = segment
        self._parts = parts
        self._documents = documents
        sizes = np.diff(segment.document_paragraph)
        self.frequency = int(sizes[documents].sum() + documents.sum())

    def found(self, among: Array | None) -> Found:
        segment = self._segment
        if among is None:
            paragraphs, titles = segment.paragraph_part, self._documents
        else:
            end = int(among.searchsorted(segment.paragraph_count))
            paragraphs = segment.paragraph_part.take(among[:end])
            titles = self._documents.take(among[end:] - segment.paragraph_count)
        return _unscored(np.concatenate((self._parts.take(paragraphs), titles)), among)


def in_title(segment: Segment, title: Matcher) -> KnownMatcher:
    """Rows of documents whose title a matcher finds."""
    titles = np.arange(segment.paragraph_count, segment.row_count)
    documents = np.zeros(segment.document_count, bool)
    documents[title.found(titles).places] = True
    return _of_documents(segment, documents)


def known(leaf: HasValue | InTime, segment: Segment) -> KnownMatcher:
    """Rows of documents, or spoken by people, that have what a leaf asks for.

    The title is spoken by all who speak in the document.
    """
    if isinstance(leaf, InTime):
        days = segment.first_day, segment.last_day
        return _of_documents(segment, in_time(*days, leaf.first, leaf.last))
    values = _having(segment, leaf.field, leaf.text)
    if leaf.field != "speaker":
        return _of_documents(segment, values.take(segment.document_value[leaf.field]))
    groups = np.logical_or.reduceat(values.take(segment.group_speaker), segment.group_start[:-1])
    parts = groups.take(segment.part_group)
    documents = np.zeros(segment.document_count, bool)
    documents[segment.part_document[parts]] = True
    return KnownMatcher(segment, parts, documents)


def _of_documents(segment: Segment, documents: Array) -> KnownMatcher:
    return KnownMatcher(segment, documents.take(segment.part_document), documents)


def _having(segment: Segment, field: Field, text: str) -> Array:
    """For each value of a field whether it is what is asked for."""
    values = segment.comparable_values(field)
    if field == "kind" or text in (UNKNOWN, NARRATION):
        return np.array([value == text for value in values], bool)
    return np.array([text in value and value not in (UNKNOWN, NARRATION) for value in values], bool)


def _unscored(found: Array, among: Array | None) -> Found:
    """The rows marked as found, of all or among some."""
    places = found.nonzero()[0]
    scores = np.zeros(len(places), np.float32)
    if among is None:
        return Found(places, scores, None)
    return Found(among.take(places), scores, places)
