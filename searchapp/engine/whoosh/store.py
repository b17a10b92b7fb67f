"""Where the index lies, and the way in: create, read, write.

The index is one of Whoosh's, named after the format, so its table of contents is `_format7_N.toc`.
N is the revision: every commit raises it, and leaves the files of the one before until the next
transaction. Foreign errors become ours here.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

from whoosh.fields import Schema
from whoosh.index import TOC
from whoosh.writing import LockError

from searchapp.engine.whoosh.codec import ArrayIndex, ArrayWriter, SyncedStorage, files_of
from searchapp.engine.whoosh.layout import FORMAT_VERSION
from searchapp.engine.whoosh.segment import Segment, open_arrays
from searchapp.engine.whoosh.snapshot import WhooshSnapshot
from searchapp.errors import IndexBusy, IndexUnusable
from searchapp.languages import gettext, translatable

_NAME = f"format{FORMAT_VERSION}"
_TABLE_OF_CONTENTS = re.compile(r"_(.+)_([0-9]+)\.toc")
_OTHER_FORMAT = translatable(
    "%(folder)s 中的索引是另一版本的格式，请运行 searchapp reindex --full 重建索引"
)
_NONE = translatable("%(folder)s 中没有索引，请运行 searchapp reindex --full 重建索引")
_DAMAGED = translatable("%(folder)s 中的索引已损坏，请运行 searchapp reindex --full 重建索引")


def create(folder: Path) -> None:
    """Make an empty index in an existing empty folder."""
    SyncedStorage(str(folder)).create_index(Schema(), _NAME, ArrayIndex)


def revision(folder: Path) -> int:
    """The last revision that was committed; raises `IndexUnusable`."""
    names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    tables = [match for name in names if (match := _TABLE_OF_CONTENTS.fullmatch(name))]
    revisions = [int(match[2]) for match in tables if match[1] == _NAME]
    if revisions:
        return max(revisions)
    if tables:
        raise IndexUnusable(gettext(_OTHER_FORMAT, folder=folder))
    raise IndexUnusable(gettext(_NONE, folder=folder))


def open_snapshot(folder: Path, number: int | None = None) -> WhooshSnapshot:
    """The index at revision `number`, without one at the last; raises `IndexUnusable`."""
    number = revision(folder) if number is None else number
    try:
        table = TOC.read(SyncedStorage(str(folder)), _NAME, number)
        segments = [
            Segment(open_arrays(folder, one.segment_id()), set(one.deleted_docs()))
            for one in table.segments
        ]
        committed = (folder / f"_{_NAME}_{number}.toc").stat().st_mtime
    except Exception as error:
        raise _damaged(folder) from error
    return WhooshSnapshot(segments, number, datetime.fromtimestamp(committed, UTC))


def files(folder: Path, number: int) -> list[str]:
    """The names of the files that revision `number` consists of; raises `IndexUnusable`."""
    try:
        return files_of(TOC.read(SyncedStorage(str(folder)), _NAME, number), _NAME)
    except Exception as error:
        raise _damaged(folder) from error


def open_writer(folder: Path) -> ArrayWriter:
    """Begin a transaction; raises `IndexBusy` while there is another, and `IndexUnusable`."""
    revision(folder)
    try:
        return ArrayIndex(SyncedStorage(str(folder)), indexname=_NAME).writer()
    except LockError:
        raise IndexBusy(
            gettext("另一个进程正在更新 %(folder)s 中的索引，请等它完成后再试", folder=folder)
        ) from None
    except Exception as error:
        raise _damaged(folder) from error


def _damaged(folder: Path) -> IndexUnusable:
    return IndexUnusable(gettext(_DAMAGED, folder=folder))
