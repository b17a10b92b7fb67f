"""Feeds: what readers of feeds make of them, and that only what is new is news."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from searchapp import LiveIndex, SearchRequest, Settings, reindex
from searchapp.exporting.feed import Entry, Feed, feed
from searchapp.exporting.feed_formats import atom, json_feed
from searchapp.exporting.visible import visible
from searchapp.search import search
from tests.exporting.test_export_formats import OBEYED, SITE, texts

URL, ICON = f"{SITE}/feed", f"{SITE}/icon.svg"
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def followed(given_settings, request):
    index = LiveIndex(given_settings.index).current()
    return feed(index, request, given_settings, SITE)


def read(content):
    found = feedparser.parse(content, sanitize_html=False)
    assert not found.bozo, found.bozo_exception
    return found


@st.composite
def feeds(draw):
    entries = [
        Entry(f"urn:uuid:{number}", title, f"{SITE}/{number}", tuple(authors), MOMENT, html)
        for number, (title, authors, html) in enumerate(
            draw(st.lists(st.tuples(visibles, st.lists(visibles, max_size=2), visibles)))
        )
    ]
    return Feed("urn:uuid:feed", draw(visibles), SITE, MOMENT, tuple(entries))


visibles = texts.map(visible)


@given(feeds())
def test_both_formats_hold_every_text(given_feed):
    root = ET.fromstring(atom(given_feed, URL, ICON))
    items = json.loads(json_feed(given_feed, URL, ICON))["items"]
    names = {"a": "http://www.w3.org/2005/Atom"}

    def line_ends(text):  # XML has one kind of them
        return re.sub("\r\n?", "\n", text)

    assert (root.findtext("a:title", namespaces=names)) == line_ends(given_feed.title)
    elements = root.findall("a:entry", names)
    for entry, element, item in zip(given_feed.entries, elements, items, strict=True):
        assert element.findtext("a:title", namespaces=names) == line_ends(entry.title)
        assert element.findtext("a:content", namespaces=names) == line_ends(entry.html)
        people = [one.text or "" for one in element.findall("a:author/a:name", names)]
        assert people == [line_ends(one) for one in entry.authors]
        assert (item["title"], item["content_html"]) == (entry.title, entry.html)
        assert [one["name"] for one in item.get("authors", ())] == list(entry.authors)


def test_a_feed_says_what_is_followed_and_where(seeds_index):
    request = SearchRequest("优质均衡", year=("2024",), sort="date", page=3, per_page=50)
    found = followed(seeds_index, request)
    read_again = read(atom(found, URL, ICON))
    assert read_again.version == "atom10"
    assert read_again.feed.title == "教育讲话检索：全文含“优质均衡”，年份 2024"
    links = {one.rel: unquote(one.href) for one in read_again.feed.links}
    assert links == {"self": URL, "alternate": f"{SITE}/?q=优质均衡&year=2024"}
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", read_again.feed.id)
    content = json.loads(json_feed(found, URL, ICON))
    assert content["version"] == "https://jsonfeed.org/version/1.1"
    assert (content["title"], content["feed_url"]) == (read_again.feed.title, URL)


def test_an_entry_is_a_document_with_its_first_hits(seeds_index):
    request = SearchRequest("教育")
    result = search(LiveIndex(seeds_index.index).current(), request, seeds_index)
    found = followed(seeds_index, request)
    read_again = read(atom(found, URL, ICON))
    assert len(read_again.entries) == result.document_count
    assert len({one.id for one in read_again.entries}) == result.document_count
    counted = 0
    for entry, item in zip(
        read_again.entries, json.loads(json_feed(found, URL, ICON))["items"], strict=True
    ):
        assert (item["id"], item["title"], item["url"]) == (entry.id, entry.title, entry.link)
        assert entry.link.startswith(f"{SITE}/documents/")
        assert entry.link.endswith("&q=%E6%95%99%E8%82%B2#at")
        assert entry.published == entry.updated == item["date_published"]
        html = LexborHTMLParser(entry.content[0].value)
        told, *shown = html.css("p")
        assert told.text()
        more = re.fullmatch(r"共 (\d+) 段", shown[-1].text())
        shown = shown[:-1] if more else shown
        assert 1 <= len(shown) <= 5
        assert all("教育" in {mark.text() for mark in one.css("mark")} for one in shown)
        counted += int(more[1]) if more else len(shown)
    assert counted == result.paragraph_count


def test_nothing_of_a_document_is_obeyed(harmful):
    found = followed(harmful, SearchRequest())
    content = atom(found, URL, ICON)
    read_again = read(content)
    assert len(read_again.entries) == len({one.id for one in read_again.entries}) > 10
    assert not OBEYED.search(content.decode())
    assert not OBEYED.search("".join(map(str, json.loads(json_feed(found, URL, ICON))["items"])))
    for entry in read_again.entries:
        html = LexborHTMLParser(entry.content[0].value)
        assert {one.tag for one in html.css("body *")} <= {"p", "mark", "a"}
    titles = {one.title for one in read_again.entries}
    assert '<script>alert("1")</script> & \ufffd反向' in titles


def ids(given_settings, request):
    return [one.id for one in followed(given_settings, request).entries]


@pytest.fixture
def growing(tmp_path):
    """Settings of an index of two documents, and a way to add one."""
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    settings.source.mkdir()

    def add(name):
        (settings.source / name).write_text(f"关于{name}的讲话\n\n我们要重视教育{name}。", "utf-8")

    add("a.txt")
    add("b.txt")
    reindex(settings)
    return settings, add


def test_a_rebuild_is_no_news(growing):
    settings, _ = growing
    before = followed(settings, SearchRequest("教育"))
    reindex(settings, full=True)
    assert followed(settings, SearchRequest("教育")) == before


def test_a_new_document_is_news_and_comes_first(growing, monkeypatch):
    from searchapp.indexing import first_indexed

    class Later(datetime):
        @classmethod
        def now(cls, zone):
            return datetime(2100, 1, 1, tzinfo=zone)

    settings, add = growing
    before = ids(settings, SearchRequest("教育"))
    monkeypatch.setattr(first_indexed, "datetime", Later)
    add("a9.txt")
    reindex(settings)
    found = followed(settings, SearchRequest("教育"))
    assert [one.id for one in found.entries][1:] == before
    assert found.entries[0].title == "关于a9.txt的讲话"
    assert found.updated == found.entries[0].moment == datetime(2100, 1, 1, tzinfo=UTC)


def test_ids_are_of_the_search_and_of_the_document_alone(growing):
    settings, _ = growing
    request = SearchRequest("教育")
    assert ids(settings, request) == ids(settings, replace(request, page=2, sort="date"))
    index = LiveIndex(settings.index).current()
    elsewhere = feed(index, request, settings, "https://elsewhere.example")
    assert [one.id for one in elsewhere.entries] == ids(settings, request)
    other = followed(settings, SearchRequest("重视"))
    assert not {one.id for one in other.entries} & set(ids(settings, request))


def test_without_hits_a_feed_is_empty_and_whole(growing):
    settings, _ = growing
    found = followed(settings, SearchRequest("没有这样的话"))
    assert found.entries == ()
    assert read(atom(found, URL, ICON)).feed.updated
    assert json.loads(json_feed(found, URL, ICON))["items"] == []
