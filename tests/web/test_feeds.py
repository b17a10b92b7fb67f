"""Feeds over HTTP."""

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser

TYPES = {
    "/feed.atom": "application/atom+xml; charset=utf-8",
    "/feed.json": "application/feed+json; charset=utf-8",
}


def test_a_page_of_results_says_where_to_subscribe_to_it(client):
    tree = LexborHTMLParser(client.get("/?q=教育&year=2024&sort=date&page=2").text)
    links = {
        one.attributes["type"]: one.attributes["href"] for one in tree.css("link[rel=alternate]")
    }
    assert tree.css_first("a[href^='/feed.atom']").attributes["href"] in links.values()
    assert set(links) == {one.partition(";")[0] for one in TYPES.values()}
    for mimetype, url in links.items():
        answer = client.get(url)
        assert answer.content_type == f"{mimetype}; charset=utf-8"
        assert "年份 2024" in answer.text
        assert "sort" not in url
        assert "page" not in url


@pytest.mark.parametrize("path", TYPES)
def test_a_feed_names_its_own_address_and_leads_to_what_it_found(client, path):
    answer = client.get(f"{path}?q=教育&exclude_year=2024", base_url="https://example.org:8443")
    own = f"https://example.org:8443{path}?q=%E6%95%99%E8%82%B2&exclude_year=2024"
    if path == "/feed.json":
        assert answer.json["feed_url"] == own
        urls = [one["url"] for one in answer.json["items"]]
    else:
        read = feedparser.parse(answer.data)
        assert {one.rel: one.href for one in read.feed.links}["self"] == own
        urls = [one.link for one in read.entries]
    assert urls
    for url in urls:
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("path", TYPES)
@pytest.mark.parametrize("name", ["page", "per_page", "sort", "collapse", "explain", "nonsense"])
def test_what_a_feed_has_no_use_for_is_refused(client, path, name):
    answer = client.get(path, query_string={name: "10"})
    assert answer.status_code == 400
    assert [one["parameter"] for one in answer.json["errors"]] == [name]
