"""A backup or a restore that is killed at any moment has lost nothing, and the next one works."""

import multiprocessing
import random
import shutil
import sys
import time
from dataclasses import replace

import pytest

from searchapp.backup.making import back_up
from searchapp.backup.restoring import restore
from searchapp.indexing.reindex import reindex
from tests.soak.states import SHORT

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform == "win32", reason="it needs a server of forks"),
]

KILLS = 4 if SHORT else 100  # of each of the two


@pytest.fixture(scope="module")
def forks():
    """Starts processes that have everything loaded already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["searchapp.backup.making", "searchapp.backup.restoring"])
    return context


@pytest.fixture
def settings(seeds_index, tmp_path):
    """Two hundred documents, with an index of the seeds beside them."""
    source = tmp_path / "source"
    for number in range(200):
        (source / f"{number % 20}").mkdir(parents=True, exist_ok=True)
        (source / f"{number % 20}" / f"{number}.txt").write_text(f"讲话 {number}。" * 200, "utf-8")
    shutil.copytree(seeds_index.index, tmp_path / "index")
    return replace(seeds_index, source=source, index=tmp_path / "index")


def documents(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(one.startswith(".") for one in path.relative_to(folder).parts)
    }


def took(context, work, *arguments, **options):
    """How long it takes undisturbed, in a process of its own."""
    process = context.Process(target=work, args=arguments, kwargs=options)
    started = time.monotonic()
    process.start()
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - started


def kill(context, seconds, work, *arguments, **options):
    process = context.Process(target=work, args=arguments, kwargs=options)
    process.start()
    process.join(seconds)
    process.kill()
    process.join()


def test_a_backup_that_is_killed_leaves_the_one_before(forks, settings, tmp_path):
    file = tmp_path / "saved"
    took(forks, back_up, settings, file)
    usual = took(forks, back_up, settings, file, overwrite=True)
    before = documents(settings.source)
    chance = random.Random(7)
    for _ in range(KILLS):
        kill(forks, chance.uniform(0, usual), back_up, settings, file, overwrite=True)
        other = replace(settings, source=tmp_path / "other", index=tmp_path / "elsewhere")
        restore(other, file)
        assert documents(other.source) == before
        shutil.rmtree(other.source)
    back_up(settings, file, overwrite=True)
    there = {one.name for one in tmp_path.iterdir()}
    assert there == {"source", "index", "saved", "elsewhere"}


def test_a_restore_that_is_killed_loses_no_document_and_can_be_done_again(
    forks, settings, tmp_path
):
    file = tmp_path / "saved"
    back_up(settings, file)
    saved = documents(settings.source)
    usual = took(forks, restore, settings, file, overwrite=True)
    for folder in settings.source.glob(".replaced-*"):
        shutil.rmtree(folder)
    chance = random.Random(7)
    for number in range(KILLS):
        (settings.source / f"new{number}.txt").write_text("备份以后的讲话。", "utf-8")
        kill(forks, chance.uniform(0, usual), restore, settings, file, overwrite=True)
        asides = settings.source.glob(".replaced-*")
        places = [documents(settings.source), *map(documents, asides)]
        names = {name.name for place in places for name in place}
        assert {f"new{one}.txt" for one in range(number + 1)} <= names
        for name, content in saved.items():
            assert content in [place[name] for place in places if name in place]
    restore(settings, file, overwrite=True)
    assert documents(settings.source) == saved
    assert not (settings.source / ".restoring").exists()
    assert reindex(settings).generation
