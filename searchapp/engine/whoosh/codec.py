"""Whoosh's index with segments of arrays: its locks, transactions, deletions and generations.

What is Whoosh's own and stays so: the lock of the writer, the table of contents that names the
segments and their deleted rows and is written in one step, and the way a commit goes. What is ours,
by subclasses: what a segment's files hold (`layout`), what is held until it is written (`batch`),
how segments become one (`merge`) and when (`policy`), and that a commit leaves the revision before
it readable until the next transaction.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh.codec.base import Codec
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.writing import SegmentWriter

from searchapp.engine.contract import DocumentEntry
from searchapp.engine.whoosh.batch import Batch
from searchapp.engine.whoosh.container import Arrays, NamedPieces, write_arrays
from searchapp.engine.whoosh.layout import DOCUMENTS_EXTENSION, POSTINGS_EXTENSION
from searchapp.engine.whoosh.merge import Merge
from searchapp.engine.whoosh.policy import Size, to_merge
from searchapp.engine.whoosh.segment import Segment, live_documents, open_arrays
from searchapp.engine.whoosh.united import Source

_FLUSH_WEIGHT = 4_000_000
"""Characters and words held before a segment is written: bounds the memory of a transaction.

To hold four million and write them takes 250 MB. More would save little: at the commit all these
segments become one in a fifth of the time it took to write them.
"""

# Whoosh has no types, so to mypy its classes are Any.


class SyncedStorage(FileStorage):  # type: ignore[misc]
    """A folder in which a commit is on the disk, and all it names was there before it."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002  (Whoosh's signature)
        """Whoosh renames one file: a new table of contents to its name, which is the commit."""
        self._sync(oldname)
        self._sync("")
        super().rename_file(oldname, newname, safe=safe)
        self._sync("")

    def _sync(self, name: str) -> None:
        if os.name == "nt" and not name:
            return  # Windows cannot sync a folder, nor what is open for reading only
        descriptor = os.open(Path(self.folder) / name, os.O_RDWR if name else os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class ArraySegment(W3Segment):  # type: ignore[misc]
    """A segment as the table of contents holds it: its name, its rows and which are deleted."""

    def should_assemble(self) -> bool:
        """Whether its files become one; no, they are mapped into memory as they lie."""
        return False


class ArrayCodec(Codec):  # type: ignore[misc]
    """Names the files of a segment and gives what writes them."""

    def per_document_writer(self, storage: Any, segment: Any) -> "SegmentFile":
        return SegmentFile(storage, segment.make_filename(DOCUMENTS_EXTENSION))

    def field_writer(self, storage: Any, segment: Any) -> "SegmentFile":
        return SegmentFile(storage, segment.make_filename(POSTINGS_EXTENSION))

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002  (Whoosh's signature)
        return ArraySegment(self, indexname)


class SegmentFile:
    """A file that is begun, written and closed at once."""

    def __init__(self, storage: Any, name: str) -> None:
        self._path = Path(storage.folder) / name

    def write(self, arrays: NamedPieces) -> None:
        with self._path.open("wb") as file:
            write_arrays(file, arrays)


class ArrayIndex(FileIndex):  # type: ignore[misc]
    """An index whose segments are arrays."""

    def writer(self) -> "ArrayWriter":
        """Begin a transaction; raises Whoosh's `LockError` while there is another."""
        return ArrayWriter(self)


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """One transaction (`engine.contract.Writer`)."""

    def __init__(self, index: ArrayIndex) -> None:
        super().__init__(index, codec=ArrayCodec(), compound=False)
        self.pool: Any = Batch()  # what the next segment is made of; at the end perhaps a Merge
        self._opened: dict[str, Segment] = {}
        self._before = TOC.read(self.storage, self.indexname)
        self._sweep(self._before)

    def add(self, document: DocumentEntry) -> None:
        self.pool.add(document)
        if self.pool.weight >= _FLUSH_WEIGHT:
            self._flush_batch()

    def delete(self, document_id: str) -> None:
        if self.pool.discard(document_id):
            return
        for segment in self.segments:
            opened = self._open(segment)
            document = opened.document_of(document_id)
            if document is not None:
                for paragraph in opened.paragraphs_of(document):
                    segment.delete_document(paragraph)
                segment.delete_document(opened.paragraph_count + document)

    def unite(self, segments: Sequence[Any]) -> None:
        """Write the live documents of these segments as one with this commit."""
        self.pool = Merge(
            [
                Source(arrays, live_documents(arrays, set(one.deleted_docs())))
                for arrays, one in zip(map(self._arrays, segments), segments, strict=True)
            ]
        )
        self._added = True

    def size(self, segment: Any) -> Size:
        """What the policy of merging goes by."""
        positions = int(self._open(segment).pairs.row_position[-1])
        return Size(segment.doc_count(), segment.deleted_count(), positions)

    def commit(self) -> None:
        try:
            if self.pool.row_count:
                self._flush_batch()
            super().commit(mergetype=_merge)
        except BaseException:
            self.cancel()
            raise

    def cancel(self) -> None:
        self._check_state()
        self._sweep(self._before)
        self._finish()

    def _commit_toc(self, segments: list[Any]) -> None:
        table = TOC(self.schema, segments, self.generation)
        table.write(self.storage, self.indexname)
        self._sweep(self._before, table)

    def _flush_batch(self) -> None:
        """Make what is held a segment of its own, to be committed with the others."""
        self.segments.append(self._finalize_segment())
        self.newsegment = self.codec.new_segment(self.storage, self.indexname)
        self.perdocwriter = self.codec.per_document_writer(self.storage, self.newsegment)
        self.fieldwriter = self.codec.field_writer(self.storage, self.newsegment)
        self.pool = Batch()

    def _flush_segment(self) -> None:
        self.docnum = self.pool.row_count
        self.perdocwriter.write(self.pool.document_arrays())
        self.fieldwriter.write(self.pool.posting_arrays())

    def _close_segment(self) -> None:
        """Nothing stays open."""

    def _arrays(self, segment: Any) -> Arrays:
        return self._open(segment).arrays

    def _open(self, segment: Any) -> Segment:
        """A segment as it was written, without its deletions."""
        name = segment.segment_id()
        if name not in self._opened:
            self._opened[name] = Segment(open_arrays(Path(self.storage.folder), name), ())
        return self._opened[name]

    def _sweep(self, *tables: Any) -> None:
        """Remove what belongs to none of these commits, such as what an interrupted one left.

        Whoosh's own sweep leaves half-written tables of contents.
        """
        kept = {name for table in tables for name in files_of(table, self.indexname)}
        written = re.compile(rf"_?{self.indexname}_[^.]+\..+")
        for path in Path(self.storage.folder).iterdir():
            if path.name not in kept and written.fullmatch(path.name):
                path.unlink(missing_ok=True)


def files_of(table: Any, indexname: str) -> list[str]:
    """The names of the files that a commit consists of, its table of contents among them."""
    extensions = (DOCUMENTS_EXTENSION, POSTINGS_EXTENSION)
    segments = [f"{one.segment_id()}{ext}" for one in table.segments for ext in extensions]
    return [f"_{indexname}_{table.generation}.toc", *segments]


def _merge(writer: ArrayWriter, segments: list[Any]) -> list[Any]:
    """Whoosh's hook for merging: hands segments to the writer and returns those that stay."""
    present = [one for one in segments if one.doc_count()]
    chosen = to_merge([writer.size(one) for one in present])
    if chosen:
        writer.unite([present[place] for place in chosen])
    return [one for place, one in enumerate(present) if place not in chosen]
