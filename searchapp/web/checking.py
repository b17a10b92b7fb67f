"""A check of the source folder for a server: made by another process, and kept while it holds."""

import json
import pickle
import subprocess
import sys
import threading
from typing import Any

from searchapp.documents.folder import SourceFile, scan
from searchapp.errors import SearchAppError
from searchapp.indexing import check_worker
from searchapp.languages import gettext
from searchapp.settings import Settings


class SourceCheck:
    """The findings about the source folder as it is; safe to ask from many threads.

    They are found anew when a file has been added, changed or removed, once for all who ask.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._run: _Run | None = None

    def findings(self, patience: float) -> dict[str, Any] | None:
        """The findings as `searchapp check --json` has them; None if that takes longer.

        `patience` is in seconds. Raises `SourceUnusable` if the folder is missing or empty, and
        `SearchAppError` where the check has failed; the next one to ask tries again.
        """
        files = scan(self._settings)
        with self._lock:
            if self._run is None or self._run.is_over(files):
                self._run = _Run(files, self._settings)
            run = self._run
        run.thread.join(patience)
        if run.thread.is_alive():
            return None
        if run.findings is None:
            raise SearchAppError(
                gettext("检查文档目录的进程没有完成，详情见服务器日志；请稍后再试")
            )
        return run.findings


class _Run:
    """One check, by a process of its own, of the folder with these files in it.

    `findings` are there when the thread has ended, or None if the check has failed.
    """

    def __init__(self, files: list[SourceFile], settings: Settings) -> None:
        self.findings: dict[str, Any] | None = None
        self._files = files
        self.thread = threading.Thread(target=self._check, args=(settings,), daemon=True)
        self.thread.start()

    def is_over(self, files: list[SourceFile]) -> bool:
        """Whether it has ended and is of no use for a folder with these files in it."""
        return not self.thread.is_alive() and (self.findings is None or files != self._files)

    def _check(self, settings: Settings) -> None:
        ended = subprocess.run(  # noqa: S603 -- our own module
            [sys.executable, "-m", check_worker.__name__],
            input=pickle.dumps(settings),
            stdout=subprocess.PIPE,
            check=False,
        )
        if ended.returncode == 0:
            self.findings = json.loads(ended.stdout)
