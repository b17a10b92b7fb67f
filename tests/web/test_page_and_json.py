"""The page and the JSON of one URL show the same: paragraphs in the same order, and the counts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app
from searchapp.query.request import (
    NARRATION,
    PER_PAGE,
    SORTS,
    UNKNOWN,
    VIEWS,
    SearchRequest,
    to_url,
)

WORDS = [
    "教育",
    "一是",
    "的",
    "，",
    "優質均衡",
    "立德树人",
    "立德树人根本任务",
    "教育经费",
    "学校 安全",
    "教育 -学校",
    "(教育 | 学校) 发展",
    "教育 NEAR/10 发展",
    "国之?计",
    "双减",
    "怎样办好人民满意的教育",
]
YEARS = ["2001", "2020", "2021", "2024", UNKNOWN]
REGIONS = ["河南省", "河南省/新乡市", "浙江省", "吉林省", UNKNOWN]
SPEAKERS = ["郑邦山", NARRATION, UNKNOWN]


@pytest.fixture(scope="module", params=["seeds_index", "reprints_index"])
def client(request):
    return create_app(request.getfixturevalue(request.param)).test_client()


def some(values):
    """None of them more often than not, so that most searches find something."""
    return st.just(()) | st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


searches = st.builds(
    SearchRequest,
    q=st.just("") | st.sampled_from(WORDS),
    year=some(YEARS),
    region=some(REGIONS),
    speaker=some(SPEAKERS),
    exclude_year=some(YEARS),
    exclude_region=some(REGIONS),
    exclude_speaker=some(SPEAKERS),
    synonyms=st.booleans(),
    document=st.sampled_from(["", "", "", "报告/2021", "002_6b2caf8631c2c5ff.txt", "没有这篇"]),
    view=st.sampled_from(VIEWS),
    sort=st.sampled_from(SORTS),
    collapse=st.booleans(),
    page=st.sampled_from([1, 1, 2, 3]),
    per_page=st.sampled_from(PER_PAGE),
)


def shown(page, section):
    return [one.attributes["data-id"] for one in page.css(f"section.{section} [data-id]")]


@settings(max_examples=150)
@given(asked=searches)
def test_the_page_shows_the_paragraphs_and_the_counts_of_the_json(client, asked):
    answer = client.get(to_url("/api/search", asked))
    response = client.get(to_url("/", asked))
    assert answer.status_code == response.status_code == 200
    page, found = LexborHTMLParser(response.text), answer.json
    listed = found["concordance"]["lines"] if found["concordance"] else found["hits"]
    assert shown(page, "hits") == [one["id"] for one in listed]
    assert shown(page, "related") == [one["id"] for one in found["related"]]
    counts = [one.text().replace(",", "") for one in page.css(".counts strong")]
    assert counts == [str(found["paragraph_count"]), str(found["document_count"])]


def of_all_pages(client, asked):
    pages = client.get(to_url("/api/search", asked)).json["pages"]
    for number in range(1, pages + 1):
        text = client.get(to_url("/", replace(asked, page=number))).text
        yield from shown(LexborHTMLParser(text), "hits")


def test_following_the_pages_shows_every_paragraph_once(client):
    ids = [*of_all_pages(client, SearchRequest("教育", collapse=False, per_page=10))]
    assert len(ids) == len(set(ids)) == client.get("/api/search?q=教育").json["paragraph_count"]


def test_following_the_pages_shows_every_document_with_hits_and_every_match_once(client):
    answer = client.get("/api/search?q=教育&per_page=100").json
    ids = [*of_all_pages(client, SearchRequest("教育", view="documents", per_page=10))]
    documents = list(dict.fromkeys(one.rpartition("#")[0] for one in ids))
    assert len(documents) == answer["document_count"]
    assert ids == sorted(ids, key=lambda one: documents.index(one.rpartition("#")[0]))
    lines = [*of_all_pages(client, SearchRequest("教育", view="lines", per_page=100))]
    assert lines == [one["id"] for one in answer["hits"] for _ in one["highlights"]]
