"""Commits, cancels, revisions, snapshots that stay, and indexes that cannot be used."""

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from engine_oracle import check, entry, every, write
from whoosh.fields import TEXT, Schema
from whoosh.index import create_in

from searchapp.engine.contract import EngineQuery
from searchapp.engine.whoosh import create, open_snapshot, open_writer, revision
from searchapp.engine.whoosh import files as parts
from searchapp.errors import IndexBusy, IndexUnusable
from searchapp.query.tree import Substring


@pytest.fixture
def folder(tmp_path):
    create(tmp_path)
    return tmp_path


def count(snapshot, *terms):
    return snapshot.search(EngineQuery(every(terms))).paragraph_count


def files(folder):
    """Those of the last revision, and whatever else the next transaction would find and leave."""
    open_writer(folder).cancel()
    return all_files(folder)


def all_files(folder):
    return sorted(one.name for one in folder.iterdir() if not one.name.endswith("LOCK"))


def test_a_new_index_is_empty(folder):
    snapshot = open_snapshot(folder)
    assert (snapshot.document_count, snapshot.paragraph_count) == (0, 0)
    check(snapshot, [], EngineQuery())
    check(snapshot, [], EngineQuery(Substring("教育")))
    assert snapshot.document("a") is None


def test_every_commit_raises_the_revision(folder):
    numbers = [revision(folder)]
    write(folder, entry("a", "教育"))
    numbers.append(revision(folder))
    write(folder, delete=["a"])
    numbers.append(revision(folder))
    write(folder)
    numbers.append(revision(folder))
    assert numbers == sorted(set(numbers))
    assert open_snapshot(folder).revision == numbers[-1]


def test_a_snapshot_says_when_it_was_committed(folder):
    write(folder, entry("a", "教育"))
    age = datetime.now(UTC) - open_snapshot(folder).committed_at
    assert timedelta(seconds=-2) < age < timedelta(minutes=1)


def test_a_document_comes_back_whole(folder):
    document = entry(
        "目录/文.txt", "一", "", "三", speakers=[("吴晓昊",), ("~narration",), ("甲", "乙")]
    )
    write(folder, entry("other", "x"), document, entry("empty"))
    snapshot = open_snapshot(folder)
    stored = snapshot.document("目录/文.txt")
    assert (stored.id, stored.metadata) == (document.id, document.metadata)
    assert [text for text, _ in stored.paragraphs] == ["<一>", "<>", "<三>"]
    assert [set(names) for _, names in stored.paragraphs] == [
        {"吴晓昊"},
        {"~narration"},
        {"甲", "乙"},
    ]
    assert snapshot.document("empty").paragraphs == ()
    assert snapshot.document("目录") is None


def test_a_sample_has_the_facet_value(folder):
    write(
        folder,
        entry("a", "一", year="2020", region="河南省/郑州市", speakers=[("吴晓昊",)]),
        entry("b", "二", year="2021", region="全国", speakers=[("王予波",)]),
    )
    snapshot = open_snapshot(folder)
    assert snapshot.sample("speaker", "王予波") == "metadata of b"
    assert snapshot.sample("year", "2020") == "metadata of a"
    assert snapshot.sample("region", "河南省") == "metadata of a"
    assert snapshot.sample("speaker", "王") is None
    write(folder, delete=["b"])
    assert open_snapshot(folder).sample("speaker", "王予波") is None


def test_a_document_is_replaced_by_deleting_and_adding_it(folder):
    write(folder, entry("a", "旧的"), entry("b", "不变"))
    write(folder, entry("a", "新的"), delete=["a", "absent"])
    snapshot = open_snapshot(folder)
    assert [count(snapshot, text) for text in ("旧", "新", "不变")] == [0, 1, 1]


def test_what_is_added_and_deleted_in_one_transaction_is_not_there(folder):
    with open_writer(folder) as writer:
        writer.add(entry("a", "教育"))
        writer.add(entry("b", "教育"))
        writer.delete("a")
    snapshot = open_snapshot(folder)
    assert (snapshot.document_count, count(snapshot, "教育")) == (1, 1)


def test_a_cancelled_transaction_leaves_nothing(folder):
    write(folder, entry("a", "教育"))
    before = files(folder), revision(folder)
    writer = open_writer(folder)
    writer.delete("a")
    writer.add(entry("b", "教育"))
    writer.cancel()
    assert (files(folder), revision(folder)) == before
    assert open_snapshot(folder).document("a") is not None


def test_an_exception_inside_a_transaction_cancels_it(folder):
    def interrupted():
        with open_writer(folder) as writer:
            writer.add(entry("a", "教育"))
            raise KeyError

    before = files(folder)
    with pytest.raises(KeyError):
        interrupted()
    assert files(folder) == before
    write(folder, entry("b", "教育"))
    assert open_snapshot(folder).document_count == 1


def test_a_commit_that_fails_changes_nothing_and_lets_the_next_one_in(folder):
    write(folder, entry("a", "教育"))
    before = files(folder), revision(folder)
    writer = open_writer(folder)
    writer.add(replace(entry("b", "教育"), first_day=object()))
    with pytest.raises((AttributeError, TypeError)):
        writer.commit()
    assert (files(folder), revision(folder)) == before
    write(folder, entry("b", "教育"))
    assert open_snapshot(folder).document_count == 2


def test_a_second_writer_is_told_to_wait(folder):
    with open_writer(folder), pytest.raises(IndexBusy, match=r"稍后|再试"):
        open_writer(folder)
    open_writer(folder).cancel()


