"""The source folder: which files lie in it, and whether they have changed.

Subfolders are read. Dotfiles, `~$*` (what Word leaves beside an open file), `*_files/` (what
browsers save beside a page) and what systems put into every folder are passed over. Any other file
that is not read is listed with the reason, so that nobody takes it for indexed.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from searchapp.documents.formats import SUFFIXES
from searchapp.documents.jsonl import SUFFIXES as JSONL_SUFFIXES
from searchapp.documents.sidecar import SUFFIX as SIDECAR_SUFFIX
from searchapp.documents.sidecar import sidecar_names
from searchapp.errors import SourceTooLarge, SourceUnusable, UnreadableFile
from searchapp.settings import Settings

_SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini"))


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file of the source folder.

    `path` is below the source folder, with `/`, and is the id of the document in the file;
    `sidecar` is the name of the sidecar file beside it. `size` (bytes) and `modified_ns` are those
    of both files added up, and tell that something has changed. `rejected` is why the file is not
    read, None if it is.
    """

    path: str
    size: int = 0
    modified_ns: int = 0
    sidecar: str | None = None
    rejected: str | None = None

    def sha256(self, source: Path) -> str:
        """Hash of what the file and its sidecar hold; "" if that cannot be read."""
        if self.rejected:
            return hashlib.sha256(self.rejected.encode()).hexdigest()
        path = source / self.path
        files = [path, path.with_name(self.sidecar)] if self.sidecar else [path]
        digest = hashlib.sha256()
        try:
            for one in files:
                with one.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError:
            return ""
        return digest.hexdigest()


def scan(settings: Settings) -> list[SourceFile]:
    """The files of the source folder, sorted by path.

    A folder that cannot be listed is rejected as a whole, its path ending in `/`. Symbolic links
    are followed to files within the source folder only. Raises `SourceUnusable` if the folder is
    missing or there is nothing in it, and `SourceTooLarge` if there is more in it than may be.
    """
    source, most = settings.source, settings.max_source_files
    if not source.is_dir():
        what = "不是文件夹" if source.exists() else "不存在"
        raise SourceUnusable(f"文档目录“{source}”{what}：请检查 SEARCHAPP_SOURCE 或 --source")
    files: list[SourceFile] = []
    folders = [""]
    seen = 0
    while folders:
        below = folders.pop()
        try:
            with os.scandir(source / below) as listing:
                entries = sorted(islice(listing, most - seen + 1), key=lambda entry: entry.name)
        except OSError as error:
            files.append(SourceFile(below, rejected=f"无法打开此文件夹（{error.strerror}）"))
            continue
        seen += len(entries)
        if seen > most:
            raise SourceTooLarge(
                f"文档目录“{source}”里的文件（连同文件夹）超过 {most:,} 个的上限："
                "请分成几个目录，或调高 SEARCHAPP_MAX_SOURCE_FILES"
            )
        usable: list[os.DirEntry[str]] = []
        for entry in entries:
            if _is_passed_over(entry):
                continue
            if reason := _refusal(entry, source):
                path = below + entry.name.encode("utf-8", "backslashreplace").decode()
                files.append(SourceFile(path, rejected=reason))
            elif entry.is_dir():
                folders.append(f"{below}{entry.name}/")
            else:
                usable.append(entry)
        files += _listed(below, dict(_stats(usable)))
    if not files:
        raise SourceUnusable(
            f"文档目录“{source}”里没有文件：请放入文档，或检查 SEARCHAPP_SOURCE 或 --source"
        )
    _refuse_too_large(sum(one.size for one in files), settings)
    return sorted(files)


def _refuse_too_large(size: int, settings: Settings) -> None:
    if size > settings.max_source_bytes:
        raise SourceTooLarge(
            f"文档目录“{settings.source}”里的文件共 {size / 1_000_000:,g} MB，"
            f"超过 {settings.max_source_bytes / 1_000_000:,g} MB 的上限："
            "请分成几个目录，或调高 SEARCHAPP_MAX_SOURCE_BYTES"
        )


def find_file(path: Path, source: Path) -> tuple[Path, SourceFile]:
    """One file as `scan` lists it, and the folder that its path is below.

    That is the source folder, or for a file elsewhere the folder it lies in. Raises
    `UnreadableFile` if there is no such file.
    """
    parent = path.parent.resolve()
    folder = source.resolve() if parent.is_relative_to(source.resolve()) else parent
    below = "" if parent == folder else f"{parent.relative_to(folder).as_posix()}/"
    try:
        names = (path.name, *sidecar_names(path.name))
        listed = _listed(
            below, {name: (parent / name).stat() for name in names if (parent / name).is_file()}
        )
    except OSError as error:
        raise UnreadableFile(f"无法打开“{path}”（{error.strerror}）") from error
    for file in listed:
        if file.path == below + path.name:
            return folder, file
    raise UnreadableFile(f"没有“{path}”这个文件")


def _is_passed_over(entry: "os.DirEntry[str]") -> bool:
    name = entry.name
    if name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES:
        return True
    return name.endswith("_files") and entry.is_dir(follow_symlinks=False)


def _stats(entries: Iterable["os.DirEntry[str]"]) -> Iterator[tuple[str, os.stat_result]]:
    """What the system knows of the entries that are still there."""
    for entry in entries:
        with suppress(FileNotFoundError):
            yield entry.name, entry.stat()


def _refusal(entry: "os.DirEntry[str]", source: Path) -> str | None:
    """Why what the entry leads to must not be opened, if there is a reason."""
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        return "文件名不是有效的 Unicode，请改名"
    if entry.is_symlink():
        return _refusal_of_link(Path(entry.path), source)
    return None if entry.is_dir() or entry.is_file() else "不是普通文件"


def _refusal_of_link(link: Path, source: Path) -> str | None:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):  # links that lead to one another are either, by version
        return "符号链接指向的文件不存在"
    if not target.is_relative_to(source.resolve()):
        return "符号链接指向文档目录之外，未跟随"
    if target.is_dir():
        return "符号链接指向文件夹，未跟随（其中的文件在原处读取）"
    return None if target.is_file() else "不是普通文件"


def _listed(below: str, stats: Mapping[str, os.stat_result]) -> list[SourceFile]:
    """The files of one folder, whose names are given with what the system knows of them."""
    files: list[SourceFile] = []
    used: set[str] = set()
    for name, own in stats.items():
        if name.endswith(SIDECAR_SUFFIX):
            continue
        suffix = Path(name).suffix.lower()
        if suffix in SUFFIXES:
            sidecar = next((one for one in sidecar_names(name) if one in stats), None)
            size, modified_ns = own.st_size, own.st_mtime_ns
            if sidecar:
                used.add(sidecar)
                size += stats[sidecar].st_size
                modified_ns += stats[sidecar].st_mtime_ns
            files.append(SourceFile(below + name, size, modified_ns, sidecar))
        elif name.lower().endswith(JSONL_SUFFIXES):
            files.append(SourceFile(below + name, own.st_size, own.st_mtime_ns))
        else:
            kind = f"{suffix} 格式" if suffix else "没有后缀的文件"
            files.append(SourceFile(below + name, rejected=f"不读取{kind}"))
    files += [
        SourceFile(below + name, rejected="附加说明文件没有可以说明的文档（.jsonl 不用附加说明）")
        for name in stats
        if name.endswith(SIDECAR_SUFFIX) and name not in used
    ]
    return files
