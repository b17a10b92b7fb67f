"""One search from request to result: parse the text, ask the engine, make the answer readable."""

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, groupby, islice
from operator import attrgetter

from searchapp.asking import engine_query, tree_of
from searchapp.concordance import concordance
from searchapp.explaining import Explainer
from searchapp.facets import facet_views
from searchapp.hits import DocumentHits, Hit, NewDocument
from searchapp.indexing.live import OpenIndex
from searchapp.labels import chips, interpretation
from searchapp.marks import text_marks, title_marks
from searchapp.query.language import parse_query
from searchapp.query.printing import query_text
from searchapp.query.request import SearchRequest, last_page
from searchapp.query.synonyms import synonyms
from searchapp.query.tree import Substring
from searchapp.query.widening import synonyms_of, widened
from searchapp.readable import groups_of, hits_of, standing_for_all, titles_of
from searchapp.results import IndexState, SearchResult
from searchapp.settings import Settings
from searchapp.suggesting.ways_out import ways_out


def search(
    index: OpenIndex, request: SearchRequest, settings: Settings, *, collapse: bool = False
) -> SearchResult:
    """The answer of an index to a request; raises `BadRequest` if the query text has a mistake.

    `collapse` holds for paragraphs where the request leaves it open.
    """
    started = time.perf_counter()
    snapshot = index.snapshot
    plain = parse_query(request.q, settings)
    known = synonyms(settings.synonyms)
    parsed = widened(plain, known) if request.synonyms else plain
    paged = request
    if request.view == "paragraphs" and request.collapse is None:
        paged = replace(request, collapse=collapse)
    query = engine_query(snapshot, parsed.tree, paged, settings)
    marks = text_marks(parsed.tree)
    as_lines = request.view == "lines"
    answer = snapshot.search(replace(query, limit=0) if as_lines else query)
    lines = None
    if as_lines:
        lines = concordance(snapshot, query, marks, request, settings.max_page_depth)
    groups = groups_of(answer.hits, marks, request) if request.view == "documents" else ()
    in_related = (*query.words, *(one.text for one in query.expansions))
    related_marks = (*marks, *(Substring(one) for one in in_related if len(one) > 1))
    result = SearchResult(
        request=request,
        folded=query_text(plain.tree),
        interpretation=interpretation(snapshot, request, parsed),
        synonyms=synonyms_of(plain, known),
        ranked=bool(marks),
        deepest_page=last_page(settings, request.per_page),
        chips=chips(snapshot, request),
        paragraph_count=answer.paragraph_count,
        document_count=answer.document_count,
        unit_count=lines.line_count if lines else answer.unit_count,
        documents=titles_of(answer.titles, title_marks(parsed.tree)),
        hits=_of_all(groups) or standing_for_all(answer.hits, marks, request),
        groups=groups,
        concordance=lines,
        related=hits_of(answer.related, related_marks),
        facets=facet_views(snapshot, request, answer.facets),
        ways_out=() if answer.paragraph_count else ways_out(snapshot, request, plain, settings),
        index=index_state(index),
        explanation=None,
        took_ms=_milliseconds_since(started),
    )
    if request.explain:
        result = _explained(result, Explainer(snapshot, request, parsed, result.folded, query))
        result = replace(result, took_ms=_milliseconds_since(started))
    return result


def all_hits(index: OpenIndex, request: SearchRequest, settings: Settings) -> Iterator[Hit]:
    """Every hit of a request in its order, whatever its page; each is made when it is asked for.

    Raises `BadRequest`, when the first is asked for, if the query text has a mistake.
    """
    tree = tree_of(request, settings)
    marks = text_marks(tree)
    snapshot = index.snapshot
    query = engine_query(snapshot, tree, request, settings)
    for one in snapshot.scan(replace(query, offset=0, limit=snapshot.paragraph_count)):
        yield from standing_for_all((one,), marks, request)


def newest_documents(
    index: OpenIndex, request: SearchRequest, settings: Settings, most: int, hits_each: int
) -> tuple[NewDocument, ...]:
    """The documents with hits that were first indexed last, at most `most`, with their first hits.

    Raises `BadRequest` if the query text has a mistake.
    """
    tree = tree_of(request, settings)
    marks = text_marks(tree)
    snapshot = index.snapshot
    query = replace(engine_query(snapshot, tree, request, settings), sort="-first_indexed")
    found = snapshot.scan(replace(query, offset=0, limit=snapshot.paragraph_count))
    documents = []
    for _, of_document in islice(groupby(found, key=attrgetter("document_id")), most):
        first = tuple(islice(of_document, hits_each))
        paragraph_count = len(first) + sum(1 for _ in of_document)
        documents.append(NewDocument(hits_of(first, marks), paragraph_count))
    return tuple(documents)


def index_state(index: OpenIndex) -> IndexState:
    """Which index answers."""
    built_at = index.snapshot.committed_at.isoformat(timespec="seconds")
    return IndexState(index.generation, index.snapshot.revision, built_at)


def _milliseconds_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def _of_all(groups: tuple[DocumentHits, ...]) -> tuple[Hit, ...]:
    return tuple(chain.from_iterable(one.hits for one in groups))


def _explained(result: SearchResult, explainer: Explainer) -> SearchResult:
    """The result with the reason why each of its paragraphs is found."""

    def explained(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        return tuple(one._replace(explanation=explainer.paragraph(one.id)) for one in hits)

    groups = tuple(replace(one, hits=explained(one.hits)) for one in result.groups)
    return replace(
        result,
        explanation=explainer.query(),
        hits=_of_all(groups) or explained(result.hits),
        groups=groups,
        related=explained(result.related),
    )
