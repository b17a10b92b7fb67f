"""From a source file to its documents."""

from collections.abc import Iterator
from pathlib import Path

from searchapp.documents.folder import SourceFile
from searchapp.documents.formats import READERS
from searchapp.documents.jsonl import SUFFIXES as JSONL_SUFFIXES
from searchapp.documents.jsonl import read_jsonl
from searchapp.documents.model import Document
from searchapp.documents.problem import Problem
from searchapp.documents.sidecar import apply_sidecar
from searchapp.documents.understand import understand
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings


def read_file(folder: Path, file: SourceFile, settings: Settings) -> Iterator[Document | Problem]:
    """The documents of a file below `folder`, and a problem for each part that was left out.

    One document, or for lines of JSON one a line; read as they are asked for, so that a large file
    never lies in memory as a whole. Raises `UnreadableFile` where the file cannot be read, or not
    any further; documents given before are good.
    """
    if file.rejected:
        raise UnreadableFile(file.rejected)
    path = folder / file.path
    if path.name.lower().endswith(JSONL_SUFFIXES):
        yield from read_jsonl(path, file.path, settings)
        return
    raw = READERS[path.suffix.lower()](path, settings)
    document = understand(raw, file.path)
    if not document.paragraphs:
        raise UnreadableFile("没有正文")
    if file.sidecar:
        document, problems = apply_sidecar(document, path.with_name(file.sidecar))
        yield from problems
    yield document
