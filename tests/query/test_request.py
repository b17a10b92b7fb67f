from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import BadRequest
from searchapp.query.facet_links import FacetLinks
from searchapp.query.parameters import parse_parameters
from searchapp.query.request import (
    PER_PAGE,
    SORTS,
    VIEWS,
    SearchRequest,
    to_parameters,
    to_url,
)
from searchapp.settings import Settings
from searchapp.text.fold import comparable

SETTINGS = Settings()


def parse(*parameters):
    return parse_parameters(parameters, SETTINGS)[0]


def errors_of(*parameters):
    with pytest.raises(BadRequest) as caught:
        parse(*parameters)
    return caught.value.errors


printable = st.characters(exclude_categories=["Cs", "Cc"])
texts = st.text(printable, max_size=30).filter(lambda text: text.strip())
years = st.lists(st.sampled_from(["1954", "2021", "2022", "~unknown"]), unique=True).map(tuple)
names = st.lists(
    texts.map(lambda text: comparable(text.strip())).filter(str.strip), unique=True, max_size=3
).map(lambda values: tuple(dict.fromkeys(value.strip() for value in values)))
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def requests(draw):
    first, last = draw(days), draw(days)
    if first and last and first > last:
        first, last = last, first
    return SearchRequest(
        q=draw(st.just("") | texts),
        year=draw(years),
        region=draw(names),
        speaker=draw(names),
        exclude_year=draw(years),
        exclude_region=draw(names),
        exclude_speaker=draw(names),
        date_from=first,
        date_to=last,
        same_as=draw(st.sampled_from(["", "讲话/一.txt#13", " a#b #1"])),
        document=draw(st.sampled_from(["", "讲话/一.txt", " a#b "])),
        view=draw(st.sampled_from(VIEWS)),
        sort=draw(st.sampled_from(SORTS)),
        collapse=draw(st.sampled_from([None, True, False])),
        page=draw(st.integers(1, 100)),
        per_page=draw(st.sampled_from(PER_PAGE)),
    )


@given(requests())
def test_a_request_survives_the_way_through_a_url(request):
    url = urlsplit(to_url("/", request))
    assert parse(*parse_qsl(url.query, keep_blank_values=True)) == request


def test_defaults_are_left_out_of_a_url():
    assert to_url("/api/search", SearchRequest()) == "/api/search"
    assert to_parameters(SearchRequest(q="双减", page=2)) == [("q", "双减"), ("page", "2")]


def test_empty_parameters_mean_absent():
    empty = [(name, "") for name, _ in to_parameters(SearchRequest("x", page=2))]
    assert parse(*empty, ("year", " "), ("date_from", ""), ("sort", "")) == SearchRequest()


def test_names_of_speakers_are_folded_and_regions_are_not():
    request = parse(("speaker", "段紅征"), ("region", "吉林省/松原市/乾安县"))
    assert request.speaker == ("段红征",)
    assert request.region == ("吉林省/松原市/乾安县",)


def test_repeated_values_count_once_and_unknown_names_are_told():
    parameters = [("year", "2021"), ("year", "2022"), ("year", "2021"), ("from", "wechat")]
    request, unknown = parse_parameters(parameters, SETTINGS)
    assert request.year == ("2021", "2022")
    assert unknown == ("from",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "20x1"),
        ("year", "２０２１"),
        ("year", "21"),
        ("exclude_year", "abc"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "abc"),
        ("page", "1" * 5000),
        ("per_page", "7"),
        ("sort", "newest"),
        ("date_from", "2021"),
        ("date_to", "2021-02-30"),
        ("same_as", "讲话.txt"),
        ("same_as", "讲话.txt#0"),
        ("same_as", "#1"),
        ("same_as", "a" * 5_000 + "#1"),
        ("collapse", "yes"),
        ("q", "a" * 10_000),
        ("q", "双\x00减"),
        ("q", "\ud800"),
        ("region", "河" * 201),
        ("speaker", "\x1b[31m"),
    ],
)
def test_a_bad_value_is_refused_by_name_and_never_corrected(name, value):
    (error,) = errors_of((name, value))
    assert error.parameter == name
    assert error.message


def test_all_mistakes_are_told_at_once():
    told = errors_of(("page", "x"), ("sort", "y"), ("q", "双减"), ("q", "课后"))
    assert [one.parameter for one in told] == ["page", "sort", "q"]


def test_a_range_of_dates_that_ends_before_it_begins_is_refused():
    (error,) = errors_of(("date_from", "2022-01-01"), ("date_to", "2021-01-01"))
    assert error.parameter == "date_from"


def test_a_query_text_of_the_greatest_length_is_taken():
    assert parse(("q", "a" * SETTINGS.max_query_length)).q == "a" * SETTINGS.max_query_length


def followed(query):
    return parse(*parse_qsl(query, keep_blank_values=True))


def test_toggling_chooses_then_takes_back_and_starts_at_the_first_page():
    request = SearchRequest("双减", year=("2021",), sort="date", page=3)
    both = followed(FacetLinks(request, "year").toggled("2022"))
    assert both == replace(request, year=("2021", "2022"), page=1)
    assert followed(FacetLinks(both, "year").toggled("2022")) == replace(request, page=1)


def test_toggling_an_excluded_value_takes_the_exclusion_back():
    request = SearchRequest(region=("河南省",))
    excluded = followed(FacetLinks(request, "region").excluding("河南省"))
    assert excluded == SearchRequest(exclude_region=("河南省",))
    assert followed(FacetLinks(excluded, "region").toggled("河南省")) == SearchRequest()


@given(
    requests(), st.sampled_from(["year", "region", "speaker"]), st.sampled_from(["2021", "& #/"])
)
def test_links_of_facets_are_the_urls_of_their_requests(request, facet, value):
    links = FacetLinks(request, facet)
    for query in (links.toggled(value), links.excluding(value)):
        if facet != "year" or value == "2021":
            assert to_url("/", followed(query)).removeprefix("/").removeprefix("?") == query
