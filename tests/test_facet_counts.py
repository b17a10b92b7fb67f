"""A facet value's counts are those of the same request with that facet set to this value alone."""

from dataclasses import replace

import pytest

from searchapp.indexing.live import LiveIndex
from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.settings import Settings

QUERIES = [
    "",
    "双减",
    "优质均衡",
    "優質均衡",
    "立德树人",
    "教育",
    "教育 发展",
    "高质量",
    "学校 安全",
    "疫情",
    "教师队伍",
    '"一是"',
    "2020",
    "校园",
    "党建",
    "，",
    "的",
    "幼儿园",
    "河南",
    "没有任何段落会有的词",
]
OTHER_FILTERS = [
    {},
    {"year": ("2021",)},
    {"region": ("河南省",)},
    {"speaker": ("~narration",), "year": ("2020", "2024")},
    {"exclude_region": ("河南省/新乡市",), "exclude_speaker": ("郑邦山",)},
    {"exclude_year": ("2021", "~unknown")},
]


@pytest.fixture(scope="module")
def ask(seeds_index):
    current = LiveIndex(seeds_index.index).current()
    return lambda request: search(current, request, Settings())


@pytest.mark.parametrize("filters", OTHER_FILTERS, ids=str)
@pytest.mark.parametrize("q", QUERIES)
def test_counts_are_those_of_the_request_with_this_value_alone(ask, q, filters):
    request = SearchRequest(q=q, **filters)
    for facet in ask(request).facets:
        for value in facet.values:
            alone = replace(request, **{facet.name: (value.value,), f"exclude_{facet.name}": ()})
            result = ask(alone)
            assert (value.paragraph_count, value.document_count) == (
                result.paragraph_count,
                result.document_count,
            ), (facet.name, value.value)


def values_of(result, name):
    (facet,) = (one for one in result.facets if one.name == name)
    return {one.value: one for one in facet.values}


def test_values_of_a_facet_are_alternatives_and_facets_are_combined(ask):
    both = ask(SearchRequest("教育", year=("2020", "2021")))
    each = [ask(SearchRequest("教育", year=(year,))) for year in ("2020", "2021")]
    assert both.paragraph_count == sum(one.paragraph_count for one in each)
    narrowed = ask(SearchRequest("教育", year=("2020", "2021"), region=("浙江省",)))
    assert 0 < narrowed.paragraph_count < both.paragraph_count


def test_a_chosen_region_holds_what_lies_below_it_and_shows_its_children(ask):
    closed = values_of(ask(SearchRequest("教育")), "region")
    assert set(closed) == {"河南省", "浙江省"}
    opened = values_of(ask(SearchRequest("教育", region=("河南省",))), "region")
    assert {"河南省/郑州市", "河南省/平顶山市"} <= set(opened)
    children = [one for one in opened.values() if one.value.startswith("河南省/")]
    assert sum(one.paragraph_count for one in children) == opened["河南省"].paragraph_count
    assert all(one.depth == 1 for one in children)
    deeper = values_of(ask(SearchRequest(region=("河南省/郑州市",))), "region")
    assert deeper["河南省/郑州市/中原区"].label == "中原区"


def test_a_chosen_value_stays_without_hits(ask):
    request = SearchRequest(
        "双减", year=("1954",), region=("西藏自治区/拉萨市",), speaker=("孔子",)
    )
    result = ask(request)
    assert result.paragraph_count == 0
    for name, value in (("year", "1954"), ("region", "西藏自治区/拉萨市"), ("speaker", "孔子")):
        shown = values_of(result, name)[value]
        assert (shown.paragraph_count, shown.selected) == (0, True)


def test_excluding_a_value_takes_away_exactly_its_paragraphs(ask):
    everything = ask(SearchRequest("教育"))
    for facet in everything.facets:
        for value in facet.values:
            rest = ask(SearchRequest("教育", **{f"exclude_{facet.name}": (value.value,)}))
            taken = everything.paragraph_count - rest.paragraph_count
            if facet.name != "speaker":  # a paragraph may have several speakers
                assert taken == value.paragraph_count
            assert taken <= value.paragraph_count


def test_narration_and_the_unknown_are_values_like_others(ask):
    speakers = values_of(ask(SearchRequest("")), "speaker")
    assert speakers["~narration"].label == "叙述"
    assert speakers["~narration"].paragraph_count > 0


def test_a_speaker_is_labelled_with_an_office(ask):
    speakers = values_of(ask(SearchRequest("")), "speaker")
    assert speakers["吴晓昊"].label == "吴晓昊，区教育局党组书记、局长"
    assert speakers["〈副区长〉"].label == "〈副区长〉"
