"""One process at a time writes to the index folder, or makes a copy of what must fit together.

    index/.lock         held meanwhile; the system frees it when that process dies
    index/.lock.json    who holds it: what it does, process, machine, since when

So where the second is there although the first is free, its process died before it was done.
"""

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from searchapp.errors import IndexBusy

_LOCK = ".lock"
_HOLDER = ".lock.json"


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has, or had, the index for itself.

    `doing` is the command that it carries out, `since` an ISO time.
    """

    doing: str
    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        began = datetime.fromisoformat(self.since).astimezone()
        where = "" if self.host == platform.node() else f"在 {self.host} 上，"
        return f"进程 {self.pid}，{where}{began:%Y-%m-%d %H:%M:%S} 开始"


@contextmanager
def locked(index: Path, doing: str = "reindex") -> Iterator[Holder | None]:
    """Hold the index folder; gives who did the same last if that process died before it was done.

    Raises `IndexBusy` that says who holds it now, and `OSError` where the folder is not writable.
    """
    lock = FileLock(index / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        holder = _read(index)
        raise IndexBusy(
            f"另一个 searchapp {holder.doing if holder else 'reindex'}"
            f"{f'（{holder}）' if holder else ''}正在使用“{index}”里的索引：请等它结束后再试"
        ) from None
    try:
        died = _read(index)
        since = datetime.now(UTC).isoformat(timespec="seconds")
        here = Holder(doing, os.getpid(), platform.node(), since)
        (index / _HOLDER).write_text(json.dumps(asdict(here)))
        yield died if died and died.doing == doing else None
    finally:
        (index / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _read(index: Path) -> Holder | None:
    try:
        read = json.loads((index / _HOLDER).read_bytes())
        holder = Holder(str(read["doing"]), int(read["pid"]), str(read["host"]), str(read["since"]))
        str(holder)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return holder
