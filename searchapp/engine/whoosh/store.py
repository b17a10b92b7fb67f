"""Where the index lies: a Whoosh index named after the format, a row a document.

Whoosh's table of contents is `_format1_N.toc`; N is the revision, and every commit raises it.
"""

import json
import re
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from whoosh.fields import ID, STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, LockError, clean_files

from searchapp.engine.contract import DocumentEntry, ParagraphEntry
from searchapp.engine.whoosh.scan import ScanSnapshot
from searchapp.errors import IndexBusy, IndexUnusable

FORMAT_VERSION = 1
_NAME = f"format{FORMAT_VERSION}"
_TABLE_OF_CONTENTS = re.compile(r"_(.+)_([0-9]+)\.toc")
_REINDEX = "请运行 searchapp reindex --full 重建索引"


def create(folder: Path) -> None:
    """Make an empty index in an existing empty folder."""
    schema = Schema(id=ID(unique=True), entry=STORED())
    FileStorage(str(folder)).create_index(schema, indexname=_NAME)


def revision(folder: Path) -> int:
    """The revision that a snapshot opened now would have; raises `IndexUnusable`."""
    names = [] if not folder.is_dir() else [one.name for one in folder.iterdir()]
    tables = [match for name in names if (match := _TABLE_OF_CONTENTS.fullmatch(name))]
    revisions = [int(match[2]) for match in tables if match[1] == _NAME]
    if revisions:
        return max(revisions)
    if tables:
        raise IndexUnusable(f"{folder} 中的索引是另一版本的格式，{_REINDEX}")
    raise IndexUnusable(f"{folder} 中没有索引，{_REINDEX}")


def open_snapshot(folder: Path) -> ScanSnapshot:
    """The index as it is now; raises `IndexUnusable`."""
    number = revision(folder)
    committed = (folder / f"_{_NAME}_{number}.toc").stat().st_mtime
    index = _open(folder)
    try:
        with index.searcher() as searcher:
            entries = [_read(one["entry"]) for one in searcher.reader().all_stored_fields()]
    except Exception as error:
        raise IndexUnusable(f"{folder} 中的索引已损坏，{_REINDEX}") from error
    return ScanSnapshot(entries, number, datetime.fromtimestamp(committed, UTC))


def open_writer(folder: Path) -> "StoreWriter":
    """Begin a transaction; raises `IndexBusy` while there is another, and `IndexUnusable`."""
    revision(folder)
    index = _open(folder)
    try:
        return StoreWriter(index.writer())
    except LockError:
        raise IndexBusy(f"另一个进程正在更新 {folder} 中的索引，请等它完成后再试") from None


class StoreWriter:
    """One transaction (`engine.contract.Writer`)."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._added: dict[str, DocumentEntry] = {}

    def add(self, document: DocumentEntry) -> None:
        self._added[document.id] = document

    def delete(self, document_id: str) -> None:
        self._added.pop(document_id, None)
        self._writer.delete_by_term("id", document_id)

    def commit(self) -> None:
        try:
            for one in self._added.values():
                self._writer.add_document(id=one.id, entry=_dump(one))
        except BaseException:
            self.cancel()
            raise
        self._writer.commit()

    def cancel(self) -> None:
        writer = self._writer
        writer.perdocwriter.close()
        writer.fieldwriter.close()
        clean_files(writer.storage, _NAME, writer.generation - 1, writer.segments)
        writer.cancel()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if exception[0] is None:
            self.commit()
        else:
            self.cancel()


def _open(folder: Path) -> Any:
    try:
        return FileStorage(str(folder)).open_index(_NAME, indexclass=FileIndex)
    except Exception as error:
        raise IndexUnusable(f"{folder} 中的索引已损坏，{_REINDEX}") from error


def _dump(entry: DocumentEntry) -> str:
    return json.dumps(asdict(entry), default=date.isoformat)


def _read(stored: str) -> DocumentEntry:
    fields = json.loads(stored)
    for name in ("first_day", "last_day"):
        fields[name] = fields[name] and date.fromisoformat(fields[name])
    fields["paragraphs"] = tuple(
        ParagraphEntry(**{**one, "speakers": tuple(one["speakers"])})
        for one in fields["paragraphs"]
    )
    return DocumentEntry(**fields)
