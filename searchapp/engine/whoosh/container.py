"""A file of named arrays, written as a stream and read as views of a memory map.

    magic           16 bytes
    array           each begins at a multiple of 64 bytes, as it lies in memory, little-endian
    ...
    directory       JSON: [[name, dtype, offset, count], ...]
    offset, crc     of the directory: unsigned, 8 and 4 bytes, little-endian
    magic           16 bytes

The directory stands at the end because arrays are written before their sizes are known. A view
stays good after the file is deleted, which is what lets an old snapshot outlive a merge.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = Mapping[str, Array]
Pieces = Iterable[Array]
"""One array in consecutive pieces, at least one, all of the same dtype."""
NamedPieces = Iterable[tuple[str, Pieces]]

_MAGIC = b"searchapp arrays"
_ALIGNMENT = 64
_TAIL = struct.Struct(f"<QI{len(_MAGIC)}s")


def whole(arrays: Arrays) -> NamedPieces:
    """Arrays that are there already, each as one piece."""
    return ((name, [array]) for name, array in arrays.items())


def write_arrays(file: BinaryIO, arrays: NamedPieces) -> None:
    """Write a container to a new file and bring it to the disk; array after array, as they come."""
    directory: list[tuple[str, str, int, int]] = []
    file.write(_MAGIC)
    for name, pieces in arrays:
        file.write(bytes(-file.tell() % _ALIGNMENT))
        offset, dtype, count = file.tell(), "", 0
        for piece in pieces:
            little = np.ascontiguousarray(piece, piece.dtype.newbyteorder("<"))
            file.write(little.data)
            dtype, count = little.dtype.str, count + len(little)
        directory.append((name, dtype, offset, count))
    content = json.dumps(directory).encode()
    file.write(content)
    file.write(_TAIL.pack(file.tell() - len(content), zlib.crc32(content), _MAGIC))
    file.flush()
    os.fsync(file.fileno())


def read_arrays(path: Path) -> dict[str, Array]:
    """The arrays of a container as read-only views; raises `ValueError` if it is damaged."""
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    end = len(content) - _TAIL.size
    offset, checksum, magic = _TAIL.unpack_from(content, end) if end >= 0 else (0, 0, b"")
    directory = content[offset:end]
    if magic != _MAGIC or zlib.crc32(directory) != checksum:
        raise ValueError(f"{path} is not a whole container")
    return {
        name: np.frombuffer(content, dtype, count, start)
        for name, dtype, start, count in json.loads(directory)
    }


def release(arrays: Arrays) -> None:
    """Give back the memory that holds what was read of containers; it is read again if needed."""
    maps = {id(one.base.obj): one.base.obj for one in arrays.values()}  # type: ignore[union-attr]
    for content in maps.values():
        if hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
            content.madvise(mmap.MADV_DONTNEED)
