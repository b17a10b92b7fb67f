"""Answers that whoever asks may have already: they carry a mark of all that decides them.

An answer is decided by its URL, the index, the program and the words a user has given, so every
process that serves the same index gives the same mark (an ETag, RFC 9110, section 8.8.3).
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Response, request

from searchapp.indexing.live import OpenIndex
from searchapp.settings import Settings


def revalidated(index: OpenIndex, settings: Settings, answer: Callable[[], Response]) -> Response:
    """What `answer` makes of this index, or 304 without making it where that is known already."""
    decided_by = (
        _program(),
        _content(settings.synonyms),
        _content(settings.dictionary),
        index.generation,
        index.snapshot.revision,
        request.path,
        request.query_string,
    )
    mark = sha256(repr(decided_by).encode()).hexdigest()[:32]
    response = Response(status=304) if request.if_none_match.contains_weak(mark) else answer()
    # Weak: how long a search took differs from one time to another.
    response.set_etag(mark, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _content(file: Path | None) -> str:
    """Changes with what is in a file of settings, which a process reads once."""
    return sha256(file.read_bytes()).hexdigest() if file else ""


@cache
def _program() -> str:
    """Changes with whatever is in the package: the same search may be answered otherwise."""
    package = Path(__file__).parent.parent
    digest = sha256()
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(package).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()
