"""What is saved comes back as it was, into an empty place or beside what is there."""

import errno
import json
import os
import shutil
import sqlite3
import stat
import tarfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from searchapp.backup import making
from searchapp.backup.making import back_up
from searchapp.backup.restoring import restore
from searchapp.errors import IndexBusy, SearchAppError, SourceUnusable
from searchapp.indexing import first_indexed
from searchapp.indexing.live import open_index
from searchapp.indexing.lock import locked
from searchapp.indexing.reindex import reindex
from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.settings import Settings


@pytest.fixture
def settings(seeds_index, tmp_path):
    """A folder of documents and other files, and an index of it."""
    source = tmp_path / "source"
    shutil.copytree(seeds_index.source, source)
    shutil.copytree(seeds_index.index, tmp_path / "index")
    (source / "下级" / "再下级").mkdir(parents=True)
    (source / "下级" / "再下级" / "甲 乙.txt").write_text("下级文件夹里的讲话。", "utf-8")
    (source / "下级" / "再下级" / "甲 乙.txt.meta.toml").write_text("year = 2021", "utf-8")
    (source / "页面_files").mkdir()
    (source / "页面_files" / "图.png").write_bytes(bytes(range(256)))
    (source / "空.txt").touch()
    (source / ("长" * 80 + ".txt")).write_text("名字很长的文件。", "utf-8")
    os.utime(source / "空.txt", (1_000_000_000, 1_000_000_000))
    (source / ".隐藏").write_text("不是文档")
    return Settings(source=source, index=tmp_path / "index")


def contents(folder):
    """Every file below a folder that is no dotfile: its bytes and when it was changed."""
    return {
        os.fsencode(path.relative_to(folder)): (path.read_bytes(), int(path.stat().st_mtime))
        for path in folder.rglob("*")
        if path.is_file() and not any(one.startswith(".") for one in path.parts)
    }


def found(settings):
    """Every paragraph, and when its document was first indexed."""
    index = open_index(settings.index)
    hits = search(index, SearchRequest(per_page=100), settings).hits
    return [(one.id, one.text) for one in hits], moments(settings.index)


def moments(index):
    with closing(sqlite3.connect(index / first_indexed.FILE)) as connection:
        return dict(connection.execute("SELECT id, moment FROM document"))


def test_what_was_lost_comes_back_with_the_times_it_was_indexed_at(settings, tmp_path):
    reindex(settings)
    with closing(sqlite3.connect(settings.index / first_indexed.FILE)) as connection, connection:
        connection.execute("UPDATE document SET moment = moment - 1000000")
    before, known = contents(settings.source), found(settings)
    back_up(settings, tmp_path / "saved.tar.gz")
    shutil.rmtree(settings.source)
    shutil.rmtree(settings.index)
    restored = restore(settings, tmp_path / "saved.tar.gz")
    assert contents(settings.source) == before
    assert restored.contents.source_count == len(before)
    assert restored.replaced is None
    assert not [one for one in settings.source.iterdir() if one.name.startswith(".")]
    reindex(settings)
    assert found(settings) == known


def test_a_name_that_is_no_text_comes_back_too(settings, tmp_path):
    name = os.fsdecode(b"\xb2\xe2\xca\xd4.txt")
    try:
        (settings.source / name).write_bytes(b"x")
    except OSError:
        pytest.skip("no such names on this file system")
    before = contents(settings.source)
    back_up(settings, tmp_path / "saved")
    restore(replace(settings, source=tmp_path / "other"), tmp_path / "saved")
    assert contents(tmp_path / "other") == before


def test_the_manifest_that_is_saved_is_that_of_the_index_in_use(settings, tmp_path):
    reindex(settings)
    made = back_up(settings, tmp_path / "saved")
    opened = open_index(settings.index)
    assert made.contents.generation == opened.generation
    with tarfile.open(tmp_path / "saved") as tar:
        names = tar.getnames()
        for name in ("manifest.json", opened.manifest.sources):
            saved = tar.extractfile(f"index/{name}").read()
            assert saved == (settings.index / opened.generation / name).read_bytes()
    assert names[-1] == "contents.json"
    assert len(set(names)) == len(names)


def test_a_damaged_index_or_none_keeps_no_document_from_being_saved(settings, tmp_path):
    (settings.index / "current").unlink()
    assert back_up(settings, tmp_path / "one").contents.generation is None
    shutil.rmtree(settings.index)
    made = back_up(settings, tmp_path / "two")
    assert made.contents.source_count == len(contents(settings.source))
    assert not settings.index.exists()


def test_only_its_owner_may_read_a_backup(settings, tmp_path):
    back_up(settings, tmp_path / "saved")
    assert stat.S_IMODE((tmp_path / "saved").stat().st_mode) == 0o600


