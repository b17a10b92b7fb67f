"""SQLite FTS5: words in a contentless table, texts and facet values in a table beside it."""

import sqlite3
import string
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from searchapp.engine.contract import FACETS, DocumentEntry
from tests.benchmarks.queries import Answer, Query

# Everything that is no blank belongs to a word; letters that are not ASCII do anyway.
_TOKENIZER = "ascii tokenchars '{}'".format(string.punctuation.replace("'", "''"))
_TOP = """SELECT text FROM postings JOIN paragraphs ON paragraphs.id = postings.rowid
    WHERE postings MATCH ? {filter} ORDER BY rank LIMIT 10"""
_COUNTS = """SELECT year, region, speaker, count(*)
    FROM postings JOIN paragraphs ON paragraphs.id = postings.rowid
    WHERE postings MATCH ? {filter} GROUP BY year, region, speaker"""

_Answered = tuple[list[str], list[tuple[str, str, str, int]]]


def build(folder: Path, documents: Iterable[DocumentEntry]) -> None:
    connection = _connect(folder)
    connection.execute(
        "CREATE TABLE paragraphs(id INTEGER PRIMARY KEY, year, region, speaker, text)"
    )
    quoted = _TOKENIZER.replace('"', '""')
    connection.execute(f"""CREATE VIRTUAL TABLE postings
        USING fts5(words, content='', tokenize="{quoted}")""")
    rows = ((document, one) for document in documents for one in document.paragraphs)
    for number, (document, one) in enumerate(rows):
        connection.execute(
            "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?)",
            (number, document.year, document.region, one.speakers[0], one.text),
        )
        connection.execute(
            "INSERT INTO postings(rowid, words) VALUES (?, ?)", (number, " ".join(one.words))
        )
    connection.execute("INSERT INTO postings(postings) VALUES ('optimize')")
    connection.commit()
    connection.close()


def open_index(folder: Path) -> sqlite3.Connection:
    return _connect(folder)


def ask(index: sqlite3.Connection, query: Query) -> _Answered:
    match = _match(query)
    filter_ = "AND year = ?" if query.year else ""
    values = (match, query.year) if query.year else (match,)
    top = index.execute(_TOP.format(filter=filter_), values).fetchall()
    return [text for (text,) in top], index.execute(
        _COUNTS.format(filter=filter_), values
    ).fetchall()


def read(answered: _Answered) -> Answer:
    texts, rows = answered
    facets: dict = {facet: Counter() for facet in FACETS}
    for *values, count in rows:
        for facet, value in zip(FACETS, values, strict=True):
            facets[facet][value] += count
    return Answer(
        sum(row[-1] for row in rows), tuple(texts), {k: dict(v) for k, v in facets.items()}
    )


def _connect(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "index.sqlite")
    connection.execute("PRAGMA mmap_size = 4000000000")
    return connection


def _match(query: Query) -> str:
    words = ['"{}"'.format(word.replace('"', '""')) for word in query.words]
    separator = {"and": " AND ", "or": " OR ", "phrase": " + "}[query.operator]
    return separator.join(words)
