"""Taking a backup back: unpacked beside what is there, checked, and only then put in place."""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Self

from searchapp.backup import CONTENTS, FORMAT, INDEX, SETTINGS, SOURCE, Contents, own_files
from searchapp.errors import SearchAppError, SourceUnusable, UnreadableFile
from searchapp.indexing import first_indexed
from searchapp.indexing.access import check_private, make_private
from searchapp.indexing.lock import locked
from searchapp.settings import Settings

_STAGED = ".restoring"
"""Folder in the source folder, so of the same file system; with a dot, it is no document."""
_REPLACED = ".replaced-"
_CHUNK = 1 << 20
_DAMAGED = (
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    ValueError,
    OverflowError,
    KeyError,
    TypeError,
    AttributeError,
)
"""What reading an archive may raise that is none, or not as it was written."""
_ODD = frozenset('\\:*?"<>|') if os.name == "nt" else frozenset()


@dataclass(frozen=True, slots=True)
class Restored:
    """What has been restored; `replaced` is where what was there before lies now.

    `not_placed` are the operator's own files that no setting names a place for.
    """

    contents: Contents
    replaced: Path | None
    not_placed: tuple[str, ...]


def restore(settings: Settings, file: Path, *, overwrite: bool = False) -> Restored:
    """Put the documents of a backup into the source folder, and the rest where it belongs.

    With `overwrite` what lies in the source folder is moved aside; when texts were first indexed is
    added to what is known of it. Raises `UnreadableFile` if the backup is damaged, incomplete, or
    holds what no backup does; `SourceUnusable` if the source folder is not empty; `IndexBusy`; and
    `SearchAppError` if something cannot be written. Nothing has changed then. One that is killed
    while it moves files leaves what was there in the folder for it.
    """
    source = settings.source
    staged = source / _STAGED
    try:
        with ExitStack() as stack:
            make_private(settings.index)
            check_private(settings.index)
            stack.enter_context(locked(settings.index, "restore"))
            source.mkdir(parents=True, exist_ok=True)
            if _documents(source) and not overwrite:
                raise SourceUnusable(
                    f"文档目录“{source}”里已有文件：请用 --source 换一个目录，"
                    "或加 --overwrite，原有的文件会移到一旁"
                )
            shutil.rmtree(staged, ignore_errors=True)
            staged.mkdir(mode=0o700)
            stack.callback(shutil.rmtree, staged, ignore_errors=True)
            contents = _unpack(file, staged, settings)
            _check_own_files(contents, settings, overwrite=overwrite)
            _sync()
            return _put_in_place(contents, staged, settings)
    except OSError as error:
        raise SearchAppError(
            f"恢复没有完成（{error}）：请腾出空间或改好权限，再运行一次"
        ) from error


def _documents(source: Path) -> list[Path]:
    return [one for one in source.iterdir() if not one.name.startswith(".")]


def _unpack(file: Path, staged: Path, settings: Settings) -> Contents:
    """Everything in the archive below a folder, compared with what the archive says is in it."""
    try:
        with tarfile.open(file, "r:gz") as tar:
            contents, found = _unpack_members(tar, staged, settings)
            while tar.fileobj and tar.fileobj.read(_CHUNK):
                pass  # to the end, where gzip has its checksum
    except FileNotFoundError as error:
        raise UnreadableFile(f"没有“{error.filename}”这个文件") from error
    except _DAMAGED as error:
        raise UnreadableFile(
            f"“{file}”不是 searchapp backup 做的备份，或已损坏（{error}），没有恢复"
        ) from error
    if contents is None:
        raise UnreadableFile(f"备份“{file}”不完整：末尾缺失，没有恢复")
    if differing := sorted(set(found.items()) ^ set(contents.files.items())):
        raise UnreadableFile(f"备份“{file}”已损坏：“{differing[0][0]}”与记录不符，没有恢复")
    return contents