def test_links_that_lead_out_are_not_followed_but_told(settings, tmp_path):
    (tmp_path / "secret").write_text("secret")
    for name, target in (
        ("outside.txt", tmp_path / "secret"),
        ("inside.txt", settings.source / "空.txt"),
        ("folder", tmp_path),
        ("nowhere.txt", settings.source / "nowhere"),
        ("loop", settings.source),
    ):
        (settings.source / name).symlink_to(target)
    os.mkfifo(settings.source / "pipe.txt")
    made = back_up(settings, tmp_path / "saved")
    left_out = {"outside.txt", "folder", "nowhere.txt", "loop", "pipe.txt"}
    assert {name for name, _ in made.left_out} == left_out
    assert "source/inside.txt" in made.contents.files
    assert b"secret" not in (tmp_path / "saved").read_bytes()
    with tarfile.open(tmp_path / "saved") as tar:
        assert all(one.isreg() for one in tar)


@pytest.mark.parametrize("place", ["source/saved", "source/下级/saved", "index/saved"])
def test_a_backup_does_not_lie_in_what_it_saves(settings, tmp_path, place):
    with pytest.raises(SearchAppError, match="不能放在"):
        back_up(settings, tmp_path / place)


def test_a_backup_that_is_there_is_only_replaced_when_told(settings, tmp_path):
    file = tmp_path / "saved"
    file.write_text("older")
    with pytest.raises(SearchAppError, match="--overwrite"):
        back_up(settings, file)
    assert file.read_text() == "older"
    back_up(settings, file, overwrite=True)
    assert tarfile.is_tarfile(file)


def test_what_changes_while_it_is_read_fails_the_backup_and_leaves_no_file(
    settings, tmp_path, monkeypatch
):
    file = tmp_path / "saved"
    file.write_text("older")

    class Changing(making._Hashing):
        def read(self, size=-1):
            with (settings.source / "空.txt").open("a") as empty:
                empty.write("x")
            return super().read(size)

    monkeypatch.setattr(making, "_Hashing", Changing)
    (settings.source / "空.txt").write_text("一")
    with pytest.raises(SearchAppError, match=r"空\.txt.*改动了"):
        back_up(settings, file, overwrite=True)
    assert file.read_text() == "older"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["index", "saved", "source"]


def test_a_folder_that_is_missing_is_told(settings, tmp_path):
    with pytest.raises(SearchAppError, match="没有完成"):
        back_up(settings, tmp_path / "no" / "such" / "folder")
    with pytest.raises(SourceUnusable, match="不存在"):
        back_up(replace(settings, source=tmp_path / "nowhere"), tmp_path / "saved")


def test_neither_goes_on_while_a_reindex_does_nor_a_reindex_while_one_does(settings, tmp_path):
    back_up(settings, tmp_path / "saved")
    with locked(settings.index), pytest.raises(IndexBusy, match=f"reindex（进程 {os.getpid()}，"):
        back_up(settings, tmp_path / "other")
    with locked(settings.index), pytest.raises(IndexBusy, match="reindex（进程"):
        restore(settings, tmp_path / "saved", overwrite=True)
    with (
        locked(settings.index, "backup"),
        pytest.raises(IndexBusy, match="另一个 searchapp backup"),
    ):
        reindex(settings)


def test_a_backup_that_died_is_not_taken_for_a_reindex(settings):
    holder = {"doing": "backup", "pid": 1, "host": "x", "since": "2026-01-01T00:00:00+00:00"}
    (settings.index / ".lock.json").write_text(json.dumps(holder))
    assert reindex(settings).interrupted is None
    (settings.index / ".lock.json").write_text(json.dumps(holder | {"doing": "reindex"}))
    assert reindex(settings).interrupted.pid == 1


def test_documents_that_are_there_are_only_moved_aside_and_only_when_told(settings, tmp_path):
    back_up(settings, tmp_path / "saved")
    (settings.source / "新.txt").write_text("备份以后的讲话。", "utf-8")
    (settings.source / "空.txt").write_text("不再空了。", "utf-8")
    now = contents(settings.source)
    with pytest.raises(SourceUnusable, match="--overwrite"):
        restore(settings, tmp_path / "saved")
    assert contents(settings.source) == now
    restored = restore(settings, tmp_path / "saved", overwrite=True)
    assert not (settings.source / "新.txt").exists()
    assert (settings.source / "空.txt").read_bytes() == b""
    kept = {
        os.fsencode(path.relative_to(restored.replaced)): path.read_bytes()
        for path in restored.replaced.rglob("*")
        if path.is_file()
    }
    assert kept == {name: content for name, (content, _) in now.items()}
    report = reindex(settings)
    assert not [one for one in report.added if "新" in one]


