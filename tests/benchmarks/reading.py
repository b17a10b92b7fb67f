"""What reading documents costs beside the word segmentation of what they say."""

from collections.abc import Sequence
from pathlib import Path
from time import process_time

from searchapp.documents.formats.readers import READERS
from searchapp.documents.model import Document
from searchapp.documents.understand import understand
from searchapp.settings import Settings
from searchapp.text.fold import comparable
from searchapp.text.words import words

_FOLDERS = ("raw", "reports_2025")


def reading(corpora: Path, rounds: int) -> dict[str, float]:
    """CPU seconds for reading and understanding the labelled documents, and for cutting them.

    Of each the best of so many rounds.
    """
    paths = sorted(
        path for name in _FOLDERS for path in (corpora / name).iterdir() if path.suffix in READERS
    )
    _cut(_read(paths[0]))  # loads tables and dictionaries
    took = [_round(paths) for _ in range(rounds)]
    read, cut = map(min, zip(*took, strict=True))
    return {"read_cpu_seconds": read, "words_cpu_seconds": cut}


def _round(paths: Sequence[Path]) -> tuple[float, float]:
    begun = process_time()
    documents = [_read(path) for path in paths]
    read = process_time()
    for one in documents:
        _cut(one)
    return read - begun, process_time() - read


def _read(path: Path) -> Document:
    return understand(READERS[path.suffix](path, Settings()), path.name)


def _cut(document: Document) -> None:
    for one in document.paragraphs:
        words(comparable(one.text))
