"""The bytes of a source file."""

import os
from pathlib import Path

from searchapp.errors import UnreadableFile


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file; raises `UnreadableFile` if it is empty, too large or out of reach."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(size + 1) if size <= max_bytes else b""
    except OSError as error:
        raise UnreadableFile(f"无法打开（{error.strerror}）") from error
    if size > max_bytes:
        raise UnreadableFile(f"文件超过 {max_bytes / 1_000_000:g} MB 的上限")
    if not size:
        raise UnreadableFile("文件为空")
    if len(data) != size:
        raise UnreadableFile("读取时文件正在变化，请稍后再试")
    return data
