"""A process that reads files, one after the other: `python -m searchapp.documents.worker`.

A request is `(path, document_id, settings)`, the answer `(document, problems)` or the message of an
`UnreadableFile`; both are pickled. It ends with its input, even over a file, or when memory has run
out.
"""

import math
import os
import pickle
import select
import signal
import sys
import threading
from pathlib import Path

from searchapp.documents.formats.readers import READERS
from searchapp.documents.model import Document
from searchapp.documents.understand import understand
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings

try:
    import resource
except ImportError:  # Windows does not limit memory
    resource = None  # type: ignore[assignment]

_GRACE = 1
"""Seconds after which a process ends by itself that should have been stopped."""

Answer = tuple[Document, tuple[str, ...]] | str


def read(path: Path, document_id: str, settings: Settings) -> tuple[Document, tuple[str, ...]]:
    """The document of a file, and what of it was not read; raises `UnreadableFile`."""
    raw = READERS[path.suffix.lower()](path, settings)
    if sum(map(len, raw.lines)) > settings.max_characters:
        raise UnreadableFile(f"正文超过 {settings.max_characters:,} 字的上限，请分成几个文件")
    document = understand(raw, document_id)
    if not document.paragraphs:
        raise UnreadableFile("没有正文")
    return document, raw.problems


def main() -> None:
    """Answer requests until there are no more."""
    if hasattr(select, "poll"):  # not on Windows
        threading.Thread(target=_end_with_parent, daemon=True).start()
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            path, document_id, settings = pickle.load(sys.stdin.buffer)  # noqa: S301 -- our parent's
        except EOFError:
            return
        answer, out_of_memory = _answer(path, document_id, settings)
        pickle.dump(answer, answers)
        answers.flush()
        if out_of_memory:
            return


def _end_with_parent() -> None:
    """End when nobody holds the other end of the input any more, even over a file.

    Who was killed could not end this process, and nobody waits for its answer.
    """
    ends = select.poll()
    ends.register(sys.stdin.fileno(), 0)
    ends.poll()
    os._exit(1)


def _answer(path: Path, document_id: str, settings: Settings) -> tuple[Answer, bool]:
    """The answer to a request, and whether memory ran out over it."""
    most = settings.max_read_memory_bytes
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    if hasattr(signal, "alarm"):
        # Should there be nobody to stop it: the system ends even what never lets a thread run.
        signal.alarm(math.ceil(settings.max_read_seconds) + _GRACE)
    try:
        return read(path, document_id, settings), False
    except UnreadableFile as error:
        return str(error), False
    except RecursionError:
        return "内容嵌套过深", False
    except MemoryError:
        return f"读取所需内存超过 {most / 1_000_000_000:g} GB 的上限", True
    except Exception as error:  # noqa: BLE001 -- whatever a parser of foreign bytes trips over
        return f"无法读取，文件可能已损坏（{type(error).__name__}：{error}）", False
    finally:
        if hasattr(signal, "alarm"):
            signal.alarm(0)


if __name__ == "__main__":
    main()
