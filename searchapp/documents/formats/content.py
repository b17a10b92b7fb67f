"""The bytes of a source file."""

from pathlib import Path

from searchapp.errors import UnreadableFile


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file; raises `UnreadableFile` if it is empty, too large or out of reach."""
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1) if path.stat().st_size else b""
    except OSError as error:
        raise UnreadableFile(f"无法打开（{error.strerror}）") from error
    if not data:
        raise UnreadableFile("文件为空")
    if len(data) > max_bytes:
        raise UnreadableFile(f"文件超过 {max_bytes / 1_000_000:g} MB 的上限")
    return data
