"""This project's engine: what goes in through its contract, what is asked as a tree."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from searchapp.asking import engine_query
from searchapp.engine import whoosh as engine
from searchapp.engine.contract import FACETS, DocumentEntry, EngineQuery, Filters
from searchapp.engine.contract import Answer as EngineAnswer
from searchapp.engine.whoosh.snapshot import WhooshSnapshot
from searchapp.query.request import SearchRequest
from searchapp.query.tree import And, Node, Or, Phrase, Substring, Word
from searchapp.settings import Settings
from tests.benchmarks.queries import Answer, Query

TOP = 10


def build(folder: Path, documents: Iterable[DocumentEntry]) -> None:
    engine.create(folder)
    with engine.open_writer(folder) as writer:
        for one in documents:
            writer.add(one)


def open_index(folder: Path) -> WhooshSnapshot:
    return engine.open_snapshot(folder)


def ask(index: WhooshSnapshot, query: Query) -> tuple[Query, EngineAnswer]:
    """Postings of words, as the other engines are asked; hits alone."""
    return query, index.search(_asked(query, _tree(query), related=0, titles=0))


def ask_exact(index: WhooshSnapshot, query: Query) -> tuple[Query, EngineAnswer]:
    """An exact substring; hits alone."""
    return query, index.search(_asked(query, _exact(query), related=0, titles=0))


def ask_as_product(index: WhooshSnapshot, query: Query) -> tuple[Query, EngineAnswer]:
    """Exact terms as a search for them by `searchapp.search` is asked, ten to a page."""
    request = SearchRequest(year=(query.year,) if query.year else (), per_page=TOP)
    return query, index.search(engine_query(index, _exact(query), request, Settings()))


def read(answered: tuple[Query, EngineAnswer]) -> Answer:
    query, answer = answered
    tables = answer.facets
    facets = {
        facet: dict(zip(tables[facet].values, tables[facet].paragraph_counts, strict=True))
        for facet in FACETS
    }
    if query.year:  # a facet's counts ignore its own filter; the peers' do not
        facets["year"] = {query.year: facets["year"].get(query.year, 0)}
    return Answer(answer.paragraph_count, tuple(one.text for one in answer.hits), facets)


def _tree(query: Query) -> Node:
    if query.operator == "phrase":
        return Phrase(query.words)
    nodes = tuple(map(Word, query.words))
    return Or(nodes) if query.operator == "or" else And(nodes)


def _exact(query: Query) -> Node:
    nodes = tuple(map(Substring, query.exact))
    return Or(nodes) if query.operator == "or" else And(nodes)


def _asked(query: Query, tree: Node, **others: Any) -> EngineQuery:
    filters = Filters({"year": (query.year,)} if query.year else {})
    return EngineQuery(tree, filters=filters, limit=TOP, **others)
