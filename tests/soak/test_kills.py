"""A `reindex` that is killed leaves the index as before or as after, and the next one completes."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from searchapp.settings import Settings
from tests.conftest import ROOT
from tests.soak.reindexing import Reindexing
from tests.soak.states import SHORT, answers, leftovers, write_state

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks"),
]

KILLS = 4 if SHORT else 70  # of each of three kinds
COMMANDS = 1 if SHORT else 20
STRIDE = 6 if SHORT else 1
_WORKER_MARK = "SEARCHAPP_SOAK_MARK"


@pytest.fixture(scope="module")
def reindexing():
    with Reindexing() as one:
        yield one


@pytest.fixture(scope="module", params=["first", "incremental", "full"])
def case(request, reindexing, tmp_path_factory):
    """What is killed: the first build, or the one that brings an index of state 1 to state 2."""
    folder = tmp_path_factory.mktemp("case")
    settings = Settings(source=folder / "source", index=folder / "index")
    if request.param != "first":
        for state in (0, 1):
            write_state(settings.source, state)
            assert reindexing.run(settings) == 0
    before = answers(settings)
    write_state(settings.source, 2)
    after = Settings(source=settings.source, index=folder / "after")
    assert reindexing.run(after) == 0
    return Case(settings, before, answers(after), request.param == "full")


class Case:
    """Folders to be copied, and the answers before and after."""

    def __init__(self, settings, before, after, full):
        self._settings, self.before, self.after, self.full = settings, before, after, full

    def copy(self, folder):
        """Fresh copies of index and source, in place of what is there."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._settings.source, folder / "source")
        if self._settings.index.exists():
            shutil.copytree(self._settings.index, folder / "index")
        return Settings(source=folder / "source", index=folder / "index")

    def check(self, settings, reindexing):
        """After a kill: as before or as after; then a run completes, and nothing is left over."""
        found = answers(settings)
        assert found in (self.before, self.after)
        assert reindexing.run(settings) == 0
        assert answers(settings) == self.after
        assert leftovers(settings.index) == []
        return found == self.after


def test_killed_at_random_moments(case, reindexing, tmp_path):
    """Half of them any time, half of them towards the end, where it commits and switches."""
    settings = case.copy(tmp_path / "copy")
    started = time.perf_counter()
    assert reindexing.run(settings, full=case.full) == 0
    lasts = time.perf_counter() - started
    chance = random.Random(7)
    killed = came_through = 0
    while killed < KILLS:
        settings = case.copy(tmp_path / "copy")
        process = reindexing.start(settings, full=case.full)
        time.sleep(lasts * chance.choice((chance.uniform(0, 1), chance.uniform(0.7, 1.1))))
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        if reindexing.ended() == -signal.SIGKILL:
            killed += 1
            came_through += case.check(settings, reindexing)
    print(f"{killed} kills survived, {came_through} of them after the switch")


def test_killed_before_every_step_that_changes_the_folder(case, reindexing, tmp_path):
    """Also those that random moments would hardly meet: each file written, renamed or removed."""
    outcomes = []
    step = 0
    while True:
        settings = case.copy(tmp_path / "copy")
        ended = reindexing.run(settings, full=case.full, last_step=step)
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        outcomes.append(case.check(settings, reindexing))
        step += STRIDE
    assert outcomes == sorted(outcomes), "there is one step that switches"
    assert set(outcomes) == {False, True}
    print(f"killed before {len(outcomes)} steps")


def test_the_command_killed_with_all_its_workers_about(tmp_path, reindexing):
    """The whole command, with files that are read and cut into words by other processes."""
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    settings.source.mkdir()
    for number in range(4):
        text = "\n\n".join(f"第{one}段，我们重视教育。" * 20 for one in range(100))
        (settings.source / f"{number}.txt").write_text(f"第{number}次讲话\n\n{text}", "utf-8")
    started = time.perf_counter()
    assert command(settings).wait(120) == 0
    lasts = time.perf_counter() - started
    before = answers(settings)
    (settings.source / "3.txt").unlink()
    chance = random.Random(7)
    for number in range(COMMANDS):
        process = command(settings, *["--full"][: number % 2], mark=f"{os.getpid()}-{number}")
        time.sleep(chance.uniform(0.3, 1) * lasts)
        process.kill()
        process.wait(60)
        found = answers(settings)
        until = time.monotonic() + 20
        while workers(f"{os.getpid()}-{number}"):
            assert time.monotonic() < until, "workers are left"
            time.sleep(0.1)
        assert reindexing.run(settings) == 0
        after = answers(settings)
        assert found in (before, after)
        assert leftovers(settings.index) == []
        name = settings.source / "3.txt"
        if name.exists():
            name.unlink()
        else:
            shutil.copy(settings.source / "0.txt", name)
        before = after


def command(settings, *options, mark=""):
    environment = os.environ | {
        "SEARCHAPP_SOURCE": str(settings.source),
        "SEARCHAPP_INDEX": str(settings.index),
        "PYTHONPATH": str(ROOT),
        _WORKER_MARK: mark,
    }
    program = "from searchapp.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, "reindex", *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def workers(mark):
    """Processes that have this mark in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"{_WORKER_MARK}={mark}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append(process.name)
        except OSError:
            continue
    return found
