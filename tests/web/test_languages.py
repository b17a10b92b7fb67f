"""The language of the pages: by choice, else by what the browser asks for; programs get one."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app
from searchapp.languages import as_written, counted, gettext

NAMES = {"zh-Hans": "教育讲话检索", "zh-Hant": "教育講話檢索", "en": "Education Speeches"}


@pytest.fixture
def visitor(seeds_index):
    """A browser with cookies of its own."""
    return create_app(seeds_index).test_client()


def shown(answer):
    """The language that a page says it is in, and the name of the site on it."""
    tree = LexborHTMLParser(answer.text)
    return tree.css_first("html").attributes["lang"], tree.css_first(".name").text()


def choose(visitor, tag, came_from="http://localhost/?q=双减&year=2021"):
    headers = {"Referer": came_from} if came_from else {}
    return visitor.post("/language", data={"language": tag}, headers=headers)


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        (None, "zh-Hans"),
        ("", "zh-Hans"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh, en", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW,zh;q=0.9,en-US;q=0.8", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("en-GB,zh;q=0.5", "en"),
        ("zh;q=0.5,en", "en"),
        ("fr,de;q=0.9,en;q=0.1", "en"),
        ("en;q=0,zh-TW;q=0.1", "zh-Hant"),
        ("fr", "zh-Hans"),
        ("*", "zh-Hans"),
        ("en_US, -, x-y-z, zz-ZZ, 中文", "zh-Hans"),
    ],
)
def test_a_page_is_in_the_language_that_the_browser_asks_for(client, accepted, tag):
    headers = {} if accepted is None else {"Accept-Language": accepted.encode().decode("latin-1")}
    for url in ("/", "/nothing", "/?page=x"):
        answer = client.get(url, headers=headers)
        assert shown(answer) == (tag, NAMES[tag])
        assert {"Accept-Language", "Cookie"} <= set(answer.vary)


@pytest.mark.parametrize("tag", NAMES)
def test_a_choice_lasts_and_leads_back_to_where_it_was_made(visitor, tag):
    answer = choose(visitor, tag)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/?q=%E5%8F%8C%E5%87%8F&year=2021"
    cookie = answer.headers["Set-Cookie"]
    for part in ("Max-Age=31536000", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    for accepted in ("zh-TW", "en", "zh-CN"):
        page = visitor.get("/", headers={"Accept-Language": accepted})
        assert shown(page) == (tag, NAMES[tag])
        (chosen,) = LexborHTMLParser(page.text).css(".languages [aria-current]")
        assert chosen.attributes["value"] == chosen.attributes["lang"] == tag


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        (None, "/"),
        ("http://localhost", "/"),
        ("http://localhost?q=a", "/?q=a"),
        ("http://localhost/documents/a%2Fb?at=1#at", "/documents/a%2Fb?at=1"),
        ("https://evil.example//evil.example/x", "/evil.example/x"),
        ("https://evil.example/\\evil.example", "/evil.example"),
        ("javascript:alert(1)", "/"),
        ("http://[", "/"),
    ],
)
def test_a_choice_never_leads_to_another_site(visitor, came_from, back):
    assert choose(visitor, "en", came_from).headers["Location"] == back


def test_a_language_there_is_not_is_refused(visitor):
    for tag in ("", "fr", "zh_Hant", "en; x"):
        answer = choose(visitor, tag)
        assert answer.status_code == 400
        assert "Set-Cookie" not in answer.headers
    visitor.set_cookie("language", "klingon")
    assert shown(visitor.get("/"))[0] == "zh-Hans"
    assert visitor.get("/language").status_code == 405


def test_programs_get_what_is_written_whatever_they_accept(client):
    for url in ("/api/search?page=x", "/api/nothing", "/export.csv?page=1", "/feed.json?x=1"):
        known_as = {"X-Request-ID": "1"}
        plain = client.get(url, headers=known_as)
        for accepted in ("en", "zh-TW"):
            answer = client.get(url, headers={"Accept-Language": accepted, **known_as})
            assert answer.json == plain.json
    # A browser that follows a link to a file gets a page, in its own language.
    answer = client.get(
        "/export.csv?page=1", headers={"Accept-Language": "en", "Accept": "text/html"}
    )
    assert shown(answer) == ("en", NAMES["en"])


def test_no_language_stays_in_force_after_a_request(client):
    client.get("/", headers={"Accept-Language": "en"})
    assert gettext("检索") == "检索"
    with as_written():
        assert counted("%(number)s 段", 1234) == "1,234 段"


def language_of(node):
    while "lang" not in node.attributes:
        node = node.parent
    return node.attributes["lang"]


@pytest.mark.parametrize(
    "url",
    [
        "/?q=教育&exclude_region=河南省&explain=1",
        "/?q=教育&view=lines",
        "/?q=教育&view=documents",
        "/?q=教育 (课后",
        "/facets/speaker?q=教育",
        "/trends?q=教育&q=学生",
        "/documents/{}?q=优质均衡&at=13",
        "/documents/{}?script=Hans",
    ],
)
def test_chinese_in_an_english_page_says_that_it_is(client, spoken, url):
    """What is read aloud is read by a voice of its language; sentences may quote some Chinese."""
    page = client.get(url.format(spoken), headers={"Accept-Language": "en"})
    tree = LexborHTMLParser(page.text)
    assert language_of(tree.css_first("main")) == "en"
    for node in tree.css("body *"):
        text = node.text(deep=False)
        if re.search("[\u3400-\u9fff]", text) and not re.search("[A-Za-z]", text):
            assert language_of(node).startswith("zh"), node.html[:200]
