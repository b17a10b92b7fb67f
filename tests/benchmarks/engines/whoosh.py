"""Plain Whoosh, used the usual way: stock schema, writer, searcher and facets."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh import query as q
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.sorting import Count

from searchapp.engine.contract import FACETS, DocumentEntry
from tests.benchmarks.queries import Answer, Query


def build(folder: Path, documents: Iterable[DocumentEntry]) -> None:
    schema = Schema(
        words=TEXT(analyzer=SpaceSeparatedTokenizer(), stored=True),
        year=ID(sortable=True),
        region=ID(sortable=True),
        speaker=ID(sortable=True),
    )
    writer = whoosh_index.create_in(folder, schema).writer()
    for document in documents:
        for one in document.paragraphs:
            writer.add_document(
                words=" ".join(one.words),
                _stored_words=one.text,
                year=document.year,
                region=document.region,
                speaker=one.speakers[0],
            )
    writer.commit()


def open_index(folder: Path) -> Any:
    return whoosh_index.open_dir(folder).searcher()


def ask(index: Any, query: Query) -> tuple[int, list[str], dict[str, dict[str, int]]]:
    results = index.search(
        _query(query),
        limit=10,
        filter=q.Term("year", query.year) if query.year else None,
        groupedby=list(FACETS),
        maptype=Count,
    )
    texts = [one["words"] for one in results[:10]]
    return len(results), texts, {facet: results.groups(facet) for facet in FACETS}


def read(answered: tuple[int, list[str], dict[str, dict[str, int]]]) -> Answer:
    count, texts, facets = answered
    return Answer(count, tuple(texts), {facet: dict(facets[facet]) for facet in FACETS})


def _query(query: Query) -> Any:
    terms = [q.Term("words", word) for word in query.words]
    match query.operator:
        case "phrase":
            return q.Phrase("words", list(query.words))
        case "or":
            return q.Or(terms)
        case _:
            return q.And(terms)
