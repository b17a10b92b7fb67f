"""Ways out of a search that finds nothing: near it, with as many hits as they say, never taken."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.settings import Settings
from searchapp.suggesting.ways_out import MOST

SETTINGS = Settings()


def ways(index, q, **filters):
    return search(index, SearchRequest(q, **filters), SETTINGS).ways_out


def told(index, q, kind, **filters):
    found = ways(index, q, **filters)
    return [(one.request.q, one.paragraph_count) for one in found if one.kind == kind]


def test_a_search_with_hits_has_none(index):
    assert ways(index, "教育") == ()
    assert ways(index, "", year=("2021",)) == ()


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [
        ("布署", "部署", 1),
        ("布署 文物", "部署 文物", 1),
        ("减清", "减轻", 2),
        ("推动 教育搞质量发展", "推动 教育高质量发展", 2),
        ("教师对伍建社", "教师队伍建设", 2),
    ],
)
def test_mistyped_characters_are_offered_to_be_put_right(index, typed, meant, count):
    assert told(index, typed, "correction")[0] == (meant, count)
    result = search(index, SearchRequest(typed), SETTINGS)
    assert result.paragraph_count == 0
    assert result.request.q == typed


def test_several_mistyped_terms_are_put_right_at_once(index):
    first = ways(index, "推动 对伍建社 教育搞质量发展", year=("2023",))[0]
    assert first.label == "改查“队伍建设”“教育高质量发展”"
    assert first.request.q == "推动 队伍建设 教育高质量发展"
    assert first.paragraph_count == 1


def test_other_words_for_the_same_are_offered(index, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("师资 = 教师队伍 ~ 园丁 ~ 文物", "utf-8")
    known = replace(SETTINGS, synonyms=own)
    found = search(index, SearchRequest("推动 师资"), known).ways_out
    assert [(one.kind, one.label, one.request) for one in found[:1]] == [
        ("synonym", "同义词也算命中", SearchRequest("推动 师资", synonyms=True))
    ]
    assert search(index, found[0].request, known).paragraph_count == found[0].paragraph_count == 1
    found = search(index, SearchRequest("推动 师资建设", year=("2023",)), known).ways_out
    assert [(one.kind, one.label, one.request.q, one.paragraph_count) for one in found[:1]] == [
        ("synonym", "换个说法：“教师队伍建设”", "推动 教师队伍建设", 1)
    ]


def test_one_filter_or_all_may_be_left_out(index):
    found = ways(
        index, "文物", year=("2021", "2022"), region=("重庆市",), exclude_speaker=("单霁翔",)
    )
    assert [(one.kind, one.label) for one in found] == [("filter", "去掉全部筛选")]
    found = ways(index, "文物", year=("2021", "2023"), exclude_region=("重庆市",))
    assert [(one.label, one.paragraph_count) for one in found if one.kind == "filter"] == [
        ("去掉筛选：年份 2021、年份 2023", 1),
        ("去掉全部筛选", 1),
    ]
    (one,) = ways(index, "文物", exclude_region=("河南省",))
    assert (one.label, one.request) == ("不再排除：地区 河南省", SearchRequest("文物"))
    (one,) = ways(index, "", date_from=date(1990, 1, 1), date_to=date(1990, 12, 31))
    assert one.request == SearchRequest("")


def test_what_would_be_too_long_to_ask_is_not_offered(index, tmp_path):
    many = "".join(chr(0x4E00 + 7 * number) + "教育" for number in range(300))
    for one in ways(index, many):
        assert search(index, one.request, SETTINGS).paragraph_count == one.paragraph_count > 0
    own = tmp_path / "own.txt"
    own.write_text(f"教师队 = {'教师队伍' * 20}", "utf-8")
    known = replace(SETTINGS, synonyms=own)
    text = "教师队 " * 49 + "乙" * 700
    for one in search(index, SearchRequest(text), known).ways_out:
        assert len(one.request.q) <= SETTINGS.max_query_length


def test_what_says_the_same_as_a_paragraph_may_be_left_for_everything(index):
    (one,) = ways(index, "文物", same_as="talk0#1")
    assert (one.kind, one.request, one.paragraph_count) == ("filter", SearchRequest("文物"), 1)
    assert "talk0" not in one.label


def test_one_term_may_be_left_out(index):
    assert told(index, "文物 立德树人 负担", "term") == []
    assert told(index, "教师 文物 部署", "term") == [("文物 部署", 1)]
    assert told(index, "教师 -队伍 -教师负担", "term") == [("教师 -教师负担", 3), ("教师 -队伍", 1)]
    assert told(index, '"文物，部署" (优质 OR 均衡)', "term") == [
        ("优质 OR 均衡", 3),
        ("文物，部署", 1),
    ]


def test_the_script_that_was_typed_stays(index):
    assert told(index, "優質 文物", "term") == [("優質", 3), ("文物", 1)]


def test_a_long_term_may_be_taken_as_words(index):
    assert told(index, "教师队伍的根本任务", "words") == [("教师队伍 根本任务", 1)]


def test_where_nothing_else_is_left_a_part_finds_something(index):
    assert [(one.kind, one.label) for one in ways(index, "文物 立德 负担")] == [
        ("part", "只查“文物”"),
        ("part", "只查“立德”"),
        ("part", "只查“负担”"),
    ]
    found = ways(index, "文物 没有 减轻学生", year=("2021",), exclude_region=("河南省",))
    assert [(one.label, one.request) for one in found] == [
        ("只查“文物”，不加筛选", SearchRequest("文物")),
        ("只查“减轻学生”，不加筛选", SearchRequest("减轻学生")),
    ]
    assert ways(index, "没有的词") == ()


TERMS = (
    *("教育", "布署", "文物", "教师对伍建社", "優質", "教师队伍的根本任务", "-教师"),
    *('"负担 "', "乙"),
    *(
        "标题:会议",
        "讲话人:单霁翔",
        "(文物 OR 负担)",
        "教*育",
        "高?量",
        "文物 NEAR/3 负担",
        "年份:1990",
    ),
)
texts = st.lists(st.sampled_from(TERMS), min_size=1, max_size=9).map(" ".join)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    q=texts,
    year=st.sampled_from([(), ("2021",), ("1990", "2023")]),
    exclude_region=st.sampled_from([(), ("河南省", "重庆市")]),
    date_to=st.sampled_from([None, date(2021, 12, 31)]),
)
def test_every_way_out_has_the_hits_it_says(index, q, year, exclude_region, date_to):
    request = SearchRequest(q, year=year, exclude_region=exclude_region, date_to=date_to)
    result = search(index, request, SETTINGS)
    if result.paragraph_count:
        assert result.ways_out == ()
    assert len(result.ways_out) <= MOST
    assert len({one.request for one in result.ways_out}) == len(result.ways_out)
    for one in result.ways_out:
        assert one.request != request
        assert search(index, one.request, SETTINGS).paragraph_count == one.paragraph_count > 0
        if one.kind == "filter":
            assert one.request.q == q
        elif one.label == "同义词也算命中":
            assert replace(one.request, synonyms=False) == request
        elif not one.label.endswith("不加筛选"):
            assert replace(one.request, q=q) == request


def test_no_more_than_thirty_searches_are_counted(index, monkeypatch):
    counted = []
    count = type(index.snapshot).count

    def counting(snapshot, *asked):
        counted.append(asked)
        return count(snapshot, *asked)

    monkeypatch.setattr(type(index.snapshot), "count", counting)
    terms = " ".join(f"布署对伍建社{number}" for number in range(30))
    everything = {"year": ("1990",), "region": ("甲",), "speaker": ("乙",), "exclude_year": ("1",)}
    assert ways(index, terms, **everything, exclude_region=("丙",), date_to=date(1990, 1, 1)) == ()
    assert 10 < len(counted) <= 36


@pytest.mark.corpus
def test_mistakes_people_make_are_put_right_over_the_corpus(education_index):
    from searchapp.indexing.live import LiveIndex

    index = LiveIndex(education_index.index).current()
    for typed, meant in {
        "布署": "部署",
        "坐谈会": "座谈会",
        "未成年人保户": "未成年人保护",
        "末成年人": "未成年人",
        "新至生产力": "新质生产力",
        "义务教育 优质均横发展": "义务教育 优质均衡发展",
    }.items():
        first = ways(index, typed)[0]
        assert (first.kind, first.request.q) == ("correction", meant)
        assert search(index, first.request, SETTINGS).paragraph_count == first.paragraph_count > 0
