"""What is offered while typing has the hits it says, under the filters, and is what was typed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.settings import Settings
from searchapp.suggesting.while_typing import MOST, endings, suggest
from searchapp.text.fold import comparable
from tests.suggesting.conftest import TALKS

SETTINGS = Settings()
WORDS = (
    "教育",
    "教",
    "立德",
    "教师队伍",
    "優質",
    "落实",
    "减轻",
    "负担",
    "2021年",
    "没有",
    '"双',
    "OR",
)
LETTERS = ("wxh", "wuxiao", "zz", "zhengzhou", "shan", "sjx", "cq", "lvyg", "aekt", "q", "bu'shu")


def offered(index, q, **filters):
    return suggest(index, SearchRequest(q, **filters), SETTINGS)


def found(index, q, kind, **filters):
    return [one.text for one in offered(index, q, **filters) if one.kind == kind]


def holding(paragraph, *, speaker=(), region=(), year=()):
    """Whether a talk passes filters of values that are alternatives."""
    who, where, when, _ = paragraph
    return (
        (not speaker or comparable(who) in speaker)
        and (not region or any(f"{where}/".startswith(f"{one}/") for one in region))
        and (not year or str(when) in year)
    )


def count(terms, **filters):
    """Paragraphs with every term that pass the filters, by looking at each."""
    return sum(
        all(comparable(term) in comparable(text) for term in terms)
        for talk in TALKS
        if holding(talk, **filters)
        for text in talk[3]
    )


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        *(
            ("wxh", ["吴晓昊"]),
            ("wuxiaohao", ["吴晓昊"]),
            ("吴晓", ["吴晓昊"]),
            ("晓昊", ["吴晓昊"]),
        ),
        *(("wu xiao hao", ["吴晓昊"]), ("ＷＸＨ", ["吴晓昊"]), ("吳曉昊", ["吴晓昊"])),
        *(("shanjx", ["单霁翔"]), ("danjx", ["单霁翔"]), ("luyg", ["吕玉刚"])),
        *(("lihq", ["李慧琼"]), ("aierken", ["艾尔肯·吐尼亚孜"]), ("xiaohao", [])),
    ],
)
def test_speakers_are_found_by_name_pinyin_and_initials(index, typed, names):
    assert found(index, typed, "speaker") == names


@pytest.mark.parametrize(
    ("typed", "regions"),
    [
        *(("zz", ["郑州市", "枣庄市"]), ("zhengzhou", ["郑州市"]), ("zhongy", ["中原区"])),
        *(("cq", ["重庆市"]), ("chongqing", ["重庆市"]), ("郑", ["郑州市"]), ("河南", ["河南省"])),
        *(("xgtbx", ["香港特别行政区"]), ("unknown", []), ("~", [])),
    ],
)
def test_regions_are_found_by_name_pinyin_and_initials(index, typed, regions):
    assert found(index, typed, "region") == regions


def test_pinyin_is_never_taken_for_the_text(index):
    assert offered(index, "jiaoyu") == ()
    assert offered(index, "gzlfz") == ()


def test_a_name_becomes_a_filter_in_place_of_what_was_typed(index):
    request = SearchRequest("教育 wxh", year=("2021",), page=3, per_page=50)
    (one,) = suggest(index, request, SETTINGS)
    assert one.request == replace(request, q="教育", speaker=("吴晓昊",), page=1)
    assert one.paragraph_count == count(["教育"], speaker=["吴晓昊"], year=["2021"]) == 1


def test_a_region_narrows_a_chosen_one_and_stands_beside_others(index):
    (one,) = offered(index, "zhengzhou", region=("河南省", "重庆市"))
    assert one.request.region == ("重庆市", "河南省/郑州市")
    assert one.paragraph_count == count([], region=["河南省/郑州市", "重庆市"]) == 6
    (one,) = offered(index, "henan", region=("河南省/郑州市",))
    assert one.request.region == ("河南省",)
    assert offered(index, "zhengzhou", region=("河南省/郑州市",)) == ()


def test_nothing_is_offered_that_filters_or_words_before_it_leave_empty(index):
    assert found(index, "wxh", "speaker", year=("2023",)) == []
    assert found(index, "wxh", "speaker", exclude_speaker=("吴晓昊",)) == []
    assert found(index, "zz", "region", exclude_region=("河南省",)) == ["枣庄市"]
    assert found(index, "zz", "region", date_from=date(2023, 1, 1)) == ["枣庄市"]
    assert found(index, "文物 wxh", "speaker") == []
    assert found(index, "文物 sjx", "speaker") == ["单霁翔"]
    assert found(index, "教师", "phrase") == ["教师队伍建设"]
    assert found(index, "教师", "phrase", year=("2022",)) == []
    assert found(index, "没有的词 教师", "phrase") == []


def test_what_says_the_same_as_a_paragraph_is_kept_to(index):
    (one,) = offered(index, "教育 wxh", same_as="talk0#1")
    assert (one.paragraph_count, one.request.same_as) == (1, "talk0#1")
    assert offered(index, "sjx", same_as="talk0#1") == ()


def test_phrases_are_offered_also_where_synonyms_count_as_hits(index, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("教师 = 文物", "utf-8")
    request = SearchRequest("教师", synonyms=True)
    (one, *_) = suggest(index, request, replace(SETTINGS, synonyms=own))
    assert (one.text, one.paragraph_count) == ("教师队伍建设", count(["教师队伍建设"]))
    assert one.request.synonyms


def test_phrases_complete_the_last_run(index):
    (one, *_) = offered(index, "推动 教育高")
    assert (one.text, one.request.q) == ("教育高质量发展", "推动 教育高质量发展")
    assert one.paragraph_count == count(["推动", "教育高质量发展"]) == 2


@pytest.mark.parametrize(
    "q", ["", " ", "教育 ", '"教育', "教育 OR", "(", "-", "，" * 900, "x " * 99]
)
def test_nothing_to_complete_is_no_mistake(index, q):
    assert offered(index, q) == ()


def test_what_is_being_typed_is_the_last_run_and_letters_before_it():
    assert list(endings("双减 教育")) == [("双减", "教育")]
    assert list(endings("双减 wu xiao")) == [
        ("双减 wu", "xiao"),
        ("双减", "wu xiao"),
        ("", "双减 wu xiao"),
    ]
    assert list(endings("教育 ")) == list(endings("")) == []


requests = st.builds(
    SearchRequest,
    q=st.lists(st.sampled_from(WORDS + LETTERS), min_size=1, max_size=2).map(" ".join),
    year=st.lists(st.sampled_from(["2021", "2022", "2023"]), max_size=2).map(tuple),
    region=st.lists(
        st.sampled_from(["河南省", "河南省/郑州市", "重庆市"]), max_size=2, unique=True
    ).map(tuple),
    exclude_speaker=st.sampled_from([(), ("吴晓昊",), ("单霁翔", "吕玉刚")]),
    date_from=st.sampled_from([None, date(2022, 1, 1)]),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request=requests)
def test_every_suggestion_has_the_hits_it_says(index, request):
    suggestions = suggest(index, request, SETTINGS)
    assert len(suggestions) <= MOST
    assert len({(one.kind, one.request) for one in suggestions}) == len(suggestions)
    for one in suggestions:
        result = search(index, one.request, SETTINGS)
        assert result.paragraph_count == one.paragraph_count > 0
        kept = replace(one.request, q=request.q, speaker=request.speaker, region=request.region)
        assert kept == request


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=30))
def test_whatever_is_typed_gets_an_answer(index, q):
    for one in offered(index, q):
        assert one.paragraph_count > 0


@pytest.mark.corpus
def test_suggestions_over_the_corpus_are_phrases_people_search_for(education_index):
    from searchapp.indexing.live import LiveIndex

    index = LiveIndex(education_index.index).current()
    expected = {
        "教育高": "教育高质量发展",
        "立德": "立德树人根本任务",
        "義務教育優": "义务教育优质均衡发展",
        "高等": "高等教育",
    }
    for typed, phrase in expected.items():
        assert phrase in found(index, typed, "phrase")
    for typed in "教高学全推加双的在":
        for one in offered(index, typed):
            result = search(index, one.request, SETTINGS)
            assert result.paragraph_count == one.paragraph_count > 0
            assert one.text[-1] not in "的了和与"
