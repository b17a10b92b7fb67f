"""All values of a facet: counted as the searches they lead to, looked through, several chosen."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from searchapp.engine.contract import FACETS


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def rows(tree):
    """What the page lists: name, paragraphs, documents, characters."""
    return [
        [one.text(strip=True).replace(",", "") for one in row.css("th, td")[:4]]
        for row in tree.css(".listing tbody tr")
    ]


@pytest.mark.parametrize("name", FACETS)
@pytest.mark.parametrize("query", ["q=教育", "q=教育&year=2024&exclude_region=浙江省", ""])
def test_the_page_lists_what_the_endpoint_answers(client, name, query):
    found = client.get(f"/api/facets/{name}?{query}").json
    tree = page(client, f"/facets/{name}?{query}")
    assert tree.css_first("h1").text() == found["label"]
    assert rows(tree) == [
        [
            one["label"],
            *(str(one[f"{unit}_count"]) for unit in ("paragraph", "document", "character")),
        ]
        for one in found["values"]
    ]
    assert found["value_count"] == len(found["values"])
    assert not found["truncated"]


@pytest.mark.parametrize("name", FACETS)
def test_every_count_is_that_of_the_search_it_leads_to(client, name):
    for one in client.get(f"/api/facets/{name}?q=教育").json["values"]:
        chosen = client.get(one["toggle_url"]).json
        for unit in ("paragraph_count", "document_count"):
            assert chosen[unit] == one[unit]
        everything = client.get("/api/search", query_string={name: one["value"], "per_page": 100})
        texts = [hit["text"] for hit in everything.json["hits"]]
        assert len(texts) == everything.json["paragraph_count"]
        assert one["character_count"] == pytest.approx(sum(map(len, texts)), rel=0.05)


def test_years_of_which_there_is_text_are_listed_without_hits_too(client):
    found = client.get("/api/facets/year?q=没有这样的话").json["values"]
    assert found
    assert all(one["paragraph_count"] == 0 < one["character_count"] for one in found)
    assert client.get("/api/facets/speaker?q=没有这样的话").json["values"] == []


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("speaker", "段紅", "段红征"),
        ("speaker", "dhz", "段红征"),
        ("speaker", "叙", "~narration"),
        ("region", "新乡", "河南省/新乡市"),
        ("region", "xinxiang", "河南省/新乡市"),
        ("region", "未注", None),
        ("year", "2024", "2024"),
    ],
)
def test_values_are_found_by_what_their_names_contain(client, name, text, value):
    found = client.get(f"/api/facets/{name}", query_string={"contains": text}).json
    values = [one["value"] for one in found["values"]]
    assert found["contains"] == text
    assert value is None or value in values
    everything = client.get(f"/api/facets/{name}").json["values"]
    assert len(values) < len(everything)
    tree = page(client, f"/facets/{name}?contains={text}")
    assert len(rows(tree)) == len(values)
    assert tree.css_first("#contains").attributes["value"] == text


def submitted(form):
    """The address that a form leads to, as it stands."""
    fields = [
        (one.attributes["name"], one.attributes.get("value") or "")
        for one in form.css("input[name]")
        if one.attributes.get("type") != "checkbox" or "checked" in one.attributes
    ]
    return form.attributes["action"], fields


def test_several_values_are_chosen_by_a_form_that_keeps_everything_else(client):
    url = "/facets/year?q=教育&region=河南省&year=2024&exclude_year=2021&sort=date&view=documents"
    form = page(client, url).css("form")[-1]
    action, fields = submitted(form)
    assert action == "/"
    assert sorted(fields) == sorted(
        [
            ("q", "教育"),
            ("region", "河南省"),
            ("year", "2024"),
            ("exclude_year", "2021"),
            ("sort", "date"),
            ("view", "documents"),
        ]
    )
    both = client.get("/api/search", query_string=[*fields, ("year", "2020")]).json
    assert both["query"]["filters"]["year"] == ["2024", "2020"]
    hidden = submitted(page(client, f"{url}&contains=2020").css("form")[-1])[1]
    assert sorted(hidden) == sorted(fields)


def test_an_excluded_value_is_struck_through_and_can_be_taken_back(client):
    tree = page(client, "/facets/region?q=教育&exclude_region=河南省")
    row = tree.css_first(".excluded")
    assert row.css_first("s").text() == "河南省"
    assert not row.css("input")
    back = row.css_first("a").attributes["href"]
    assert "exclude_region" not in back
    assert page(client, back).css(".hit")


@pytest.mark.parametrize("path", ["/", "/facets/region", "/trends", "/api/search"])
@pytest.mark.parametrize("region", ["/", "//", "/河南省", "河南省/", "河南省//郑州市", "a/" * 100])
def test_a_region_may_be_written_with_any_slashes(client, path, region):
    for name in ("region", "exclude_region"):
        answer = client.get(path, query_string={"q": "教育", name: region})
        assert answer.status_code in (200, 400), (name, answer.status_code)


def test_what_makes_no_sense_is_refused_for_programs_and_ignored_with_a_notice_for_people(client):
    for query in ("page=2", "explain=1", "x=1"):
        assert client.get(f"/api/facets/year?{query}").status_code == 400
        assert "已忽略" in page(client, f"/facets/year?{query}").css_first(".notice").text()
    for path in ("/api/facets/speaker", "/facets/speaker"):
        for query in ("contains=a&contains=b", f"contains={'a' * 201}", "contains=%00"):
            assert client.get(f"{path}?{query}").status_code == 400
    assert client.get("/facets/nothing").status_code == 404
    assert "没有这样的值" in page(client, "/facets/year?contains=1999").css_first("main").text()


def test_the_page_of_results_leads_to_all_values_and_to_the_table_of_its_bars(client):
    tree = page(client, "/?q=教育&per_page=10&page=2")
    table = tree.css_first("figcaption a").attributes["href"]
    assert table == "/facets/year?q=教育&per_page=10"
    assert page(client, table).css(".listing tbody tr")
    (back,) = page(client, table).css(".back a")
    assert back.attributes["href"] == "/?q=教育&per_page=10"


def test_bars_and_tiles_lead_to_the_searches_they_count(client):
    tree = page(client, "/?q=教育")
    bars, places = tree.css(".years svg a"), tree.css(".map a")
    assert bars
    assert places
    for link in (*bars, *places):
        count = re.search("<title>.*?：([0-9,]+) 段", link.html)[1]
        shown = page(client, link.attributes["href"]).css_first(".counts strong").text()
        assert shown == count
    assert len(tree.css(".map text")) == 34
    chosen = page(client, bars[0].attributes["href"])
    assert "year" not in chosen.css(".years svg a")[0].attributes["href"]
