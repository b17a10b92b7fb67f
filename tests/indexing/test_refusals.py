"""What happens where the index folder is full, read-only, open to others, or held by another."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from searchapp import create_app
from searchapp.errors import IndexBusy, IndexNotWritable, IndexUnusable
from searchapp.indexing.live import LiveIndex, open_index
from searchapp.indexing.lock import locked
from searchapp.indexing.reindex import reindex
from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.settings import Settings

SOMEBODY = 61_234


@pytest.fixture
def settings(tmp_path):
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    settings.source.mkdir()
    for number in range(3):
        write(settings, number, "重视教育。")
    return settings


def write(settings, number, text):
    (settings.source / f"{number}.txt").write_text(f"第{number}次讲话\n\n{text}", "utf-8")


def found(settings, q):
    opened = open_index(settings.index)
    return search(opened, SearchRequest(q), settings).paragraph_count


def contents(folder):
    """Files by name and content, but those that are no part of an index (locks, first days)."""
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file() and not one.name.startswith((".lock", "first_indexed"))
    }


needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")


@needs_posix
def test_the_index_folder_is_for_its_user_alone(settings):
    mask = os.umask(0)
    try:
        reindex(settings)
    finally:
        os.umask(mask)
    folders = [settings.index, *(one for one in settings.index.iterdir() if one.is_dir())]
    assert [stat.S_IMODE(one.stat().st_mode) for one in folders] == [0o700, 0o700]


@needs_posix
@pytest.mark.parametrize("which", ["index", "generation"])
def test_an_index_that_everybody_can_write_to_is_not_opened(settings, which):
    generation = reindex(settings).generation
    folder = settings.index if which == "index" else settings.index / generation
    folder.chmod(0o777)
    with pytest.raises(IndexUnusable, match="chmod -R go-w"):
        LiveIndex(settings.index).current()
    answer = create_app(settings).test_client().get("/api/search?q=教育")
    assert answer.status_code == 503
    assert "chmod -R go-w" in answer.get_json()["detail"]
    if which == "index":
        before = contents(settings.index)
        for dry_run in (True, False):
            with pytest.raises(IndexUnusable, match="chmod -R go-w"):
                reindex(settings, full=True, dry_run=dry_run)
        assert contents(settings.index) == before
        folder.chmod(0o755)
    reindex(settings, full=True)
    assert found(settings, "教育") == 3


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_an_index_of_another_user_is_not_opened(settings):
    reindex(settings)
    os.chown(settings.index, SOMEBODY, SOMEBODY)
    for ask in (LiveIndex(settings.index).current, lambda: reindex(settings)):
        with pytest.raises(
            IndexUnusable, match=rf"另一个用户（{SOMEBODY}）.*chown -R root .*chmod"
        ):
            ask()


def test_a_full_disk_leaves_the_index_as_it_was(settings, small_disk):
    settings = Settings(source=settings.source, index=small_disk / "index")
    reindex(settings)
    before = found(settings, "教育")
    write(settings, 3, "\n\n".join(f"第{number}段也重视教育。" for number in range(400)))
    filler = small_disk / "filler"
    size = small_disk.stat().st_blksize
    refused = 0
    for spare in (0, 1, 2, 4, 8, 16, 32):
        for full in (False, True):
            fill(filler, spare * size)
            files = contents(settings.index)
            try:
                report = reindex(settings, full=full)
            except IndexNotWritable as error:
                refused += 1
                message = str(error)
            else:
                assert report.added or report.full, spare
                break
            assert "磁盘已满" in message
            assert found(settings, "教育") == before
            left = contents(settings.index)
            assert {name: left.get(name) for name in files} == files
            assert set(left) == set(files), "nothing half-written is left"
        else:
            continue
        break
    assert refused > 4
    filler.unlink()
    reindex(settings)
    assert found(settings, "教育") == before + 400


def fill(filler, spare):
    """Let this file take all the disk but so many bytes."""
    filler.unlink(missing_ok=True)
    disk = os.statvfs(filler.parent)
    with filler.open("wb") as file:
        file.truncate(0)
        file.write(bytes(max(0, disk.f_bavail * disk.f_frsize - spare)))


@pytest.fixture
def small_disk(tmp_path):
    """A file system of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mounted("-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", folder):
        pytest.skip("no right to mount a small file system here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def mounted(*arguments):
    if not shutil.which("mount"):
        return False
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@needs_posix
def test_a_limit_to_the_size_of_files_leaves_the_index_as_it_was(settings):
    import resource

    reindex(settings)
    before = contents(settings.index)
    write(settings, 3, "\n\n".join(f"第{number}段也重视教育。" for number in range(400)))

    usual, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, most))
    try:
        for full in (False, True):
            with pytest.raises(IndexNotWritable, match="ulimit"):
                reindex(settings, full=full)
            assert contents(settings.index) == before
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (usual, most))
    reindex(settings)
    assert found(settings, "也重视教育") == 400


