"""Files of the index folder that must be whole or not there at all, whatever happens meanwhile."""

import os
from pathlib import Path

TEMPORARY = ".tmp"
"""Ends the name of a file that is not yet what it shall become."""


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file in one step, synced to disk: a reader sees the old content or the new."""
    temporary = path.with_name(f"{path.name}{TEMPORARY}")
    try:
        write_synced(temporary, content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_synced(path: Path, content: bytes) -> None:
    """Write a file and bring it to the disk; its name is there after `sync_folder`."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Write the names in a folder to disk; a no-op where folders cannot be opened (Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
