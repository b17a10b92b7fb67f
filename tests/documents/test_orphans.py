"""Processes that read files end when the one that started them was killed."""

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from searchapp.settings import Settings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and signals of Unix")


def ended(pid, seconds=10):
    """Whether a process that is not our child ends within this time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")
def test_a_reader_ends_over_a_file_when_its_parent_is_killed(tmp_path):
    fifo = tmp_path / "never.txt"
    os.mkfifo(fifo)
    program = f"""
import threading
from pathlib import Path
from searchapp.documents import isolation
from searchapp.settings import Settings
ask = lambda: isolation.read_apart(Path({str(fifo)!r}), "never.txt", Settings())
threading.Thread(target=ask, daemon=True).start()
while not isolation._READER._process:
    pass
print(isolation._READER._process.pid, flush=True)
threading.Event().wait()
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        reader = int(parent.stdout.readline())
        time.sleep(1)
        assert not ended(reader, 0.2), "it waits for the file"
        parent.kill()
    assert ended(reader)


def test_a_reader_that_nobody_stops_stops_itself(tmp_path):
    """Also in a loop of C that lets no other thread run."""
    program = """
import re
from searchapp.documents import worker
worker.READERS[".txt"] = lambda *_: re.match(r"(a+)+$", "a" * 64 + "b")
worker.main()
"""
    request = pickle.dumps((tmp_path / "a.txt", "a.txt", Settings(max_read_seconds=0.1)))
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE) as reader:
        reader.stdin.write(request)
        reader.stdin.flush()
        assert reader.wait(60) == -signal.SIGALRM