def test_a_read_only_disk_is_told_and_still_searched(settings, small_disk):
    settings = Settings(source=settings.source, index=small_disk / "index")
    reindex(settings)
    write(settings, 3, "重视教育。")
    before = contents(settings.index)
    assert mounted("-o", "remount,ro", small_disk)
    for full in (False, True):
        with pytest.raises(IndexNotWritable, match="只读"):
            reindex(settings, full=full)
    assert found(settings, "教育") == 3
    assert contents(settings.index) == before


@needs_posix
@pytest.mark.parametrize("there", [True, False])
def test_an_index_folder_without_the_right_to_write_is_told_and_still_searched(there):
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(source=Path(place) / "source", index=Path(place) / "index")
        settings.source.mkdir()
        write(settings, 0, "重视教育。")
        if there:
            reindex(settings)
            write(settings, 1, "重视教育。")
        before = contents(Path(place))
        with ordinary_user(place):
            for path in (Path(place), *Path(place).rglob("*")):
                path.chmod(0o500 if path.is_dir() else 0o400)
            for full in (False, True):
                with pytest.raises(IndexNotWritable, match="没有写入权限"):
                    reindex(settings, full=full)
            if there:
                assert found(settings, "教育") == 1
            assert contents(Path(place)) == before
            Path(place).chmod(0o700)


@contextmanager
def ordinary_user(folder):
    """What is done as somebody to whom rights apply, if these tests are run by root."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *Path(folder).rglob("*")):
        os.chown(path, SOMEBODY, SOMEBODY)
    os.seteuid(SOMEBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_second_reindex_is_told_who_holds_the_index_and_since_when(settings):
    settings.index.mkdir()
    told = rf"进程 {os.getpid()}，\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d 开始"
    with locked(settings.index), pytest.raises(IndexBusy, match=told):
        reindex(settings)
    assert reindex(settings).interrupted is None


def test_a_lock_that_a_dead_process_left_is_recognised(settings):
    settings.index.mkdir()
    program = f"""
import sys, time
from pathlib import Path
from searchapp.indexing.lock import locked
with locked(Path({str(settings.index)!r})):
    print("held", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(IndexBusy, match=f"进程 {process.pid}"):
            reindex(settings)
        process.send_signal(signal.SIGKILL)
    assert reindex(settings).interrupted.pid == process.pid
    assert reindex(settings).interrupted is None


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"pid": 1, "host": "a", "since": "x"}'])
def test_an_odd_note_of_the_holder_is_no_hindrance(settings, content):
    settings.index.mkdir()
    with locked(settings.index):
        (settings.index / ".lock.json").write_text(content)
        with pytest.raises(IndexBusy, match="另一个"):
            reindex(settings)
    (settings.index / ".lock.json").write_text(content)
    assert reindex(settings).interrupted is None
