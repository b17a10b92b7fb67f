"""Reading in a process of its own, which may take only so much time and memory.

Parsers of foreign bytes loop, crash and swell over files that are damaged or made for it. What
happens there is a reason why this file is not read, and the others are. The process is kept for the
next file, as it takes half a second to start.
"""

import atexit
import pickle
import subprocess
import sys
import threading
from pathlib import Path

from searchapp.documents.model import Document
from searchapp.documents.processes import end_group
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings

_WORKER = "searchapp.documents.worker"
_ATTEMPTS = 2
"""A process may have died of something else than this file."""


class _Reader:
    """The process, started when it is needed; it serves one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        atexit.register(self._end)

    def ask(self, request: bytes, seconds: float) -> object:
        """What the process answers; `TimeoutError` if it takes longer, `EOFError` if it dies."""
        with self._lock:
            process = self._process = self._process or _start()
            late = threading.Event()

            def give_up() -> None:
                late.set()
                end_group(process)

            timer = threading.Timer(seconds, give_up)
            timer.start()
            try:
                process.stdin.write(request)  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
                return pickle.load(process.stdout)  # type: ignore[arg-type] # noqa: S301 -- ours
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self._end()
                if late.is_set():
                    raise TimeoutError from error
                raise EOFError from error
            except BaseException:  # an interrupt leaves an answer behind that nobody waits for
                self._end()
                raise
            finally:
                timer.cancel()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            end_group(process)
            process.communicate()


_READER = _Reader()


def read_apart(
    path: Path, document_id: str, settings: Settings
) -> tuple[Document, tuple[str, ...]]:
    """The document of a file with one of the `SUFFIXES` of formats, and what of it was not read.

    Raises `UnreadableFile`, also where reading takes too long or too much memory.
    """
    request = pickle.dumps((path, document_id, settings))
    for _ in range(_ATTEMPTS):
        try:
            answer = _READER.ask(request, settings.max_read_seconds)
        except TimeoutError:
            raise UnreadableFile(
                f"读取超过 {settings.max_read_seconds:g} 秒仍未完成，已放弃（文件可能损坏或过大）"
            ) from None
        except EOFError:
            continue
        if isinstance(answer, str):
            raise UnreadableFile(answer)
        return answer  # type: ignore[return-value]
    raise UnreadableFile("读取它的进程异常中止（文件可能已损坏，或所需内存过多）")


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 -- our own module
        [sys.executable, "-m", _WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # an interrupt at the terminal is for this process alone
    )
