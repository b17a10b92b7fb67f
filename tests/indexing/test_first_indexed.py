"""Documents keep the day they first came, whatever is done to the index and the files."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from searchapp.errors import IndexUnusable
from searchapp.indexing import first_indexed
from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings

START = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    """The days on which things are indexed."""

    def __init__(self):
        self.day = 0

    def now(self, zone):
        return (START + timedelta(days=self.day)).astimezone(zone)

    @staticmethod
    def fromtimestamp(seconds, zone):
        return datetime.fromtimestamp(seconds, zone)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(first_indexed, "datetime", clock)
    return clock


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "source").mkdir()
    return Settings(source=tmp_path / "source", index=tmp_path / "index")


def put(settings, name, text):
    (settings.source / name).write_text(f"关于教育的讲话\n\n{text}", "utf-8")


def days(settings, **how):
    """Index what is there; for each document the day, counted from the start, it first came on."""
    report = reindex(settings, **how)
    assert not report.problems
    snapshot = LiveIndex(settings.index).current().snapshot
    found = {}
    for path in settings.source.rglob("*.txt"):
        name = path.relative_to(settings.source).as_posix()
        metadata = json.loads(snapshot.document(name).metadata)
        found[name] = (datetime.fromisoformat(metadata["first_indexed"]) - START).days
    return found


def test_new_documents_are_of_the_day_and_old_ones_stay_so_through_rebuilds(settings, clock):
    put(settings, "a.txt", "我们要重视教育。")
    assert days(settings) == {"a.txt": 0}
    clock.day = 1
    put(settings, "b.txt", "我们要重视课后服务。")
    assert days(settings) == {"a.txt": 0, "b.txt": 1}
    clock.day = 2
    put(settings, "a.txt", "我们要更加重视教育。")
    assert days(settings) == {"a.txt": 0, "b.txt": 1}
    clock.day = 3
    assert days(settings, full=True) == {"a.txt": 0, "b.txt": 1}
    clock.day = 4
    for one in settings.index.iterdir():
        if one.is_dir():
            shutil.rmtree(one)
    assert days(settings) == {"a.txt": 0, "b.txt": 1}


def test_what_was_gone_or_lies_elsewhere_is_not_new(settings, clock):
    for name in "abc":
        put(settings, f"{name}.txt", f"我们要重视教育之{name}。")
    days(settings)
    clock.day = 1
    (settings.source / "a.txt").unlink()
    days(settings)
    clock.day = 2
    put(settings, "a.txt", "我们要重视教育之a。")
    (settings.source / "below").mkdir()
    (settings.source / "b.txt").rename(settings.source / "below" / "b2.txt")
    assert days(settings) == {"a.txt": 0, "c.txt": 0, "below/b2.txt": 0}
    clock.day = 3
    put(settings, "below/b2.txt", "改过的文字。")
    put(settings, "d.txt", "我们要重视教育之b。")
    assert days(settings) == {"a.txt": 0, "c.txt": 0, "below/b2.txt": 0, "d.txt": 0}


def test_what_failed_to_be_indexed_is_not_known(settings, clock, monkeypatch):
    put(settings, "a.txt", "我们要重视教育。")
    put(settings, "b.txt", "我们要重视课后服务。")

    def interrupt(done, *_):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(settings, progress=interrupt)
    clock.day = 1
    assert days(settings) == {"a.txt": 1, "b.txt": 1}


def test_a_document_that_cannot_be_read_again_keeps_its_day(settings, clock):
    put(settings, "a.txt", "我们要重视教育。")
    days(settings)
    clock.day = 1
    (settings.source / "a.txt").write_bytes(b"")
    reindex(settings, full=True)
    snapshot = LiveIndex(settings.index).current().snapshot
    assert json.loads(snapshot.document("a.txt").metadata)["first_indexed"] == START.isoformat()


def test_what_did_not_change_costs_nothing(settings):
    put(settings, "a.txt", "我们要重视教育。")
    days(settings)
    path = settings.index / first_indexed.FILE
    before = path.stat()
    days(settings)
    days(settings, full=True)
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)


def test_damage_is_told_with_what_to_do(settings):
    put(settings, "a.txt", "我们要重视教育。")
    days(settings)
    (settings.index / first_indexed.FILE).write_bytes(b"no database" * 1_000)
    with pytest.raises(IndexUnusable, match=r"first_indexed\.sqlite.*移走它再运行"):
        reindex(settings, full=True)
