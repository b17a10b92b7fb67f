"""When each text was first indexed, kept beside the generations and so through every rebuild.

    index/first_indexed.sqlite    a row for every document there ever was

Whoever follows a search is told of what is new. A document that is indexed anew, or edited, or was
gone for a while is not new, nor is a text that only lies in another file than before.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import cast

from searchapp.errors import IndexUnusable

FILE = "first_indexed.sqlite"
_REFUSED = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
_TABLE = """
CREATE TABLE IF NOT EXISTS document (
    id BLOB PRIMARY KEY,      -- UTF-8
    text BLOB NOT NULL,       -- SHA-256 of title and paragraphs
    moment INTEGER NOT NULL   -- seconds since 1970 (UTC)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS document_text ON document (text, moment);
"""
_ADD = """
INSERT INTO document SELECT id, text, moment FROM copy.document
WHERE typeof(id) = 'blob' AND typeof(text) = 'blob' AND typeof(moment) = 'integer'
    AND moment BETWEEN 0 AND CAST(strftime('%s') AS INTEGER)
ON CONFLICT (id) DO UPDATE SET moment = min(moment, excluded.moment)
"""


class FirstIndexed:
    """The moments known, to which those of new texts are added: they are first indexed `now`."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._connection = connection
        self._now = int(now.timestamp())

    def of(self, document_id: str, comparables: Sequence[str]) -> datetime:
        """When a document, or another with the same text, was first indexed (UTC, in seconds).

        `comparables` are the comparable texts of its title and paragraphs.
        """
        name = document_id.encode("utf-8", "surrogatepass")
        text = sha256("\0".join(comparables).encode("utf-8", "surrogatepass")).digest()
        by_id = self._first("SELECT moment, text FROM document WHERE id = ?", name)
        by_text = "SELECT moment, text FROM document WHERE text = ? ORDER BY moment LIMIT 1"
        known = by_id or self._first(by_text, text)
        moment = known[0] if known else self._now
        if by_id is None or by_id[1] != text:
            row = (name, text, moment)
            self._connection.execute("REPLACE INTO document VALUES (?, ?, ?)", row)
        return datetime.fromtimestamp(moment, UTC)

    def _first(self, query: str, value: bytes) -> tuple[int, bytes] | None:
        return cast(
            "tuple[int, bytes] | None", self._connection.execute(query, (value,)).fetchone()
        )


@contextmanager
def first_indexed(index: Path) -> Iterator[FirstIndexed]:
    """What is known of the documents of an index folder; what is added is kept if all goes well.

    To be left before a transaction is committed: a moment that is known too early does no harm.
    Raises `IndexUnusable` if the file is damaged, `OSError` if the system does not let it be
    written.
    """
    with _opened(index) as connection, connection:
        yield FirstIndexed(connection, datetime.now(UTC))


def copy_to(index: Path, copy: Path) -> None:
    """Write all that is known to a file; raises as `first_indexed`."""
    with _opened(index) as connection, closing(sqlite3.connect(copy)) as other:
        connection.backup(other)


def add_from(index: Path, copy: Path) -> None:
    """Add what a copy knows; of two moments the earlier holds. Raises as `first_indexed`.

    What in it is no moment of a document is passed over: a copy may come from anywhere.
    """
    with _opened(index) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("ATTACH DATABASE ? AS copy", (str(copy),))
        with connection:
            connection.execute(_ADD)


@contextmanager
def _opened(index: Path) -> Iterator[sqlite3.Connection]:
    path = index / FILE
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(_TABLE)
            yield connection
    except sqlite3.Error as error:
        # The low byte is the kind of the error, which the others tell more of.
        if refused := _REFUSED.get(getattr(error, "sqlite_errorcode", 0) & 0xFF):
            raise OSError(refused, os.strerror(refused), str(path)) from error
        raise IndexUnusable(
            f"无法读写“{path}”（{error}）：文件可能已损坏，请移走它再运行 "
            "searchapp reindex，各篇文档收入的时间将从那时算起"
        ) from error
