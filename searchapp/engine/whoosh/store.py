"""Where the index lies, and the way in: create, read, write.

The index is one of Whoosh's, named after the format, so its table of contents is `_format4_N.toc`.
N is the revision: every commit raises it. Foreign errors become ours here.
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.index import TOC
from whoosh.writing import LockError

from searchapp.engine.whoosh.codec import ArrayIndex, ArrayWriter, SyncedStorage
from searchapp.engine.whoosh.layout import FORMAT_VERSION
from searchapp.engine.whoosh.segment import Segment, open_arrays
from searchapp.engine.whoosh.snapshot import WhooshSnapshot
from searchapp.errors import IndexBusy, IndexUnusable

_NAME = f"format{FORMAT_VERSION}"
_TABLE_OF_CONTENTS = re.compile(r"_(.+)_([0-9]+)\.toc")
_REINDEX = "请运行 searchapp reindex --full 重建索引"
_ATTEMPTS = 10


def create(folder: Path) -> None:
    """Make an empty index in an existing empty folder."""
    SyncedStorage(str(folder)).create_index(Schema(), _NAME, ArrayIndex)


def revision(folder: Path) -> int:
    """The revision that a snapshot opened now would have; raises `IndexUnusable`."""
    # At every request, so not by way of a Path for each file.
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208
    tables = [match for name in names if (match := _TABLE_OF_CONTENTS.fullmatch(name))]
    revisions = [int(match[2]) for match in tables if match[1] == _NAME]
    if revisions:
        return max(revisions)
    if tables:
        raise IndexUnusable(f"{folder} 中的索引是另一版本的格式，{_REINDEX}")
    raise IndexUnusable(f"{folder} 中没有索引，{_REINDEX}")


def open_snapshot(folder: Path) -> WhooshSnapshot:
    """The index as it is now; raises `IndexUnusable`.

    A commit may remove files between reading the table of contents and opening what it names:
    then there is a newer one to read.
    """
    for _ in range(_ATTEMPTS):
        number = revision(folder)
        try:
            return _open(folder, number)
        except FileNotFoundError:
            if revision(folder) == number:
                break
        except Exception as error:
            raise _damaged(folder) from error
    raise _damaged(folder)


def open_writer(folder: Path) -> ArrayWriter:
    """Begin a transaction; raises `IndexBusy` while there is another, and `IndexUnusable`."""
    revision(folder)
    try:
        return ArrayIndex(SyncedStorage(str(folder)), indexname=_NAME).writer()
    except LockError:
        raise IndexBusy(f"另一个进程正在更新 {folder} 中的索引，请等它完成后再试") from None
    except Exception as error:
        raise _damaged(folder) from error


def _open(folder: Path, number: int) -> WhooshSnapshot:
    storage: Any = SyncedStorage(str(folder))
    committed = (folder / f"_{_NAME}_{number}.toc").stat().st_mtime
    table = TOC.read(storage, _NAME, number)
    segments = [
        Segment(open_arrays(folder, one.segment_id()), set(one.deleted_docs()))
        for one in table.segments
    ]
    return WhooshSnapshot(segments, number, datetime.fromtimestamp(committed, UTC))


def _damaged(folder: Path) -> IndexUnusable:
    return IndexUnusable(f"{folder} 中的索引已损坏，{_REINDEX}")