def test_a_snapshot_keeps_answering_after_commits_and_merges(folder):
    documents = [entry(str(number), "教育", "强国" * number) for number in range(8)]
    write(folder, *documents)
    old = open_snapshot(folder)
    for number in range(30):
        write(folder, entry(str(number), "新"), delete=[str(number)])
    check(old, documents, EngineQuery(Substring("教育")))
    check(old, documents, EngineQuery(Substring("强国强")))
    assert old.document("7").paragraphs[0][0] == "<教育>"
    assert count(open_snapshot(folder), "教育") == 0


def test_many_threads_ask_one_snapshot(folder):
    documents = [
        entry(str(n), *["教育" * (n % 5 + 1), "强国" * (n % 3), "教育强国"] * 20) for n in range(20)
    ]
    write(folder, *documents[:10])
    write(folder, *documents[10:])
    snapshot = open_snapshot(folder)
    asked = [
        EngineQuery(every(terms)) for terms in (("教育",), ("育教",), ("教", "国"), ("强国",), ())
    ]
    expected = [snapshot.search(one) for one in asked]
    wrong = []

    def ask():
        for _ in range(5):
            for query, answer in zip(asked, expected, strict=True):
                if snapshot.search(query) != answer:
                    wrong.append(query)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []


def test_a_folder_without_an_index_is_refused(tmp_path):
    for folder in (tmp_path, tmp_path / "absent"):
        for function in (open_snapshot, open_writer, revision):
            with pytest.raises(IndexUnusable, match=r"没有索引.*reindex"):
                function(folder)


def test_an_index_of_plain_whoosh_is_refused(tmp_path):
    create_in(tmp_path, Schema(text=TEXT))
    with pytest.raises(IndexUnusable, match=r"另一版本.*reindex"):
        open_snapshot(tmp_path)


def test_an_index_of_another_format_is_refused(folder):
    (table,) = folder.glob("*.toc")
    table.rename(folder / "_format0_0.toc")
    with pytest.raises(IndexUnusable, match=r"另一版本.*reindex"):
        open_snapshot(folder)
    with pytest.raises(IndexUnusable, match=r"另一版本.*reindex"):
        open_writer(folder)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("suffix", ["toc", "doc", "inv"])
def test_a_damaged_index_is_refused(folder, suffix):
    """Whoosh leaves the table of contents open when it cannot read it."""
    write(folder, entry("a", "教育", "强国"))
    path = folder / next(one for one in files(folder) if one.endswith(f".{suffix}"))
    content = path.read_bytes()
    for damaged in (content[: len(content) // 2], b"\xff" * len(content), b""):
        path.write_bytes(damaged)
        with pytest.raises(IndexUnusable, match=r"损坏.*reindex"):
            open_snapshot(folder)
    if suffix != "toc":
        path.unlink()
        with pytest.raises(IndexUnusable, match=r"损坏.*reindex"):
            open_snapshot(folder)


def test_what_an_interrupted_transaction_leaves_is_swept_away_by_the_next(folder):
    """A process that ends while it commits, after its segment is written."""
    write(folder, entry("a", "教育"))
    before = files(folder)
    program = f"""
import os
from datetime import UTC, datetime
from pathlib import Path
from searchapp.engine.contract import DocumentEntry, ParagraphEntry
from searchapp.engine.whoosh import open_writer
from searchapp.engine.whoosh.codec import SyncedStorage
SyncedStorage.rename_file = lambda *_, **__: os._exit(9)
writer = open_writer(Path({str(folder)!r}))
now = datetime.now(UTC)
paragraph = ParagraphEntry("强国", "强国", ["强国"], ("甲",))
writer.add(DocumentEntry("b", "", [], "", "", "", "", None, None, now, "", (paragraph,)))
writer.commit()
"""
    ended = subprocess.run([sys.executable, "-c", program], check=False, timeout=60)
    assert ended.returncode == 9
    assert len(all_files(folder)) > len(before)
    assert count(open_snapshot(folder), "强国") == 0
    assert files(folder) == before


def test_what_a_commit_replaces_can_be_opened_until_the_next_transaction(folder):
    """Also where all its segments were merged: whoever names the revision may not know yet."""
    write(folder, entry("a", "教育"))
    before = revision(folder)
    write(folder, entry("b", "教育"), delete=["a"])
    write(folder, entry("c", "教育"), delete=["b"])
    with pytest.raises(IndexUnusable):
        open_snapshot(folder, before)
    old, new = (open_snapshot(folder, revision(folder) - back) for back in (1, 0))
    assert (old.document("b").id, old.document("c")) == ("b", None)
    assert (new.document("b"), new.document("c").id) == (None, "c")


def test_a_revision_consists_of_the_files_it_names(folder):
    write(folder, *(entry(str(number), "教育") for number in range(3)))
    write(folder, entry("a", "强国"), delete=["1"])
    assert sorted(parts(folder, revision(folder))) == files(folder)
    with pytest.raises(IndexUnusable, match="reindex"):
        parts(folder, revision(folder) + 1)


def test_nothing_is_asked_for(folder):
    write(folder, entry("a", "教育", title="教育"))
    query = EngineQuery(Substring("教育"), limit=0, related=0, titles=0)
    answer = open_snapshot(folder).search(query)
    assert (answer.paragraph_count, answer.hits, answer.titles) == (1, (), ())
