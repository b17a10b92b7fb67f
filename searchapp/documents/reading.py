"""From a source file to its documents."""

from collections.abc import Iterator
from pathlib import Path

from searchapp.documents.folder import SourceFile
from searchapp.documents.isolation import read_apart
from searchapp.documents.jsonl import SUFFIXES as JSONL_SUFFIXES
from searchapp.documents.jsonl import read_jsonl
from searchapp.documents.model import Document
from searchapp.documents.problem import Problem
from searchapp.documents.sidecar import apply_sidecar
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings


def read_file(folder: Path, file: SourceFile, settings: Settings) -> Iterator[Document | Problem]:
    """The documents of a file below `folder`, and a problem for each part that was left out.

    One document, or for lines of JSON one a line; read as they are asked for, so that a large file
    never lies in memory as a whole. Raises `UnreadableFile` where the file cannot be read, not any
    further, or changes meanwhile; documents given before are good.
    """
    if file.rejected:
        raise UnreadableFile(file.rejected)
    path = folder / file.path
    before = _state(path)
    if path.name.lower().endswith(JSONL_SUFFIXES):
        yield from read_jsonl(path, file.path, settings)
        _refuse_changed(path, before)
        return
    document, problems = read_apart(path, file.path, settings)
    _refuse_changed(path, before)
    yield from map(Problem, problems)
    if file.sidecar:
        document, wrong = apply_sidecar(document, path.with_name(file.sidecar))
        yield from wrong
    yield document


def _refuse_changed(path: Path, before: tuple[int, int]) -> None:
    if _state(path) != before:
        raise UnreadableFile("读取时文件正在变化，请稍后再试")


def _state(path: Path) -> tuple[int, int]:
    """What tells that somebody has written to a file: its size and the time of the last change."""
    try:
        state = path.stat()
    except OSError as error:
        raise UnreadableFile(f"无法打开（{error.strerror}）") from error
    return state.st_size, state.st_mtime_ns
