"""Word segmentation in as many processes as there are cores, in order, with nothing lost.

It is by far the dearest step of indexing. Texts are cut in batches by worker processes, each served
by a thread of this one. Where a worker dies, its batch is cut by a new one.
"""

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Self

from searchapp.errors import SearchAppError
from searchapp.text import worker
from searchapp.text.dictionary import entries
from searchapp.text.words import words

Receive = Callable[[list[list[str]]], None]
"""Is given the words of each text of one `put`."""
_BATCH_CHARACTERS = 30_000
_BATCHES_PER_WORKER = 3
_ATTEMPTS = 3


class Segmentation:
    """Cuts texts that are `put` and hands their words on in the same order.

    Fewer texts than a batch are cut in this process; a worker takes a second to start. Used as a
    context manager: at the end everything that was put has been handed on. `dictionary` is a file
    of words of one's own.
    """

    def __init__(
        self, processes: int = os.cpu_count() or 1, dictionary: Path | None = None
    ) -> None:
        self._processes = processes
        self._dictionary = dictionary
        self._entries = b""
        self._workers: ThreadPoolExecutor | None = None
        self._local = threading.local()
        self._started: list[subprocess.Popen[bytes]] = []
        self._texts: list[str] = []
        self._receivers: list[tuple[int, Receive]] = []
        self._characters = 0
        self._under_way: deque[tuple[list[tuple[int, Receive]], Future[bytes]]] = deque()

    def put(self, texts: list[str], receive: Receive) -> None:
        """Have comparable texts cut; `receive` is called from this thread, here or later."""
        self._texts += texts
        self._receivers.append((len(texts), receive))
        self._characters += sum(map(len, texts))
        if self._characters >= _BATCH_CHARACTERS:
            self._submit()
            while len(self._under_way) > self._processes * _BATCHES_PER_WORKER:
                self._collect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            if self._workers:
                self._workers.shutdown(cancel_futures=True)
            for process in self._started:
                process.kill()
                process.communicate()

    def _finish(self) -> None:
        if self._workers:
            self._submit()
        while self._under_way:
            self._collect()
        if self._texts:
            cut = partial(words, own=self._dictionary)
            _hand_on(self._receivers, worker.answer(json.dumps(self._texts).encode(), cut))

    def _submit(self) -> None:
        if not self._workers:
            known = [(one.word, one.frequency) for one in entries(self._dictionary)]
            self._entries = json.dumps(known, ensure_ascii=False).encode() + b"\n"
            self._workers = ThreadPoolExecutor(self._processes)
        request = json.dumps(self._texts, ensure_ascii=False).encode() + b"\n"
        self._under_way.append((self._receivers, self._workers.submit(self._ask, request)))
        self._texts, self._receivers, self._characters = [], [], 0

    def _collect(self) -> None:
        receivers, future = self._under_way.popleft()
        _hand_on(receivers, future.result())

    def _ask(self, request: bytes) -> bytes:
        """The answer of this thread's worker, or of a new one in its place."""
        for _ in range(_ATTEMPTS):
            process = self._worker()
            try:
                process.stdin.write(request)  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
                answer = process.stdout.readline()  # type: ignore[union-attr]
            except OSError:
                answer = b""
            if answer.endswith(b"\n"):
                return answer
            self._local.worker = None
        raise SearchAppError("分词进程反复中断：请检查内存是否够用，然后重新运行 searchapp reindex")

    def _worker(self) -> "subprocess.Popen[bytes]":
        if getattr(self._local, "worker", None) is None:
            self._local.worker = subprocess.Popen(  # noqa: S603 -- our own module
                [sys.executable, "-m", worker.__name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # an interrupt at the terminal is for this process alone
            )
            self._started.append(self._local.worker)
            with suppress(OSError):  # that it has ended already will show when it is asked
                self._local.worker.stdin.write(self._entries)
        return self._local.worker  # type: ignore[no-any-return]


def _hand_on(receivers: list[tuple[int, Receive]], answer: bytes) -> None:
    """Give each receiver the words of its texts."""
    cut = iter(json.loads(answer))
    for count, receive in receivers:
        receive([next(cut).split() for _ in range(count)])
