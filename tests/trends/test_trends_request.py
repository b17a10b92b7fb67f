"""Wordings to be compared: from a URL and back."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import BadRequest
from searchapp.query.request import SearchRequest
from searchapp.settings import Settings
from searchapp.trends.request import (
    MEASURES,
    TrendsRequest,
    parse_trends_parameters,
    to_trends_url,
)

visible = st.text(st.sampled_from("双减 OR\"'&=%+＝<>"), min_size=1, max_size=9).filter(str.strip)
requests = st.builds(
    TrendsRequest,
    st.lists(visible, max_size=5, unique=True).map(tuple),
    st.builds(
        SearchRequest,
        year=st.just(("2021", "~unknown")),
        exclude_region=st.just(("河南省",)),
        synonyms=st.booleans(),
    ),
    st.sampled_from(MEASURES),
)


def parsed(*parameters):
    return parse_trends_parameters(parameters, Settings())


@given(requests)
def test_a_request_is_the_same_after_a_way_through_a_url(request):
    url = to_trends_url("/trends", request)
    assert url.startswith("/trends?")
    given = parse_qsl(url.partition("?")[2], keep_blank_values=True)
    assert parsed(*given) == (request, ())


def test_empty_boxes_and_repetitions_count_for_nothing():
    request, unknown = parsed(("q", ""), ("q", "双减"), ("q", " "), ("q", "双减"), ("measure", ""))
    assert request == TrendsRequest(("双减",))
    assert unknown == ()
    assert parsed()[0] == TrendsRequest()
    assert to_trends_url("/trends", TrendsRequest()) == "/trends"


def test_what_changes_a_list_of_hits_is_not_known():
    _, unknown = parsed(("q", "双减"), ("sort", "date"), ("page", "2"), ("same_as", ""), ("x", "y"))
    assert unknown == ("sort", "page", "same_as", "x")


@pytest.mark.parametrize(
    ("parameters", "name", "message"),
    [
        ([("q", str(number)) for number in range(6)], "q", "最多比较 5 个提法，这里有 6 个"),
        ([("q", "好"), ("q", "坏\x00")], "q", "第 2 个提法：.*控制字符"),
        ([("q", "长" * 1_001)], "q", "第 1 个提法：检索词有 1001 个字符"),
        ([("measure", "sum")], "measure", "计数方法"),
        ([("measure", "rate"), ("measure", "rate")], "measure", "只能出现一次"),
        ([("q", "好"), ("year", "二〇二一")], "year", "年份"),
        ([("date_from", "2022-01-01"), ("date_to", "2021-01-01")], "date_from", "不能晚于"),
    ],
)
def test_what_is_malformed_is_refused_by_name(parameters, name, message):
    with pytest.raises(BadRequest, match=message) as caught:
        parsed(*parameters)
    assert [one.parameter for one in caught.value.errors] == [name]


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(BadRequest) as caught:
        parsed(("q", "\x00"), ("year", "x"), ("measure", "y"), ("synonyms", "2"))
    assert {one.parameter for one in caught.value.errors} == {"q", "year", "measure", "synonyms"}