def _unpack_members(
    tar: tarfile.TarFile, staged: Path, settings: Settings
) -> tuple[Contents | None, dict[str, tuple[int, str]]]:
    """What the archive says is in it, None if it says nothing, and what has been found in it."""
    contents = None
    found: dict[str, tuple[int, str]] = {}
    written = documents = 0
    for member in tar:
        name = member.name
        content = _checked(tar, member)
        if name in found or contents:
            raise UnreadableFile(f"备份里的“{name}”多余，没有恢复")
        written += member.size
        documents += name.startswith(SOURCE)
        if written > settings.max_source_bytes or documents > settings.max_source_files:
            raise UnreadableFile(
                "备份超过了文档目录的上限："
                f"SEARCHAPP_MAX_SOURCE_FILES {settings.max_source_files:,} 个文件、"
                f"SEARCHAPP_MAX_SOURCE_BYTES {settings.max_source_bytes:,} 字节；确要恢复请调大"
            )
        if name == CONTENTS:
            contents = _read_contents(content.read())
        else:
            found[name] = _write(content, staged / name, member.mtime)
    return contents, found


def _checked(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    """Its content; raises `UnreadableFile` unless it is a file where a backup has its files."""
    name = member.name
    parts = name.split("/")
    known = name == CONTENTS or name.startswith((SOURCE, INDEX, SETTINGS))
    odd = any(part.startswith((".", "~$")) or not part or _ODD & set(part) for part in parts)
    if not known or odd or "\0" in name or PurePosixPath(name).is_absolute():
        raise UnreadableFile(f"备份里的文件名“{name[:200]}”不是备份会有的，没有恢复")
    content = tar.extractfile(member) if member.isreg() else None
    if content is None:
        raise UnreadableFile(f"备份里的“{name[:200]}”是链接或特殊文件，没有恢复")
    return content


def _write(content: IO[bytes], path: Path, modified: float) -> tuple[int, str]:
    """Write a new file; gives its size and hash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    with path.open("xb") as file:
        while piece := content.read(_CHUNK):
            digest.update(piece)
            size += file.write(piece)
    os.utime(path, (modified, modified))
    return size, digest.hexdigest()


def _read_contents(content: bytes) -> Contents:
    """Raises `ValueError` and the like if it is not right."""
    read = json.loads(content)
    if read["format"] != FORMAT:
        raise ValueError(f"格式 {read['format']}")
    files = {str(name): (int(size), str(digest)) for name, (size, digest) in read["files"].items()}
    return Contents(str(read["made_at"]), read["generation"], files)


def _put_in_place(contents: Contents, staged: Path, settings: Settings) -> Restored:
    """Move aside what is there, and what was staged to where it belongs; all of it or nothing."""
    source = settings.source
    aside = f"{_REPLACED}{datetime.now(UTC):%Y%m%dT%H%M%S.%f}"
    if (moments := staged / INDEX / first_indexed.FILE).exists():
        first_indexed.add_from(settings.index, moments)
    old = _documents(source)
    replaced = source / aside if old else None
    own = {name: path for name, path in own_files(settings).items() if (staged / name).exists()}
    with _Moves() as moves:
        if replaced:
            moves.make(replaced)
        for one in old:
            moves.move(one, source / aside / one.name)
        for one in (staged / SOURCE).glob("*"):
            moves.move(one, source / one.name)
        for name, path in own.items():
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                if path.exists():
                    moves.move(path, path.with_name(path.name + aside))
                moves.copy(staged / name, path)
        _sync()
    not_placed = tuple(name.removeprefix(SETTINGS) for name, path in own.items() if not path)
    return Restored(contents, replaced, not_placed)


class _Moves:
    """Files and folders that are moved; back again if not all of it can be done."""

    def __init__(self) -> None:
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if failed:
            self._undo.close()

    def make(self, folder: Path) -> None:
        """A new folder."""
        folder.mkdir()
        self._undo.callback(folder.rmdir)

    def move(self, path: Path, to: Path) -> None:
        """Within one file system."""
        path.rename(to)
        self._undo.callback(to.rename, path)

    def copy(self, path: Path, to: Path) -> None:
        """To a place where nothing is yet."""
        self._undo.callback(to.unlink, missing_ok=True)
        shutil.copyfile(path, to)


def _check_own_files(contents: Contents, settings: Settings, *, overwrite: bool) -> None:
    for name, path in own_files(settings).items():
        if name in contents.files and path and path.exists() and not overwrite:
            raise SourceUnusable(f"“{path}”已经存在：请移走它，或加 --overwrite，它会移到一旁")


def _sync() -> None:
    """Bring what has been written to the disk; a no-op where there is no such call (Windows)."""
    if hasattr(os, "sync"):
        os.sync()
