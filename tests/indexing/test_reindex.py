"""Changes in the source folder and how they get into the index, with real files and indexes."""

import json
import os
import shutil
import threading

import pytest
from filelock import FileLock

from searchapp.errors import IndexBusy, IndexUnusable, SourceUnusable
from searchapp.indexing import manifest as manifest_module
from searchapp.indexing.generations import current_generation
from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.indexing.status import index_status
from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.settings import Settings


@pytest.fixture
def settings(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for number, word in enumerate(["苹果", "香蕉", "橘子", "葡萄", "西瓜"]):
        write(source / f"{number}.txt", f"关于{word}的讲话\n\n我们要重视{word}种植。")
    return Settings(source=source, index=tmp_path / "index")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    # Two writes within one tick of the clock must not look alike.
    later = path.stat().st_mtime_ns + write.ticks
    write.ticks += 1_000_000_000
    os.utime(path, ns=(later, later))


write.ticks = 0


def ids(settings, q):
    current = LiveIndex(settings.index).current()
    result = search(current, SearchRequest(q, per_page=100), settings)
    return sorted({hit.document["id"] for hit in result.hits})


def test_the_first_run_builds_an_index_of_everything(settings):
    report = reindex(settings)
    assert report.full
    assert report.reasons == ("还没有可用的索引",)
    assert sorted(report.added) == [f"{number}.txt" for number in range(5)]
    assert report.document_count == 5
    assert ids(settings, "香蕉种植") == ["1.txt"]


def test_nothing_changed_means_nothing_is_written(settings):
    reindex(settings)
    before = index_status(settings.index)
    report = reindex(settings)
    assert (report.full, report.added, report.changed, report.removed) == (False, (), (), ())
    assert report.unchanged_count == 5
    assert index_status(settings.index) == before


def test_added_changed_and_removed_files_go_in_by_one_commit(settings):
    reindex(settings)
    before = index_status(settings.index)
    write(settings.source / "sub" / "新增.txt", "关于樱桃的讲话\n\n我们要重视樱桃种植。")
    write(settings.source / "1.txt", "关于香蕉的讲话\n\n香蕉改为芒果种植。")
    (settings.source / "2.txt").unlink()
    report = reindex(settings)
    assert not report.full
    assert (report.added, report.changed, report.removed) == (
        ("sub/新增.txt",),
        ("1.txt",),
        ("2.txt",),
    )
    after = index_status(settings.index)
    assert after.generation == before.generation
    assert after.revision == before.revision + 1
    assert ids(settings, "樱桃种植") == ["sub/新增.txt"]
    assert ids(settings, "芒果") == ["1.txt"]
    assert ids(settings, "重视香蕉") == []
    assert ids(settings, "橘子") == []


def test_a_touched_file_is_not_read_again(settings):
    reindex(settings)
    before = index_status(settings.index)
    os.utime(settings.source / "1.txt", ns=(1, 1))
    assert reindex(settings).changed == ()
    assert index_status(settings.index).revision == before.revision


def test_a_sidecar_that_appears_changes_its_document(settings):
    reindex(settings)
    write(settings.source / "1.meta.toml", 'region = "河南省/郑州市"\n')
    assert reindex(settings).changed == ("1.txt",)
    current = LiveIndex(settings.index).current()
    request = SearchRequest(region=("河南省",))
    result = search(current, request, settings)
    assert {hit.document["id"] for hit in result.hits} == {"1.txt"}


def test_a_dry_run_says_what_would_be_done_and_does_nothing(settings):
    report = reindex(settings, dry_run=True)
    assert report.dry_run
    assert report.full
    assert len(report.added) == 5
    assert not settings.index.exists()
    reindex(settings)
    (settings.source / "2.txt").unlink()
    assert reindex(settings, dry_run=True).removed == ("2.txt",)
    assert ids(settings, "橘子") == ["2.txt"]


def test_a_full_build_goes_to_a_new_generation_and_the_last_but_one_is_removed(settings):
    names = [reindex(settings, full=True).generation for _ in range(3)]
    assert names == sorted(set(names))
    folders = {one.name for one in settings.index.iterdir() if one.is_dir()}
    assert folders == set(names[1:])
    assert current_generation(settings.index) == names[2]


def test_a_running_reader_sees_the_new_index_and_the_old_one_goes_on_answering(settings):
    reindex(settings)
    live = LiveIndex(settings.index)
    old = live.current()
    assert live.current() is old
    write(settings.source / "6.txt", "关于樱桃的讲话\n\n我们要重视樱桃种植。")
    reindex(settings)
    new = live.current()
    assert new is not old
    reindex(settings, full=True)
    newest = live.current()
    assert newest.generation != new.generation
    request = SearchRequest("樱桃种植")
    counts = [search(one, request, settings).paragraph_count for one in (old, new, newest)]
    assert counts == [0, 1, 1]


def test_other_rules_lead_to_a_full_build_that_says_why(settings, monkeypatch):
    reindex(settings)
    now = manifest_module.made_with() | {"分词": "jieba 9.9"}
    monkeypatch.setattr(manifest_module, "made_with", lambda *_: now)
    assert index_status(settings.index).stale == ("分词",)
    assert ids(settings, "香蕉种植") == ["1.txt"]
    report = reindex(settings, dry_run=True)
    assert report.full
    assert report.reasons == ("分词已改变",)


@pytest.mark.parametrize("changed", ["索引格式", "字符折叠"])
def test_an_index_of_another_version_is_refused_with_what_to_do(settings, monkeypatch, changed):
    reindex(settings)
    now = manifest_module.made_with() | {changed: "another"}
    monkeypatch.setattr(manifest_module, "made_with", lambda *_: now)
    with pytest.raises(IndexUnusable, match=r"另一版本.*searchapp reindex"):
        LiveIndex(settings.index).current()


def test_an_absent_index_is_refused_with_what_to_do(settings):
    with pytest.raises(IndexUnusable, match="searchapp reindex"):
        LiveIndex(settings.index).current()
    with pytest.raises(IndexUnusable, match="searchapp reindex"):
        index_status(settings.index)


@pytest.mark.parametrize("content", ["", "nowhere\n", "../x", "\x00", "{"])
def test_a_damaged_pointer_is_refused_and_the_next_run_repairs_it(settings, content):
    reindex(settings)
    (settings.index / "current").write_text(content, "utf-8")
    with pytest.raises(IndexUnusable, match="searchapp reindex"):
        LiveIndex(settings.index).current()
    assert reindex(settings).full
    assert ids(settings, "香蕉种植") == ["1.txt"]


def test_a_damaged_manifest_is_refused_and_the_next_run_repairs_it(settings):
    generation = reindex(settings).generation
    (settings.index / generation / "manifest.json").write_text('{"files": 1}', "utf-8")
    with pytest.raises(IndexUnusable, match="searchapp reindex"):
        LiveIndex(settings.index).current()
    assert reindex(settings).full
    assert ids(settings, "香蕉种植") == ["1.txt"]


def test_a_missing_or_empty_source_folder_removes_nothing_unless_allowed(settings):
    reindex(settings)
    shutil.rmtree(settings.source)
    for _ in range(2):
        with pytest.raises(SourceUnusable):
            reindex(settings)
        assert ids(settings, "香蕉种植") == ["1.txt"]
        settings.source.mkdir(exist_ok=True)
    report = reindex(settings, allow_removal=True)
    assert len(report.removed) == 5
    assert ids(settings, "香蕉") == []


def test_more_than_half_gone_removes_nothing_unless_allowed(settings):
    reindex(settings)
    for number in range(3):
        (settings.source / f"{number}.txt").unlink()
    write(settings.source / "6.txt", "关于樱桃的讲话\n\n我们要重视樱桃种植。")
    report = reindex(settings)
    assert len(report.withheld) == 3
    assert report.removed == ()
    assert ids(settings, "香蕉种植") == ["1.txt"]
    assert ids(settings, "樱桃种植") == ["6.txt"]
    for full in (False, True, False):
        again = reindex(settings, full=full)
        assert (len(again.withheld), again.removed) == (3, ())
        assert ids(settings, "香蕉种植") == ["1.txt"]
    write(settings.source / "0.txt", "关于苹果的讲话\n\n我们要重视苹果种植。")
    assert len(reindex(settings).withheld) == 2
    (settings.source / "6.txt").unlink()
    assert reindex(settings).removed == ("6.txt",), "one of four is no mistake"
    write(settings.source / "6.txt", "关于樱桃的讲话\n\n我们要重视樱桃种植。")
    assert len(reindex(settings, allow_removal=True).removed) == 2
    assert ids(settings, "香蕉种植") == []


def test_a_folder_that_cannot_be_listed_loses_nothing(settings, monkeypatch):
    for number in range(3):
        write(
            settings.source / "sub" / f"{number}.txt", f"关于樱桃的讲话\n\n第{number}次种植樱桃。"
        )
    reindex(settings)
    list_folder = os.scandir

    def deny(path):
        if str(path).rstrip("/").endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", deny)
    report = reindex(settings)
    assert report.removed == ()
    assert len(report.withheld) == 3
    assert [one.path for one in report.problems] == ["sub/"]
    assert len(ids(settings, "种植樱桃")) == 3
    monkeypatch.undo()
    assert reindex(settings).withheld == ()
    assert len(ids(settings, "种植樱桃")) == 3


def test_a_file_that_cannot_be_read_any_more_keeps_its_last_version(settings):
    reindex(settings)
    write(settings.source / "1.txt", "")
    write(settings.source / "空.txt", "")
    report = reindex(settings)
    assert {(one.path, one.kept) for one in report.problems} == {
        ("1.txt", True),
        ("空.txt", False),
    }
    assert ids(settings, "香蕉种植") == ["1.txt"]
    again = reindex(settings)
    assert len(again.problems) == 2, "what could not be read is told until it is mended"
    rebuilt = reindex(settings, full=True)
    assert {(one.path, one.kept) for one in rebuilt.problems} == {
        ("1.txt", True),
        ("空.txt", False),
    }
    assert ids(settings, "香蕉种植") == ["1.txt"]
    write(settings.source / "1.txt", "关于芒果的讲话\n\n我们要重视芒果种植。")
    assert [one.path for one in reindex(settings).problems] == ["空.txt"]
    assert ids(settings, "香蕉种植") == []
    assert ids(settings, "芒果种植") == ["1.txt"]


def test_an_id_that_another_file_has_is_refused_by_name(settings):
    reindex(settings)
    line = json.dumps({"id": "1.txt", "title": "冒名", "paragraphs": ["冒名的香蕉种植"]})
    write(settings.source / "more.jsonl", f"{line}\n")
    (problem,) = reindex(settings).problems
    assert problem.path == "more.jsonl"
    assert "“1.txt”" in problem.message
    assert ids(settings, "冒名") == []


def test_lines_of_a_jsonl_file_come_go_and_change(settings):
    def lines(*documents):
        rows = [
            json.dumps({"id": one, "title": one, "paragraphs": [text]}) for one, text in documents
        ]
        return "\n".join(rows)

    write(settings.source / "all.jsonl", lines(("a", "第一篇"), ("b", "第二篇")))
    reindex(settings)
    write(settings.source / "all.jsonl", lines(("b", "第二篇改"), ("c", "第三篇")))
    reindex(settings)
    assert ids(settings, "第一篇") == []
    assert ids(settings, "第二篇改") == ["b"]
    assert ids(settings, "第三篇") == ["c"]


def test_a_document_can_move_to_another_file(settings):
    line = json.dumps({"id": "moving", "title": "t", "paragraphs": ["会搬家的文档"]})
    write(settings.source / "a.jsonl", line)
    reindex(settings)
    (settings.source / "a.jsonl").rename(settings.source / "b.jsonl")
    report = reindex(settings)
    assert report.problems == ()
    assert ids(settings, "会搬家") == ["moving"]


def test_a_second_reindex_is_told_that_the_index_is_busy(settings):
    settings.index.mkdir()
    with FileLock(settings.index / ".lock"), pytest.raises(IndexBusy, match="另一个"):
        reindex(settings)


def test_what_an_interrupted_build_left_behind_is_removed(settings):
    reindex(settings)
    leftover = settings.index / "20200101T000000-abcdef"
    leftover.mkdir()
    (leftover / "half").write_text("x")
    write(settings.source / "6.txt", "关于樱桃的讲话\n\n我们要重视樱桃种植。")
    reindex(settings)
    assert not leftover.exists()


def test_what_others_keep_in_the_index_folder_stays(settings):
    theirs = [settings.index / "lost+found" / "a", settings.index / "2020" / "b"]
    for path in theirs:
        write(path, "not ours")
    generation = reindex(settings).generation
    write(settings.index / generation / "left over", "of nobody")
    reindex(settings, full=True)
    reindex(settings)
    assert all(path.exists() for path in theirs)


def test_what_the_manifest_does_not_name_is_removed_from_the_index_in_use(settings):
    generation = settings.index / reindex(settings).generation
    before = {one.name for one in generation.iterdir()}
    write(generation / "format7_abcdefghijklmnop.inv", "an orphan")
    write(generation / "format6.tmp" / "x", "half-written")
    reindex(settings)
    assert {one.name for one in generation.iterdir()} == before


def test_a_build_that_fails_leaves_the_index_as_it_was(settings, monkeypatch):
    reindex(settings)
    before = index_status(settings.index)

    def fail(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(settings, full=True, progress=fail)
    write(settings.source / "6.txt", "关于樱桃的讲话\n\n我们要重视樱桃种植。")
    with pytest.raises(KeyboardInterrupt):
        reindex(settings, progress=fail)
    assert index_status(settings.index) == before
    assert {one.name for one in settings.index.iterdir() if one.is_dir()} == {before.generation}
    reindex(settings)
    assert ids(settings, "樱桃种植") == ["6.txt"]


def test_searches_go_on_without_a_failure_while_the_index_is_rebuilt(settings):
    reindex(settings)
    live = LiveIndex(settings.index)
    stop, failures, answers = threading.Event(), [], set()

    def ask():
        while not stop.is_set():
            try:
                current = live.current()
                result = search(current, SearchRequest("种植"), settings)
                answers.add((result.paragraph_count, len(result.hits)))
            except Exception as error:  # noqa: BLE001 -- any failure at all is one
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(6):
        write(settings.source / "x.txt", f"关于樱桃的讲话\n\n第{number}次重视樱桃种植。")
        reindex(settings, full=number % 2 == 0)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert answers <= {(5, 5), (6, 6)}


def test_progress_is_told_from_the_first_file_to_the_last(settings):
    told = []
    reindex(settings, progress=lambda *state: told.append(state))
    assert told[-1][:2] == (5, 5)
    assert [state[0] for state in told] == sorted(state[0] for state in told)
    assert told[-1][2] == index_status(settings.index).paragraph_count
