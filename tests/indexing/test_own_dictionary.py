"""Words of one's own: in the workers, in the manifest, in what is said of the index."""

import json
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app
from searchapp.errors import UnreadableFile
from searchapp.indexing.live import LiveIndex
from searchapp.indexing.manifest import made_with
from searchapp.indexing.reindex import reindex
from searchapp.indexing.segmentation import Segmentation
from searchapp.indexing.status import index_health, index_status
from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.settings import Settings

TEXT = "全镇办起百工学堂，学生在百工学堂里学木工。"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    path = tmp_path_factory.mktemp("dictionary") / "own.txt"
    path.write_text("百工学堂\n", "utf-8")
    return path


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "source").mkdir()
    row = {"id": "a", "title": "学堂", "paragraphs": [TEXT, "百工各有所长，学堂之外也学"]}
    (tmp_path / "source" / "a.jsonl").write_text(json.dumps(row), "utf-8")
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    reindex(settings)
    return settings


def indexed_words(settings):
    return set(LiveIndex(settings.index).current().snapshot.words())


@pytest.mark.parametrize("count", [1, 3_000], ids=["in this process", "by workers"])
def test_words_of_ones_own_are_kept_whole(own, count):
    received = []
    with Segmentation(1, own) as segmentation:
        segmentation.put([TEXT] * count, received.append)
    (found,) = received
    assert len(found) == count
    assert all(one.count("百工学堂") == 2 for one in found)


def test_a_new_word_is_found_before_the_reindex_that_is_said_to_be_due(settings, own):
    client = create_app(settings).test_client()
    assert "该重建索引了" not in client.get("/?q=百工学堂").text
    assert index_status(settings.index).stale == ()
    with_own = replace(settings, dictionary=own)
    live = LiveIndex(settings.index)
    assert index_status(settings.index, own).stale == ("分词",)
    assert index_health(live, own).stale == ("分词",)
    client = create_app(with_own).test_client()
    for url in ("/?q=百工学堂", "/documents/a"):
        footer = LexborHTMLParser(client.get(url).text).css_first("footer").text()
        assert "分词已改变，该重建索引了：searchapp reindex" in footer
    found = search(live.current(), SearchRequest("百工学堂"), with_own)
    assert [one.id for one in found.hits] == ["a#1"]
    assert "百工学堂" not in indexed_words(settings)

    report = reindex(with_own)
    assert report.full
    assert report.reasons == ("分词已改变",)
    assert "百工学堂" in indexed_words(settings)
    assert index_status(settings.index, own).stale == ()
    assert "该重建索引了" not in client.get("/?q=百工学堂").text
    assert not reindex(with_own).full


def test_a_change_is_noticed_while_the_site_runs(settings, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("# 还没有\n", "utf-8")
    client = create_app(replace(settings, dictionary=own)).test_client()
    assert "该重建索引了" not in client.get("/").text
    own.write_text("百工学堂\n", "utf-8")
    assert "分词已改变，该重建索引了" in client.get("/").text
    own.write_text("百\n", "utf-8")
    assert "分词已改变，该重建索引了" in client.get("/").text
    assert client.get("/?q=百工学堂").status_code == 200


def test_a_dictionary_that_is_not_right_is_told_and_nothing_is_changed(settings, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("百工学堂\n百\n", "utf-8")
    wrong = replace(settings, dictionary=own)
    before = index_status(settings.index)
    with pytest.raises(UnreadableFile, match=r"own.txt”第 2 行不能用"):
        reindex(wrong, full=True)
    with pytest.raises(UnreadableFile, match=r"own.txt”第 2 行不能用"):
        create_app(wrong)
    assert index_status(settings.index) == before
    assert index_status(settings.index, own).stale == ("分词",)


def test_the_environment_names_the_dictionary(own):
    settings = Settings.from_environment({"SEARCHAPP_DICTIONARY": str(own)})
    assert settings.dictionary == own
    assert made_with(own)["分词"] != made_with()["分词"]
