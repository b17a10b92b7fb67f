"""tantivy: one search for the top, one aggregation for the counts."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur

from searchapp.engine.contract import FACETS, DocumentEntry
from tests.benchmarks.queries import Answer, Query

_HEAP_BYTES = 1_000_000_000
_AGGREGATIONS = {facet: {"terms": {"field": facet, "size": 10_000}} for facet in FACETS}


def build(folder: Path, documents: Iterable[DocumentEntry]) -> None:
    # One thread with much memory makes few index segments, which is best for the queries.
    writer = tantivy.Index(_schema(), str(folder)).writer(_HEAP_BYTES, num_threads=1)
    for document in documents:
        for one in document.paragraphs:
            writer.add_document(
                tantivy.Document(
                    words=" ".join(one.words),
                    text=one.text.encode(),
                    year=document.year,
                    region=document.region,
                    speaker=one.speakers[0],
                )
            )
    writer.commit()
    writer.wait_merging_threads()


def open_index(folder: Path) -> tuple[Any, Any]:
    return _schema(), tantivy.Index.open(str(folder)).searcher()


def ask(index: tuple[Any, Any], query: Query) -> tuple[list[str], dict[str, Any]]:
    schema, searcher = index
    asked = _query(schema, query)
    top = searcher.search(asked, 10, count=False)  # uncounted, it skips what cannot be in the top
    texts = [searcher.doc(address)["text"][0].decode() for _, address in top.hits]
    return texts, searcher.aggregate(asked, _AGGREGATIONS)


def read(answered: tuple[list[str], dict[str, Any]]) -> Answer:
    texts, tables = answered
    facets = {
        facet: {one["key"]: int(one["doc_count"]) for one in tables[facet]["buckets"]}
        for facet in FACETS
    }
    return Answer(sum(facets["year"].values()), tuple(texts), facets)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    builder.add_bytes_field("text", stored=True)
    for facet in FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _query(schema: Any, query: Query) -> Any:
    if query.operator == "phrase":
        return tantivy.Query.phrase_query(schema, "words", list(query.words))
    occur = Occur.Should if query.operator == "or" else Occur.Must
    clauses = [
        (occur, tantivy.Query.term_query(schema, "words", word, index_option="freq"))
        for word in query.words
    ]
    if query.year:
        year = tantivy.Query.term_query(schema, "year", query.year, index_option="basic")
        clauses.append((Occur.Must, tantivy.Query.const_score_query(year, 0.0)))
    return tantivy.Query.boolean_query(clauses) if len(clauses) > 1 else clauses[0][1]
