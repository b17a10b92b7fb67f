"""Making a backup: everything is read under the lock of the index, so nothing moves meanwhile."""

import hashlib
import io
import json
import os
import stat
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from searchapp.backup import CONTENTS, FORMAT, INDEX, SOURCE, Contents, own_files
from searchapp.errors import IndexUnusable, SearchAppError, SourceUnusable
from searchapp.indexing import first_indexed
from searchapp.indexing.generations import MANIFEST, current_generation
from searchapp.indexing.lock import locked
from searchapp.indexing.manifest import load_manifest
from searchapp.indexing.storage import TEMPORARY, sync_folder
from searchapp.settings import Settings


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that has been made; `left_out` are entries of the source folder that are no files
    of it, each with the reason.
    """

    contents: Contents
    left_out: tuple[tuple[str, str], ...]


def back_up(settings: Settings, file: Path, *, overwrite: bool = False) -> Made:
    """Write a backup to a file, which is there when it is complete, and only then.

    Raises `SourceUnusable` if there is no source folder, `IndexBusy` while a reindex is under way,
    and `SearchAppError` if the file is there already or cannot be written, or a document cannot be
    read, or is changed meanwhile.
    """
    _check_place(settings, file, overwrite=overwrite)
    temporary = file.with_name(f"{file.name}{TEMPORARY}")
    try:
        with ExitStack() as stack:
            if settings.index.is_dir():
                stack.enter_context(locked(settings.index, "backup"))
            temporary.unlink(missing_ok=True)
            stack.callback(temporary.unlink, missing_ok=True)
            with open(temporary, "xb", opener=_for_its_owner) as opened:
                with tarfile.open(fileobj=opened, mode="w:gz", format=tarfile.PAX_FORMAT) as tar:
                    made = _fill(_Archive(tar), settings)
                opened.flush()
                os.fsync(opened.fileno())
            temporary.replace(file)
            sync_folder(file.parent)
    except OSError as error:
        raise SearchAppError(f"备份没有完成（{error}）：请排除后重试；“{file}”没有写成") from error
    return made


def _check_place(settings: Settings, file: Path, *, overwrite: bool) -> None:
    if not settings.source.is_dir():
        raise SourceUnusable(
            f"文档目录“{settings.source}”不存在：请检查 SEARCHAPP_SOURCE 或 --source"
        )
    for folder in (settings.source, settings.index):
        if file.resolve().is_relative_to(folder.resolve()):
            raise SearchAppError(f"备份文件不能放在“{folder}”里面：请换一个地方")
    if file.exists() and not overwrite:
        raise SearchAppError(f"“{file}”已经存在：请换一个名字，或加 --overwrite 覆盖")


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class _Archive:
    """An archive that is being written, and the record of what is in it."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, tuple[int, str]] = {}

    def add(self, name: str, path: Path) -> None:
        """Add a file; raises `OSError` if it cannot be read, or not to the end as it was."""
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            read = _Hashing(file)
            self._tar.addfile(_entry(name, before.st_size, before.st_mtime), read)
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise OSError(f"“{path}”在备份时改动了")
        self.files[name] = (before.st_size, read.digest.hexdigest())

    def close(self, contents: Contents) -> None:
        """Add what is in it, as the last."""
        content = json.dumps(
            {
                "format": FORMAT,
                "made_at": contents.made_at,
                "generation": contents.generation,
                "files": contents.files,
            }
        ).encode()
        self._tar.addfile(_entry(CONTENTS, len(content), 0), io.BytesIO(content))


def _entry(name: str, size: int, modified: float) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, int(modified), 0o600
    return entry


class _Hashing(io.RawIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


def _fill(archive: _Archive, settings: Settings) -> Made:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    left_out: list[tuple[str, str]] = []
    for name, found in _source_files(settings.source):
        if isinstance(found, str):
            left_out.append((name, found))
        else:
            archive.add(SOURCE + name, found)
    for name, path in own_files(settings).items():
        if path:
            archive.add(name, path)
    generation = _add_index(archive, settings.index)
    contents = Contents(now, generation, archive.files)
    archive.close(contents)
    return Made(contents, tuple(left_out))


def _source_files(source: Path) -> Iterator[tuple[str, Path | str]]:
    """Everything in the source folder but dotfiles: its name, and the file or why it is none.

    As for `reindex`, a symbolic link leads to a file within the folder or nowhere.
    """
    root = source.resolve()
    folders = [""]
    while folders:
        below = folders.pop()
        for entry in sorted(os.scandir(source / below), key=lambda one: one.name):
            name = below + entry.name
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{name}/")
                continue
            target = Path(entry.path).resolve()
            if not target.is_relative_to(root):
                yield name, "符号链接指向文档目录之外"
            elif target.is_dir():
                yield name, "符号链接指向文件夹，其中的文件在原处备份"
            elif not target.exists():
                yield name, "符号链接指向的文件不存在"
            elif not stat.S_ISREG(target.stat().st_mode):
                yield name, "不是普通文件"
            else:
                yield name, target


def _add_index(archive: _Archive, index: Path) -> str | None:
    """The manifest in use and what lies beside the generations; the name of the generation.

    An index that is damaged does not keep the documents from being saved.
    """
    if (index / first_indexed.FILE).exists():
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / first_indexed.FILE
            first_indexed.copy_to(index, copy)
            archive.add(INDEX + first_indexed.FILE, copy)
    try:
        generation = current_generation(index)
        sources = load_manifest(index / generation).sources
    except IndexUnusable:
        return None
    for name in (MANIFEST, sources):
        archive.add(INDEX + name, index / generation / name)
    return generation
