"""What any engine promises: what goes in, what is asked, what comes out.

An engine knows no files, no segmentation and no HTTP. It is handed comparable text (folded and
squeezed) and words, and answers which paragraphs match, in which order, with which counts.

- A paragraph is a hit if the tree of the query finds it and it passes the filters. Without a tree
  every paragraph that passes the filters is a hit.
- A filter's values are alternatives; facets are combined by AND; an excluded value always goes.
  A region value stands for itself and everything below it (河南省 holds 河南省/郑州市).
- A facet's counts are those of the query without that facet's own values, included or excluded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple, Protocol, Self

from searchapp.engine.reasons import Explanation as Explanation
from searchapp.engine.reasons import Restriction as Restriction
from searchapp.engine.tables import FACETS as FACETS
from searchapp.engine.tables import FacetName as FacetName
from searchapp.engine.tables import FacetTable as FacetTable
from searchapp.engine.tables import HeldTable as HeldTable
from searchapp.engine.tables import UsageTable as UsageTable
from searchapp.query.request import NARRATION as NARRATION
from searchapp.query.request import UNKNOWN as UNKNOWN
from searchapp.query.tree import Expansion, Mark, Node

Sort = Literal["relevance", "date", "-date", "-first_indexed"]
Unit = Literal["paragraph", "statement", "document"]


# What goes in


@dataclass(frozen=True, slots=True)
class ParagraphEntry:
    """A paragraph to be indexed; its ordinal is its place in the document, from 1.

    `comparable` is `text` folded and squeezed, `words` the words of it, `speakers` its values in
    the speaker facet (at least one: `UNKNOWN` or `NARRATION` if nobody).
    """

    text: str
    comparable: str
    words: Sequence[str]
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document to be indexed.

    `year` and `region` are facet values; `source`, comparable text, and `kind` are likewise
    `UNKNOWN` where nothing is known. `first_day` and `last_day` span when it may have been given
    (equal where the day is known, None where nothing is), `first_indexed` is when its text first
    came into an index. `metadata` is kept as it is and handed back with every hit.
    """

    id: str
    title_comparable: str
    title_words: Sequence[str]
    year: str
    region: str
    source: str
    kind: str
    first_day: date | None
    last_day: date | None
    first_indexed: datetime
    metadata: str
    paragraphs: tuple[ParagraphEntry, ...]


# What is asked


@dataclass(frozen=True, slots=True)
class Filters:
    """Chosen restrictions. A date restriction holds where the document's span overlaps it."""

    include: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    exclude: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    date_from: date | None = None
    date_to: date | None = None


@dataclass(frozen=True, slots=True)
class EngineQuery:
    """A question to an engine.

    `tree` decides what is a hit; the rest is about order and about related paragraphs. These are
    found by `about`, texts that say what the query is about (those of the tree if there are none),
    by `words`, those of them, and by `expansions`. Paragraphs that have `preferred` values of a
    facet come before others that are as much like the query; a value that nothing has is no
    mistake. Hits `offset:offset + limit` are returned. Where there are fewer than `related`
    hits in all, related paragraphs fill up to that number.

    What is paged through are the hits themselves, or, by `unit`, what is said in them or the
    documents they are in. Of hits that say the same, or are in one document, only the first in the
    order of the answer is then one of the hits that are returned, and brings with it how many
    others there are and the first `others` of them: by date those that say the same, in the order
    of the answer those of a document. Every count is still of all hits.

    `same_as`, a document's id and an ordinal, leaves only hits that say the same as this paragraph,
    itself included, and nothing related. Which paragraphs say the same depends on the index alone.
    `document` leaves only hits that are in the document of this id, and nothing related; if it is
    not there, this is no mistake.
    """

    tree: Node | None = None
    words: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    preferred: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    filters: Filters = Filters()
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    related: int = 20
    titles: int = 10
    """At most this many documents whose title matches."""
    unit: Unit = "paragraph"
    others: int = 10
    same_as: tuple[str, int] | None = None
    document: str | None = None


# What comes out


