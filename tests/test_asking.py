"""What a search asks of the engine besides its tree, and what comes of it."""

import json
from dataclasses import replace

import pytest

from searchapp import create_app
from searchapp.asking import engine_query
from searchapp.errors import UnreadableFile
from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.query.request import SearchRequest
from searchapp.query.tree import And, Expansion, Substring
from searchapp.search import search
from searchapp.settings import Settings

DOCUMENTS = [
    {"id": "a", "title": "甲", "year": 2019, "region": "山东省", "paragraphs": ["发展技工院校。"]},
    {"id": "b", "title": "乙", "year": 2023, "region": "河南省", "paragraphs": ["办好职业教育。"]},
    {"id": "c", "title": "丙", "year": 2019, "region": "河南省", "paragraphs": ["办好职业教育。"]},
    {"id": "d", "title": "丁", "year": 2019, "speaker": "李强", "paragraphs": ["办好职业教育。"]},
]


@pytest.fixture
def settings(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    lines = "".join(json.dumps(one) + "\n" for one in DOCUMENTS)
    (source / "some.jsonl").write_text(lines, "utf-8")
    settings = Settings(source=source, index=tmp_path / "index")
    reindex(settings)
    return settings


def related(settings, q):
    result = search(LiveIndex(settings.index).current(), SearchRequest(q), settings)
    return [one.document["id"] for one in result.related], result


def test_a_year_a_region_or_a_speaker_in_the_query_comes_first(settings):
    assert related(settings, "2023年 职业教育发展")[0][0] == "b"
    assert related(settings, "2019年 河南 职业教育发展")[0][0] == "c"
    assert related(settings, "李强 职业教育发展")[0][0] == "d"


def test_synonyms_of_ones_own_lead_to_related_paragraphs_and_are_marked_there(settings, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("百工学堂 ~ 技工院校\n", "utf-8")
    assert related(settings, "百工学堂")[0] == []
    ids, result = related(replace(settings, synonyms=own), "百工学堂")
    assert ids == ["a"]
    assert result.paragraph_count == 0
    assert result.related[0].highlights == ((2, 6),)


def test_a_question_in_plain_words_finds_what_it_is_about(settings):
    assert sorted(related(settings, "怎么办好职业教育呢")[0][:3]) == ["b", "c", "d"]
    assert related(settings, "怎么办")[0] == []


def test_what_is_asked_of_the_engine(settings):
    snapshot = LiveIndex(settings.index).current().snapshot
    request = SearchRequest("", year=("2019",), page=2, per_page=50)
    query = engine_query(snapshot, And((Substring("2023年"), Substring("双减"))), request, settings)
    assert query.preferred == {"year": ("2023",)}
    assert query.expansions[0] == Expansion(
        "减轻义务教育阶段学生作业负担和校外培训负担", pytest.approx(2 / 21)
    )
    assert query.filters.include == {"year": ("2019",)}
    assert (query.offset, query.limit) == (50, 50)
    assert engine_query(snapshot, None, SearchRequest(), settings).expansions == ()


def test_a_file_of_synonyms_with_a_mistake_is_told_before_the_site_starts(settings, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("# 我的\n双减\n", "utf-8")
    with pytest.raises(UnreadableFile, match="第 2 行不能用"):
        create_app(replace(settings, synonyms=own))
