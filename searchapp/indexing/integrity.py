"""Whether the files of the index are still as they were written.

Each has a record of its size and checksum. The checksum is CRC-32: it notices every change within
four bytes in a row, misses one of 2**32 others, and reads 100 MB in some 60 ms. It is a guard
against faulty disks and hands, not against somebody who may write to the folder (`access`).
"""

import os
import zlib
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path

from searchapp.errors import IndexUnusable
from searchapp.languages import gettext

_CHUNK = 1 << 20
_SMALL = 1 << 20
"""Bytes; so much is read in half a millisecond."""

Mark = tuple[int, int, int, int]
"""Size, times and number of a file: as long as they stay, it is taken to be unchanged."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a file was when it was written."""

    size_bytes: int
    checksum: int


def record(path: Path) -> FileRecord:
    """The record of a file as it is now; raises `OSError`."""
    size = checksum = 0
    buffer = memoryview(bytearray(_CHUNK))
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(buffer):
            checksum = zlib.crc32(buffer[:count], checksum)
            size += count
    return FileRecord(size, checksum)


def mark(path: str) -> Mark | None:
    """The mark of a file as it is now; None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- for every file at every request, so no Path
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def find_damage(
    folder: Path, records: Mapping[str, FileRecord], intact: MutableMapping[str, Mark]
) -> dict[str, str]:
    """What is wrong with files of a folder, by name; empty if they are as their records say.

    `intact` holds the marks under which files were found good: these are not read again, and those
    found good now are added.
    """
    damage = {}
    for name, expected in records.items():
        path = str(folder / name)
        before = mark(path)  # of a change while it is read, the next look will know
        if before is not None and intact.get(path) == before:
            continue
        if problem := _problem(Path(path), expected):
            damage[name] = problem
        elif before is not None:
            intact[path] = before
    return damage


def find_damage_at_sight(folder: Path, records: Mapping[str, FileRecord]) -> dict[str, str]:
    """As `find_damage`, but of large files only what is gone, too short or too long.

    So it takes no time, and yet sees whether the engine's table of contents may be read.
    """
    small = {name: one for name, one in records.items() if one.size_bytes <= _SMALL}
    damage = find_damage(folder, small, {})
    for name in records.keys() - small.keys():
        found = mark(str(folder / name))
        if found is None:
            damage[name] = gettext("缺失")
        elif found[0] != records[name].size_bytes:
            damage[name] = gettext("大小不符")
    return damage


def damaged(folder: Path, damage: Mapping[str, str]) -> IndexUnusable:
    """The error that names what is damaged."""
    named = gettext("；").join(f"{name} {problem}" for name, problem in damage.items())
    return IndexUnusable(
        gettext(
            "索引“%(folder)s”中的文件已损坏（%(problems)s）：请运行 searchapp reindex --full 重建",
            folder=folder.name,
            problems=named,
        ),
        damaged=tuple(damage),
    )


def _problem(path: Path, expected: FileRecord) -> str | None:
    try:
        found = record(path)
    except FileNotFoundError:
        return gettext("缺失")
    except OSError as error:
        return gettext("无法读取：%(error)s", error=error.strerror)
    if found.size_bytes != expected.size_bytes:
        return gettext("大小不符")
    return None if found == expected else gettext("内容不符")