class FoundParagraph(NamedTuple):
    """A hit or a related paragraph: `speakers` are facet values, `metadata` its document's.

    `score` is 0 where the order is that of dates. `others` are hits that it stands for.
    """

    document_id: str
    ordinal: int
    text: str
    speakers: tuple[str, ...]
    score: float
    metadata: str
    others_count: int = 0
    others: tuple["FoundParagraph", ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to an `EngineQuery`.

    Hits sorted by relevance have the best first; by date, the oldest (`date`) or newest (`-date`)
    first, by last day, undated ones last both ways, and within a document in its own order. In the
    order of `-first_indexed` those first indexed last come first. Where the tree asks for no text
    (`query.tree.texts`), relevance is the order of `-date`, and there are no `related`; where it
    asks nothing of titles either, no `titles`. `related` never holds a hit nor what the tree's
    conditions (`query.tree.conditions`) rule out, is sorted by relevance and empty unless `offset`
    is 0. `titles` are the metadata of documents that pass the filters and whose title the tree
    finds, best first; what is asked of fields is asked of the document.

    `unit_count` is how many there are of what is paged through.
    """

    paragraph_count: int
    document_count: int
    unit_count: int
    hits: tuple[FoundParagraph, ...]
    related: tuple[FoundParagraph, ...]
    titles: tuple[str, ...]
    facets: Mapping[FacetName, FacetTable]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A whole document: metadata and, a paragraph in order, text and facet values of speakers."""

    id: str
    metadata: str
    paragraphs: tuple[tuple[str, tuple[str, ...]], ...]


class Snapshot(Protocol):
    """An index as it was when opened; it never changes, and many threads may ask it at once."""

    @property
    def revision(self) -> int:
        """Raised by every commit to the same folder."""
        ...

    @property
    def committed_at(self) -> datetime:
        """When what the snapshot shows was committed (UTC)."""
        ...

    @property
    def paragraph_count(self) -> int: ...

    @property
    def document_count(self) -> int: ...

    def search(self, query: EngineQuery) -> Answer: ...

    def scan(self, query: EngineQuery) -> Iterator[FoundParagraph]:
        """The hits of `search`, each made when it is asked for, without its `others`.

        For thousands of them: what is matched once need not be matched again for every page, and
        their texts never lie in memory together.
        """
        ...

    def count(self, query: EngineQuery) -> int:
        """How many hits there are: the `paragraph_count` of the answer, and nothing else of it."""
        ...

    def held(self, filters: Filters) -> Mapping[FacetName, HeldTable]:
        """How much text passes all filters, by every facet."""
        ...

    def usage(self, query: EngineQuery, marks: Sequence[Mark]) -> Mapping[FacetName, UsageTable]:
        """How often some of the marks match in the hits, by every facet; all filters count."""
        ...

    def first_uses(
        self, query: EngineQuery, facet: FacetName
    ) -> Iterator[tuple[str, FoundParagraph]]:
        """Each value that dated hits have, and the first of these; in the order of their dates."""
        ...

    def sample_texts(self, query: EngineQuery, limit: int) -> tuple[str, ...]:
        """The texts of at most `limit` hits, at even distances among all of them."""
        ...

    def words(self) -> Mapping[str, int]:
        """Every word, and how many paragraphs and titles have it.

        Those of a deleted document may be counted until it is merged away.
        """
        ...

    def explain(self, query: EngineQuery, document_id: str, ordinal: int) -> Explanation | None:
        """Why a paragraph is a hit of a query or not; None if there is no such paragraph."""
        ...

    def document(self, document_id: str) -> StoredDocument | None: ...

    def sample(self, facet: FacetName, value: str) -> str | None:
        """The metadata of some document that has this facet value; None if none has."""
        ...


class Writer(Protocol):
    """One transaction: all of it is seen after `commit`, none of it before or after `cancel`.

    Used as a context manager it commits at the end and cancels on an exception.
    """

    def add(self, document: DocumentEntry) -> None:
        """Add a document whose id is not in the index, or was deleted in this transaction."""
        ...

    def delete(self, document_id: str) -> None:
        """Delete a document; one that is not there is no error."""
        ...

    def commit(self) -> None: ...

    def cancel(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...
