"""This project's engine, through its contract."""

from collections.abc import Iterable
from pathlib import Path

from searchapp.engine import whoosh as engine
from searchapp.engine.contract import FACETS, DocumentEntry, EngineQuery, Filters, Snapshot
from searchapp.engine.contract import Answer as EngineAnswer
from searchapp.text.words import words
from tests.benchmarks.queries import Answer, Query

TOP = 10


def build(folder: Path, documents: Iterable[DocumentEntry]) -> None:
    engine.create(folder)
    with engine.open_writer(folder) as writer:
        for one in documents:
            writer.add(one)


def open_index(folder: Path) -> Snapshot:
    return engine.open_snapshot(folder)


def ask(index: Snapshot, query: Query) -> tuple[Query, EngineAnswer]:
    return ask_exact(index, query)


def ask_exact(index: Snapshot, query: Query) -> tuple[Query, EngineAnswer]:
    """Exact terms; hits alone, without titles and related paragraphs."""
    asked = EngineQuery(query.exact, (), _filters(query), limit=TOP, related=0, titles=0)
    return query, index.search(asked)


def ask_as_product(index: Snapshot, query: Query) -> tuple[Query, EngineAnswer]:
    """Exact terms as a search for them by `searchapp.search` is asked, ten to a page."""
    query_words = tuple(dict.fromkeys(word for term in query.exact for word in words(term)))
    return query, index.search(EngineQuery(query.exact, query_words, _filters(query), limit=TOP))


def read(answered: tuple[Query, EngineAnswer]) -> Answer:
    query, answer = answered
    facets = {
        facet: {one.value: one.paragraph_count for one in answer.facets[facet]} for facet in FACETS
    }
    if query.year:  # a facet's counts ignore its own filter; the peers' do not
        facets["year"] = {query.year: facets["year"].get(query.year, 0)}
    return Answer(answer.paragraph_count, tuple(one.text for one in answer.hits), facets)


def _filters(query: Query) -> Filters:
    return Filters({"year": (query.year,)} if query.year else {})
