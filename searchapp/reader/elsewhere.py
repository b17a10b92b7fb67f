"""What else is like a paragraph or a document: said the same, or about the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from searchapp.asking import engine_query, tree_of
from searchapp.engine.contract import EngineQuery, FoundParagraph, Snapshot
from searchapp.hits import Hit
from searchapp.labels import read_metadata
from searchapp.query.language import quoted
from searchapp.query.request import SearchRequest
from searchapp.readable import hits_of
from searchapp.settings import Settings

_SHOWN = 5
_LOOKED_AT = 30
"""Related paragraphs that are found so that some are left of other documents."""
_LONGEST_PARAGRAPH, _LONGEST_TITLE = 120, 60
"""Characters that paragraphs and documents are compared by: what it costs grows with them."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Other paragraphs that are like a paragraph.

    `same` are the first by date of `same_count` others that say the same, `all_same` the search for
    all of them; `related` are about the same, the most alike first, one of each other document.
    """

    same_count: int
    same: tuple[Hit, ...]
    all_same: SearchRequest
    related: tuple[Hit, ...]


def elsewhere(
    snapshot: Snapshot, document_id: str, ordinal: int, text: str, settings: Settings
) -> Elsewhere:
    """What is like this paragraph of a document."""
    own = (document_id, ordinal)
    query = EngineQuery(same_as=own, sort="date", limit=_LOOKED_AT, related=0, titles=0)
    answer = snapshot.search(query)
    same = [one for one in answer.hits if (one.document_id, one.ordinal) != own]
    alike = _alike(snapshot, text[:_LONGEST_PARAGRAPH], settings)
    known = {document_id, *(one.document_id for one in same)}
    return Elsewhere(
        same_count=answer.paragraph_count - 1,
        same=hits_of(same[:_SHOWN], ()),
        all_same=SearchRequest(same_as=f"{document_id}#{ordinal}", sort="date"),
        related=hits_of(_one_of_each(alike, known), ()),
    )


def similar_documents(
    snapshot: Snapshot, document_id: str, texts: Sequence[str], settings: Settings
) -> tuple[Mapping[str, Any], ...]:
    """The metadata of documents with paragraphs about what these texts say, most alike first."""
    alike = _alike(snapshot, " ".join(texts)[:_LONGEST_TITLE], settings)
    return tuple(read_metadata(one.metadata) for one in _one_of_each(alike, {document_id}))


def _alike(snapshot: Snapshot, text: str, settings: Settings) -> tuple[FoundParagraph, ...]:
    request = SearchRequest(quoted(text))
    query = engine_query(snapshot, tree_of(request, settings), request, settings)
    return snapshot.search(replace(query, limit=0, titles=0, related=_LOOKED_AT)).related


def _one_of_each(found: Sequence[FoundParagraph], known: set[str]) -> list[FoundParagraph]:
    """The first paragraph of each document that is not known."""
    firsts: dict[str, FoundParagraph] = {}
    for one in found:
        if one.document_id not in known:
            firsts.setdefault(one.document_id, one)
    return list(islice(firsts.values(), _SHOWN))
