"""What is said in many places: shown as one, listed in full, the same on the page and in JSON."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app
from searchapp.exporting.export import export
from searchapp.indexing.live import LiveIndex
from searchapp.query.request import SearchRequest


@pytest.fixture(scope="module")
def reprints(reprints_index):
    return create_app(reprints_index).test_client()


def page(client, url):
    return LexborHTMLParser(client.get(url).text)


def shown(client, url):
    return [one.attributes["data-id"] for one in page(client, url).css(".hits .hit")]


def answered(client, url):
    return [one["id"] for one in client.get(url).json["hits"]]


@pytest.mark.parametrize("sort", ["relevance", "date", "-date"])
@pytest.mark.parametrize("q", ["教育", "教育 工作", ""])
@pytest.mark.parametrize("collapse", [0, 1])
def test_pages_and_json_have_the_same_hits_and_every_hit_is_on_one_page(
    reprints, q, sort, collapse
):
    url = f"?q={q}&sort={sort}&collapse={collapse}&per_page=10&page="
    first = reprints.get(f"/api/search{url}1").json
    pages = [answered(reprints, f"/api/search{url}{one + 1}") for one in range(first["pages"])]
    found = [one for each in pages for one in each]
    assert len(found) == len(set(found))
    assert all(len(one) == 10 for one in pages[:-1])
    assert pages == [shown(reprints, f"/{url}{one + 1}") for one in range(first["pages"])]
    whole = reprints.get(f"/api/search?q={q}&per_page=100").json
    texts = {re.sub("^第.*?条", "", one["text"]) for one in whole["hits"]}
    assert len(found) == (len(texts) if collapse else whole["paragraph_count"])
    for name in ("paragraph_count", "document_count"):
        assert first[name] == whole[name]
    assert [one["values"][0]["paragraph_count"] for one in first["facets"]] == [
        one["values"][0]["paragraph_count"] for one in whole["facets"]
    ]


def test_the_page_shows_them_as_one_where_json_lists_them(reprints):
    assert len(shown(reprints, "/?q=立德树人")) == 1
    assert len(answered(reprints, "/api/search?q=立德树人&per_page=100")) == 30
    assert shown(reprints, "/?q=教育") == answered(reprints, "/api/search?q=教育&collapse=1")
    (link,) = page(reprints, "/?q=教育").css("footer a[href^='/api/search']")
    assert answered(reprints, link.attributes["href"]) == shown(reprints, "/?q=教育")


def test_a_hit_says_how_many_others_say_the_same_and_where_all_are_listed(reprints):
    answer = reprints.get("/api/search?q=教育&year=2021&year=2022&year=2023&collapse=1").json
    (stock,) = [one for one in answer["hits"] if one["same"] and "立德树人" in one["text"]]
    assert stock["same"]["count"] == 2
    listed = reprints.get(stock["same"]["url"]).json
    assert listed["paragraph_count"] == 3
    assert [one["document"]["year"] for one in listed["hits"]] == [2021, 2022, 2023]
    assert listed["related"] == []
    assert listed["query"]["filters"]["same_as"] == stock["id"]
    assert "表述相同" in listed["query"]["interpretation"]
    alone = [one for one in answer["hits"] if "这一年" in one["text"]]
    assert [one["same"] for one in alone] == [None] * 3


def test_places_are_listed_by_date_with_year_region_and_title(reprints):
    tree = page(reprints, "/?q=国之大计")
    (details,) = tree.css(".same")
    assert details.css_first("summary").text() == "另有 14 处相同表述"
    places = details.css("li")
    years = [int(one.css_first("time").text().split()[0]) for one in places]
    assert len(years) == 10
    assert years == sorted(years)
    for place in places:
        assert "省" in place.text()
        assert reprints.get(place.css_first("a").attributes["href"]).status_code == 200


def test_a_paragraph_that_is_not_there_has_no_company(reprints):
    answer = reprints.get("/api/search", query_string={"same_as": "没有这篇#3"}).json
    assert answer["paragraph_count"] == 0
    assert "没有这篇" in answer["query"]["interpretation"]
    assert page(reprints, "/?same_as=没有这篇%233").css_first(".nothing")
    assert reprints.get("/api/search?same_as=没有这篇").status_code == 400


def test_a_new_search_does_not_stay_with_the_paragraph(reprints):
    tree = page(reprints, "/?q=立德树人&same_as=报告/2021%231&collapse=0")
    kept = {one.attributes["name"] for one in tree.css("#search input[type=hidden]")}
    assert kept == {"collapse"}


def test_an_export_lists_them_unless_it_is_told_otherwise(reprints_index):
    index = LiveIndex(reprints_index.index).current()

    def lines(**chosen):
        made = export(index, SearchRequest("立德树人", **chosen), "jsonl", reprints_index)
        return b"".join(made.content).decode().splitlines()

    assert len(lines()) == 30
    (line,) = lines(collapse=True)
    assert '"count":29' in line.replace(" ", "")


def test_the_terminal_lists_them_unless_it_is_told_otherwise(run, reprints_index):
    def search(*options):
        return run("search", "立德树人", *options, index=reprints_index.index).out

    assert search("--collapse", "1").count("第 1 段") == 1
    assert "另有 29 处相同表述" in search("--collapse", "1")
    assert search("--per-page", "50").count("第 1 段") == 30
    assert "表述相同：1 段" in search("--same-as", "报告/2021#1", "--year", "2020")