def test_where_a_file_cannot_be_moved_all_is_as_before(settings, tmp_path, monkeypatch):
    own = tmp_path / "synonyms.txt"
    own.write_text("职教 = 职业教育\n", "utf-8")
    settings = replace(settings, synonyms=own)
    back_up(settings, tmp_path / "saved")
    (settings.source / "新.txt").write_text("备份以后的讲话。", "utf-8")
    own.write_text("改过了 = 变过了\n", "utf-8")
    before = contents(settings.source)
    rename, left = Path.rename, 0

    def may_fail(path, to):
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(errno.EIO, "no more", str(path))
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", may_fail)
    for failing in range(1, 100):
        left = failing
        try:
            restore(settings, tmp_path / "saved", overwrite=True)
        except SearchAppError:
            assert contents(settings.source) == before
            assert own.read_text("utf-8") == "改过了 = 变过了\n"
            assert {one.name for one in settings.source.glob(".*")} == {".隐藏"}
            assert not list(tmp_path.glob("synonyms.txt?*"))
        else:
            break
    assert failing > 15
    assert not (settings.source / "新.txt").exists()
    assert own.read_text("utf-8") == "职教 = 职业教育\n"


def test_when_a_text_was_first_indexed_is_never_made_later(settings, tmp_path):
    reindex(settings)
    back_up(settings, tmp_path / "saved")
    known = moments(settings.index)
    first, second, *_ = sorted(known)
    with closing(sqlite3.connect(settings.index / first_indexed.FILE)) as connection, connection:
        connection.execute("UPDATE document SET moment = moment + 9 WHERE id = ?", (first,))
        connection.execute("UPDATE document SET moment = moment - 9 WHERE id = ?", (second,))
        connection.execute("INSERT INTO document VALUES (x'61', x'61', 5)")
    restore(settings, tmp_path / "saved", overwrite=True)
    assert moments(settings.index) == known | {second: known[second] - 9, b"a": 5}


def test_what_in_a_copy_is_no_moment_is_passed_over(tmp_path):
    with closing(sqlite3.connect(tmp_path / "copy")) as connection, connection:
        connection.execute("CREATE TABLE document (id, text, moment)")
        future = int(datetime.now(UTC).timestamp()) + 10_000
        rows = [(b"a", b"t", 5), ("b", b"t", 5), (b"c", b"t", "5"), (b"d", None, 5)]
        rows += [(b"e", b"t", -1), (b"f", b"t", future), (b"a", b"t", 3)]
        connection.executemany("INSERT INTO document VALUES (?, ?, ?)", rows)
    (tmp_path / "index").mkdir()
    first_indexed.add_from(tmp_path / "index", tmp_path / "copy")
    assert moments(tmp_path / "index") == {b"a": 3}


def test_the_operators_own_words_and_synonyms_come_back_where_the_settings_say(settings, tmp_path):
    words, synonyms = tmp_path / "words.txt", tmp_path / "own" / "synonyms.txt"
    synonyms.parent.mkdir()
    words.write_text("百工学堂\n", "utf-8")
    synonyms.write_text("职教 = 职业教育\n", "utf-8")
    settings = replace(settings, dictionary=words, synonyms=synonyms)
    back_up(settings, tmp_path / "saved")
    elsewhere = replace(settings, source=tmp_path / "other", dictionary=None)
    with pytest.raises(SourceUnusable, match=r"synonyms\.txt.*--overwrite"):
        restore(elsewhere, tmp_path / "saved")
    synonyms.write_text("改过了 = 变过了\n", "utf-8")
    restored = restore(elsewhere, tmp_path / "saved", overwrite=True)
    assert restored.not_placed == ("dictionary",)
    assert synonyms.read_text("utf-8") == "职教 = 职业教育\n"
    (aside,) = synonyms.parent.glob("synonyms.txt.replaced-*")
    assert aside.read_text("utf-8") == "改过了 = 变过了\n"


def test_the_commands_say_what_they_did_and_what_is_to_be_done(settings, tmp_path, run):
    file = tmp_path / "saved.tar.gz"
    (settings.source / "link.txt").symlink_to(tmp_path)
    made = run("backup", str(file), source=settings.source, index=settings.index)
    assert made.code == 0
    assert f"已备份到 {file}：{len(contents(settings.source))} 个文件" in made.out
    assert "link.txt：符号链接" in made.err
    again = run("backup", str(file), source=settings.source, index=settings.index)
    assert (again.code, again.out) == (1, "")
    assert "--overwrite" in again.err
    refused = run("restore", str(file), source=settings.source, index=settings.index)
    assert refused.code == 1
    done = run("restore", str(file), "--overwrite", source=settings.source, index=settings.index)
    assert done.code == 0
    assert "请运行 searchapp reindex" in done.out
    assert ".replaced-" in done.out
    assert run("restore", str(tmp_path / "nowhere"), source=tmp_path / "x").code == 1
