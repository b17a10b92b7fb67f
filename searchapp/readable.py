"""What an engine has found, made readable: hits with their marks, names and snippets."""

from collections.abc import Sequence
from dataclasses import replace

from searchapp.engine.contract import FoundParagraph
from searchapp.hits import DocumentHits, Hit, MatchingTitle
from searchapp.labels import read_metadata, speaker_names
from searchapp.marks import Ranges, highlights_of_each
from searchapp.query.request import SearchRequest
from searchapp.query.tree import Mark
from searchapp.snippets import snippet

_BRIEF = 90
"""Characters of a snippet where another one of its document stands above it."""


def hits_of(found: Sequence[FoundParagraph], marks: tuple[Mark, ...]) -> tuple[Hit, ...]:
    """What an engine has found, made readable."""
    ranges = highlights_of_each([one.text for one in found], marks)
    return tuple(map(_hit, found, ranges))


def standing_for_all(
    found: Sequence[FoundParagraph], marks: tuple[Mark, ...], request: SearchRequest
) -> tuple[Hit, ...]:
    """The hits of a request, with those they stand for and the way to all of these."""
    return tuple(
        hit._replace(
            others_count=one.others_count,
            others=hits_of(one.others, marks),
            all_same=replace(request, same_as=hit.id, sort="date", collapse=None, page=1),
        )
        if one.others_count
        else hit
        for one, hit in zip(found, hits_of(found, marks), strict=True)
    )


def groups_of(
    found: Sequence[FoundParagraph], marks: tuple[Mark, ...], request: SearchRequest
) -> tuple[DocumentHits, ...]:
    """The documents that hits stand for; of all but the first of each there is a short snippet."""
    return tuple(
        DocumentHits(
            hits_of((one,), marks) + tuple(map(_brief, hits_of(one.others, marks))),
            one.others_count + 1,
            replace(request, document=one.document_id).in_view("paragraphs"),
        )
        for one in found
    )


def titles_of(found: Sequence[str], marks: tuple[Mark, ...]) -> tuple[MatchingTitle, ...]:
    documents = [read_metadata(one) for one in found]
    ranges = highlights_of_each([one["title"] for one in documents], marks)
    return tuple(map(MatchingTitle, documents, ranges))


def _brief(hit: Hit) -> Hit:
    return hit._replace(snippet=snippet(hit.text, hit.highlights, _BRIEF))


def _hit(found: FoundParagraph, ranges: Ranges) -> Hit:
    metadata = read_metadata(found.metadata)
    names = speaker_names(found.metadata)
    return Hit(
        document=metadata,
        ordinal=found.ordinal,
        speakers=tuple([names[one] for one in found.speakers if one in names]),
        text=found.text,
        highlights=ranges,
        snippet=snippet(found.text, ranges),
        score=found.score,
    )
