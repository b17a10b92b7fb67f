"""`reindex` as processes that can be killed, without the second that starting Python takes.

Run as a program it waits with everything imported. For each line of JSON it forks: the child, a
process like any other, does what the line says, and its number and how it ended are printed.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from searchapp.settings import Settings
from tests.conftest import ROOT
from tests.soak.states import write_state

_CHANGING = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "os.truncate"}


class Reindexing:
    """The waiting program; used as a context manager."""

    def __enter__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.reindexing"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def start(self, settings, *, full=False, last_step=None):
        """Begin a reindex; returns the number of its process.

        With `last_step` it kills itself when it is about to change the index folder for the time
        that this numbers from 0.
        """
        asked = {
            "source": str(settings.source),
            "index": str(settings.index),
            "full": full,
            "last_step": last_step,
        }
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def ended(self):
        """Wait for the one begun; returns how it ended, 0 or minus the signal."""
        return int(self._process.stdout.readline())

    def run(self, settings, **asked):
        self.start(settings, **asked)
        return self.ended()


def main():
    from searchapp.indexing.reindex import reindex

    with TemporaryDirectory() as folder:  # all that this loads need not be loaded by each child
        write_state(Path(folder) / "source", 0)
        reindex(Settings(source=Path(folder) / "source", index=Path(folder) / "index"))
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            if asked["last_step"] is not None:
                kill_before(asked["last_step"], asked["index"])
            settings = Settings(source=Path(asked["source"]), index=Path(asked["index"]))
            reindex(settings, full=asked["full"])
            os._exit(0)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def kill_before(last_step, index):
    """Kill this process when it is about to change the index folder once too often."""
    steps = 0

    def watch(event, arguments):
        nonlocal steps
        writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if not (writes or event in _CHANGING) or not str(arguments[0]).startswith(index):
            return
        if steps == last_step:
            os.kill(os.getpid(), signal.SIGKILL)
        steps += 1

    sys.addaudithook(watch)


if __name__ == "__main__":
    main()
