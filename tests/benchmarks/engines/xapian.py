"""Xapian: facet values in value slots, counted by match spies."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xapian

from searchapp.engine.contract import FACETS, DocumentEntry, FacetName
from tests.benchmarks.queries import Answer, Query

_LONGEST_TERM = 245
_YEAR = "Y"  # words are folded to lower case

_Answered = tuple[int, list[str], dict[FacetName, dict[str, int]]]


def build(folder: Path, documents: Iterable[DocumentEntry]) -> None:
    database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE)
    for document in documents:
        for one in document.paragraphs:
            row = xapian.Document()
            row.set_data(one.text)
            for place, word in enumerate(one.words):
                row.add_posting(_term(word), place)
            row.add_boolean_term(_YEAR + document.year)
            for slot, value in enumerate((document.year, document.region, one.speakers[0])):
                row.add_value(slot, value)
            database.add_document(row)
    database.commit()
    database.close()


def open_index(folder: Path) -> Any:
    return xapian.Database(str(folder))


def ask(index: Any, query: Query) -> _Answered:
    enquire = xapian.Enquire(index)
    enquire.set_query(_query(query))
    spies = [xapian.ValueCountMatchSpy(slot) for slot in range(len(FACETS))]
    for spy in spies:
        enquire.add_matchspy(spy)
    found = enquire.get_mset(0, 10, index.get_doccount())  # look at all: exact counts
    texts = [one.document.get_data().decode() for one in found]
    tables = [{one.term.decode(): one.termfreq for one in spy.values()} for spy in spies]
    return found.get_matches_estimated(), texts, dict(zip(FACETS, tables, strict=True))


def read(answered: _Answered) -> Answer:
    count, texts, facets = answered
    return Answer(count, tuple(texts), facets)


def _query(query: Query) -> Any:
    operator = {
        "and": xapian.Query.OP_AND,
        "or": xapian.Query.OP_OR,
        "phrase": xapian.Query.OP_PHRASE,
    }[query.operator]
    asked = xapian.Query(operator, [xapian.Query(_term(word)) for word in query.words])
    if query.year:
        year = xapian.Query(_YEAR + query.year)
        return xapian.Query(xapian.Query.OP_FILTER, asked, year)
    return asked


def _term(word: str) -> bytes:
    return word.encode()[:_LONGEST_TERM]
