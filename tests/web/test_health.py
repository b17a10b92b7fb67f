"""What those are told who watch the site: that it lives, and whether it can answer."""

import shutil
from dataclasses import replace

import pytest

from searchapp import create_app
from searchapp.indexing.generations import current_generation
from searchapp.indexing.live import open_index
from searchapp.indexing.reindex import reindex
from searchapp.indexing.status import index_status
from searchapp.settings import Settings


@pytest.fixture
def copied(seeds_index, tmp_path):
    """Settings of an index that may be damaged."""
    shutil.copytree(seeds_index.index, tmp_path / "index")
    return replace(seeds_index, index=tmp_path / "index")


def ready(settings):
    answer = create_app(settings).test_client().get("/readyz")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type == "application/json; charset=utf-8"
    return answer.status_code, answer.json


def test_a_good_index_is_ready_and_told_of(seeds_index):
    status, told = ready(seeds_index)
    known = index_status(seeds_index.index)
    assert status == 200
    assert told == {
        "ready": True,
        "generation": known.generation,
        "revision": known.revision,
        "built_at": told["built_at"],
        "document_count": 5,
        "paragraph_count": known.paragraph_count,
        "size_bytes": known.size_bytes,
        "stale": [],
        "damaged": [],
        "detail": None,
    }
    assert told["built_at"].startswith(known.built_at[:19])


def test_without_an_index_it_lives_but_is_not_ready(tmp_path):
    settings = Settings(index=tmp_path / "nowhere")
    status, told = ready(settings)
    assert (status, told["ready"], told["generation"]) == (503, False, None)
    assert "searchapp reindex" in told["detail"]
    alive = create_app(settings).test_client().get("/healthz")
    assert (alive.status_code, alive.json) == (200, {"alive": True})


def test_every_file_that_is_damaged_is_named(copied):
    folder = copied.index / current_generation(copied.index)
    names = sorted(open_index(copied.index).manifest.files)
    for number, name in enumerate(names[:2]):
        path = folder / name
        path.write_bytes(path.read_bytes()[:-1])
        status, told = ready(copied)
        assert status == 503
        assert sorted(told["damaged"]) == names[: number + 1]
        assert name in told["detail"]
        assert "searchapp reindex --full" in told["detail"]


def test_damage_and_repair_are_noticed_by_a_server_that_runs(copied):
    client = create_app(copied).test_client()
    assert client.get("/readyz").status_code == 200
    (copied.index / "current").rename(copied.index / "gone")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["damaged"]) == (503, ["current"])
    assert client.get("/healthz").status_code == 200
    (copied.index / "gone").rename(copied.index / "current")
    assert client.get("/readyz").status_code == 200
    before = client.get("/readyz").json
    reindex(copied, full=True)
    assert client.get("/readyz").json["generation"] > before["generation"]


def test_a_stale_index_still_answers_and_says_what_has_changed(copied, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("百工学堂\n", "utf-8")
    status, told = ready(replace(copied, dictionary=words))
    assert (status, told["ready"], told["stale"]) == (200, True, ["分词"])
