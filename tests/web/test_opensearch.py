"""Searching here from a browser's address bar."""

from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

NAMES = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
SITE = "https://example.org:8443"


@pytest.fixture(scope="session")
def opensearch(client):
    answer = client.get("/opensearch.xml", base_url=SITE)
    assert answer.content_type == "application/opensearchdescription+xml; charset=utf-8"
    return ET.fromstring(answer.data)


def test_every_page_says_where_it_is(client, spoken):
    for url in ("/", f"/documents/{spoken}", "/api", "/nothing"):
        link = LexborHTMLParser(client.get(url).text).css_first("link[rel=search]").attributes
        assert link["type"] == "application/opensearchdescription+xml"
        assert client.get(link["href"]).status_code == 200


def test_it_is_as_short_as_it_must_be(opensearch):
    assert 0 < len(opensearch.findtext("o:ShortName", namespaces=NAMES)) <= 16
    assert 0 < len(opensearch.findtext("o:Description", namespaces=NAMES)) <= 1024
    assert opensearch.findtext("o:InputEncoding", namespaces=NAMES) == "UTF-8"


def test_its_addresses_lead_where_they_say(client, opensearch):
    for url in opensearch.findall("o:Url", NAMES):
        address = url.get("template").replace("{searchTerms}", "%E6%95%99%E8%82%B2")
        address = address.replace("{startPage?}", "")
        assert "{" not in address
        assert address.startswith(f"{SITE}/")
        answer = client.get(address.removeprefix(SITE))
        assert answer.status_code == 200
        assert answer.content_type.partition(";")[0] == url.get("type")
    assert {one.get("rel") for one in opensearch.findall("o:Url", NAMES)} == {
        "results",
        "suggestions",
        "self",
    }
    image = opensearch.findtext("o:Image", namespaces=NAMES)
    with client.get(image.removeprefix(SITE)) as answer:
        assert answer.content_type.startswith("image/svg+xml")


@pytest.mark.parametrize("q", ["优质", "dhz", "教育 henan", "教", '"双减', ""])
def test_each_completion_is_a_search_with_as_many_hits_as_it_says(client, q):
    answer = client.get("/api/suggest/opensearch", query_string={"q": q})
    typed, completions, told, urls = answer.json
    assert typed == q
    assert len(completions) == len(told) == len(urls)
    assert bool(completions) == bool(client.get("/api/suggest", query_string={"q": q}).json)
    for completion, said, url in zip(completions, told, urls, strict=True):
        found = client.get("/api/search", query_string={"q": completion}).json["paragraph_count"]
        assert said.endswith(f"，{found} 段")
        path = url.removeprefix("http://localhost")
        page = LexborHTMLParser(client.get(path).text)
        assert int(page.css_first(".counts strong").text().replace(",", "")) == found


def test_it_takes_the_query_alone(client):
    answer = client.get("/api/suggest/opensearch?q=a&year=2021")
    assert answer.status_code == 400
    assert answer.json["errors"][0]["parameter"] == "year"
