"""Files of the index that are cut off, gone or changed: seen, named, never asked, repaired."""

import json
import os
import shutil

import pytest

from searchapp import create_app
from searchapp.errors import IndexUnusable
from searchapp.indexing import integrity
from searchapp.indexing.live import LiveIndex, open_index
from searchapp.indexing.reindex import reindex
from searchapp.indexing.status import index_health
from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.settings import Settings


def half(path):
    os.truncate(path, path.stat().st_size // 2)


def nothing(path):
    path.write_bytes(b"")


def one_byte_less(path):
    os.truncate(path, path.stat().st_size - 1)


def one_byte_more(path):
    with path.open("ab") as file:
        file.write(b"\0")


def gone(path):
    path.unlink()


def flipped(place):
    def flip(path):
        content = bytearray(path.read_bytes())
        content[int(place * (len(content) - 1))] ^= 1
        path.write_bytes(content)

    return flip


DAMAGE = {
    "half": half,
    "nothing": nothing,
    "one byte less": one_byte_less,
    "one byte more": one_byte_more,
    "gone": gone,
    "first byte": flipped(0),
    "some byte": flipped(0.37),
    "another byte": flipped(0.71),
    "last byte": flipped(1),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An index with two segments, one of them with a deleted document."""
    folder = tmp_path_factory.mktemp("whole")
    settings = Settings(source=folder / "source", index=folder / "index")
    settings.source.mkdir()
    for number in range(8):
        text = f"第{number}次讲话\n\n" + "\n\n".join(["我们要重视教育强国。"] * 5)
        (settings.source / f"{number}.txt").write_text(text, "utf-8")
    reindex(settings)
    (settings.source / "3.txt").write_text("改过的讲话\n\n不再重视。", "utf-8")
    reindex(settings)
    return settings


@pytest.fixture
def settings(whole, tmp_path):
    return copy_of(whole, tmp_path / "copy")


def copy_of(whole, folder):
    shutil.copytree(whole.source.parent, folder)
    return Settings(source=folder / "source", index=folder / "index")


def files(settings):
    """Every file that searching reads."""
    return sorted([settings.index / "current", *settings.index.glob("*/*")])


def answer(opened, settings):
    found = search(opened, SearchRequest("教育强国"), settings).to_json()
    return {key: found[key] for key in ("paragraph_count", "hits", "facets")}


def test_every_damage_of_every_file_is_named_and_leads_to_503_and_is_repaired(settings):
    expected = answer(open_index(settings.index), settings)
    app = create_app(settings).test_client()
    live = LiveIndex(settings.index)
    kinds = {path.suffix for path in files(settings)}
    assert kinds == {"", ".json", ".toc", ".doc", ".inv"}
    for path in files(settings):
        content = path.read_bytes()
        for kind, damage in DAMAGE.items():
            assert answer(live.current(), settings) == expected
            assert app.get("/api/search?q=教育强国").status_code == 200
            damage(path)
            for running in (live, LiveIndex(settings.index)):
                with pytest.raises(IndexUnusable, match="searchapp reindex") as raised:
                    running.current()
                assert path.name in raised.value.damaged, kind
                assert path.name in str(raised.value), kind
            told = app.get("/api/search?q=教育强国")
            assert told.status_code == 503
            assert told.mimetype == "application/problem+json"
            assert "searchapp reindex" in told.get_json()["detail"]
            page = app.get("/?q=教育强国")
            assert page.status_code == 503
            assert "searchapp reindex" in page.get_data(as_text=True)
            path.write_bytes(content)


def test_a_full_reindex_repairs_every_file(whole, tmp_path):
    expected = answer(open_index(whole.index), whole)
    for number, original in enumerate(files(whole)):
        settings = copy_of(whole, tmp_path / str(number))
        live = LiveIndex(settings.index)
        live.current()
        flipped(0.5)(settings.index / original.relative_to(whole.index))
        with pytest.raises(IndexUnusable):
            live.current()
        reindex(settings, full=True)
        repaired = answer(live.current(), settings)
        assert repaired["paragraph_count"] == expected["paragraph_count"]
        assert repaired["facets"] == expected["facets"]


@pytest.mark.parametrize(
    ("small", "kind"),
    [(1 << 20, "half"), (1 << 20, "gone"), (1 << 20, "some byte"), (2_000, "some byte")],
)
def test_a_reindex_never_builds_on_what_is_damaged(whole, tmp_path, monkeypatch, small, kind):
    """It builds anew where it sees the damage, and else says so or leaves it where it is seen.

    Tables of contents have less than 2,000 bytes here, segments more.
    """
    monkeypatch.setattr(integrity, "_SMALL", small)
    outcomes = set()
    for number, original in enumerate(files(whole)):
        settings = copy_of(whole, tmp_path / str(number))
        path = settings.index / original.relative_to(whole.index)
        changed = "又改过的讲话\n\n重视教育强国。"
        (settings.source / "3.txt").write_text(changed, "utf-8")
        (settings.source / "9.txt").write_text("新讲话\n\n也重视教育强国。", "utf-8")
        DAMAGE[kind](path)
        outcome, damaged = attempt(settings)
        outcomes.add(outcome)
        if outcome == "refused":
            assert path.name in damaged
        elif outcome == "left":
            with pytest.raises(IndexUnusable, match=path.name):
                open_index(settings.index)
        reindex(settings, full=True)
        found = answer(open_index(settings.index), settings)
        assert found["paragraph_count"] == 7 * 5 + 2
    assert outcomes == ({"anew"} if small > 2_000 else {"anew", "refused", "left"})


def attempt(settings):
    """What a reindex does with a damaged index, and which files it names."""
    try:
        return ("anew" if reindex(settings).full else "left"), ()
    except IndexUnusable as error:
        return ("refused" if "--full" in str(error) else "refused without a way out"), error.damaged


def test_after_an_incremental_commit_only_new_files_are_read(settings, monkeypatch):
    live = LiveIndex(settings.index)
    live.current()
    before = {path.name for path in files(settings)}
    (settings.source / "9.txt").write_text("新的讲话\n\n重视教育强国。", "utf-8")
    reindex(settings)
    read = names_read(monkeypatch)
    live.current()
    after = {path.name for path in files(settings)} - {"current", "manifest.json"}
    assert set(read) == after - before
    assert before & after, "a segment stayed"


def test_a_file_that_was_only_touched_is_read_again_and_found_good(settings, monkeypatch):
    live = LiveIndex(settings.index)
    live.current()
    (path,) = [one for one in files(settings) if one.suffix == ".toc"]
    os.utime(path)
    read = names_read(monkeypatch)
    live.current()
    live.current()
    assert read == [path.name]


def test_what_was_found_damaged_is_not_read_at_every_request(settings, monkeypatch):
    live = LiveIndex(settings.index)
    flipped(0.5)(next(one for one in files(settings) if one.suffix == ".inv"))
    read = names_read(monkeypatch)
    for _ in range(3):
        with pytest.raises(IndexUnusable):
            live.current()
    assert len(read) == len(set(read))


def names_read(monkeypatch):
    read = []
    record = integrity.record

    def noted(path):
        read.append(path.name)
        return record(path)

    monkeypatch.setattr(integrity, "record", noted)
    return read


def test_a_full_build_from_a_damaged_index_says_what_it_could_not_keep(settings):
    for number in range(5):
        (settings.source / f"{number}.txt").unlink()
    assert len(reindex(settings).withheld) == 5
    flipped(0.5)(next(one for one in files(settings) if one.suffix == ".doc"))
    report = reindex(settings, full=True)
    assert {one.path for one in report.problems} == {f"{number}.txt" for number in range(5)}
    assert all("没有保住" in one.message and not one.kept for one in report.problems)
    assert report.document_count == 3


def test_the_manifest_is_json_with_a_checksum_of_its_own(settings):
    path = next(one for one in files(settings) if one.name == "manifest.json")
    content = json.loads(path.read_bytes())
    assert list(content) == ["checksum", "made_with", "revision", "sources", "files"]
    assert set(content["files"]) == {one.name for one in path.parent.iterdir()} - {path.name}


def test_status_names_what_is_damaged_and_verify_lists_every_file(settings, run):
    (path,) = [one for one in files(settings) if one.suffix == ".toc"]
    whole = run("status", "--verify", index=settings.index)
    assert whole.code == 0
    assert whole.out.count("完好") == len(files(settings)) - 2, "all but current and the manifest"
    listed = json.loads(run("status", "--verify", "--json", index=settings.index).out)
    assert {one["name"] for one in listed["files"]} == {
        one.name for one in path.parent.iterdir() if one.name != "manifest.json"
    }
    assert listed["document_count"] == 8
    flipped(0.5)(path)
    for arguments in (["status"], ["status", "--verify"], ["search", "教育"]):
        told = run(*arguments, index=settings.index)
        assert told.code == 1
        assert path.name in told.err
        assert "内容不符" in told.err
        assert "searchapp reindex --full" in told.err
    told = run("status", "--verify", "--json", index=settings.index)
    problems = {one["name"]: one["problem"] for one in json.loads(told.out)["files"]}
    assert problems.pop(path.name) == "内容不符"
    assert set(problems.values()) == {None}
    assert told.code == 1


def test_the_health_of_a_server_names_what_is_damaged(settings):
    live = LiveIndex(settings.index)
    opened = live.current()
    health = index_health(live)
    assert (health.ready, health.damaged, health.stale) == (True, (), ())
    assert (health.generation, health.revision) == (opened.generation, opened.snapshot.revision)
    path = next(one for one in files(settings) if one.suffix == ".inv")
    path.unlink()
    health = index_health(live)
    assert (health.ready, health.damaged) == (False, (path.name,))
    assert "reindex --full" in health.detail
