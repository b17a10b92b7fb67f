"""What documents and people say is shown as text on every route, and obeyed by no program."""

import csv
import io
import json
import re
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app
from tests.web.odd import EVIL, MARK

QUERIES = (MARK, *EVIL[:-1])
FILTERS = ("region", "speaker", "exclude_region", "exclude_speaker", "same_as", "x", "lang", "view")
SCHEMES = ("", "http", "https")
LINKS = ("href", "src", "action", "formaction", "data", "poster", "xlink:href")
# Elements that run, frame or fetch something, but for our own script files, which `main` has none.
# The part of the page that is waited for is no link to elsewhere.
ACTIVE = (
    "script, style, iframe, object, embed, base, meta[http-equiv],"
    "link:not([href^='/']):not([rel=expect][href^='#'])"
)


@pytest.fixture(scope="module")
def client(evil_index):
    return create_app(evil_index).test_client()


def check_page(text):
    tree = LexborHTMLParser(text)
    scripts = tree.css("script")
    assert all(re.match(r"/static/\w+\.js\?v=", one.attributes["src"]) for one in scripts)
    assert not any(one.text() for one in scripts)
    assert not [one for one in tree.css(ACTIVE) if one.tag != "script"]
    for one in tree.css("*"):
        for name, value in one.attributes.items():
            assert not name.startswith("on"), one.html[:200]
            assert name != "style" or not re.search(r"url\(|expression|@import", value or "")
            if name in LINKS and value:
                assert urlsplit(value.strip()).scheme in SCHEMES, value[:200]


def check_csv(data):
    csv.field_size_limit(1_000_000)
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        for cell in row:
            assert not re.match(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]", cell), cell[:80]


def check_xlsx(data):
    for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows():
        for cell in row:
            assert cell.data_type in "snd", cell.value
            assert cell.hyperlink is None


def check_xml(data):
    for one in ET.fromstring(data).iter():
        if "html" in (one.get("type") or "") and one.text:
            check_page(one.text)


def check_lines(data):
    for line in data.split(b"\n")[:-1]:
        json.loads(line)


CHECKS = {
    "text/html": lambda data: check_page(data.decode()),
    "text/csv": check_csv,
    "application/jsonl": check_lines,
    "application/json": json.loads,
    "+json": json.loads,
    "+xml": check_xml,
    "sheetml.sheet": check_xlsx,
}


def check(answer):
    """That an answer is well formed, and holds nothing but text that others wrote."""
    assert answer.status_code in (200, 303, 400, 404, 422), answer.status_code
    for name, value in answer.headers.items():
        assert value.isascii(), name
        assert value.isprintable(), name
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = answer.headers["Content-Security-Policy"]
    assert policy == "sandbox" or ("script-src 'self';" in policy and "unsafe" not in policy)
    kind = answer.content_type.partition(";")[0]
    looked_at = [look for end, look in CHECKS.items() if kind.endswith(end)]
    for look in looked_at:
        look(answer.data)
    disposition = answer.headers.get("Content-Disposition")
    assert looked_at or disposition, kind
    if disposition:
        name = r"attachment; filename=\"?([\w.-]+)\"?(; filename\*=UTF-8''[\w.~%-]+)?"
        assert re.fullmatch(name, disposition), disposition
    return answer


def routes(client):
    described = client.get("/api/openapi.json").json["paths"]
    return {
        path: [one["name"] for one in at["get"]["parameters"]] for path, at in described.items()
    }


@pytest.mark.parametrize("text", QUERIES, ids=lambda one: repr(one[:12]))
def test_evil_queries_and_documents_are_text_everywhere(client, text):
    for path, takes in routes(client).items():
        asked = {"q": text} if "q" in takes else {}
        if "{document_id}" not in path:
            check(client.get(path, query_string=asked)).close()
            continue
        for document in EVIL[-2:] if text == MARK else (text,):
            url = path.replace("{document_id}", quote(document[:4_000], safe=""))
            check(client.get(url, query_string={"q": MARK} if "q" in takes else {})).close()


@settings(max_examples=30)
@given(st.data())
def test_evil_values_of_every_parameter_are_text_everywhere(client, data):
    known = routes(client)
    path = data.draw(st.sampled_from(sorted(known)))
    names = data.draw(st.lists(st.sampled_from((*known[path], *FILTERS)), max_size=3))
    texts = st.sampled_from(EVIL[:-1]) | st.text(max_size=20)
    asked = [(name, data.draw(texts).encode("utf-8", "replace")) for name in names]
    url = path.replace("{document_id}", quote(data.draw(st.sampled_from(EVIL[:-1])), safe=""))
    check(client.get(url, query_string=dict(asked))).close()


def test_what_is_shown_is_what_was_written(client):
    """Whole and unchanged in JSON; on the page whatever HTML has a place for."""
    found = client.get(f"/api/search?q={MARK}&per_page=50").json["hits"]
    assert {one["document"]["title"] for one in found} == set(EVIL)
    assert {one["text"] for one in found} == {f"{one}{MARK}{one}" for one in EVIL}
    page = (
        LexborHTMLParser(client.get(f"/?q={MARK}&per_page=50&collapse=0").text)
        .css_first("body")
        .text()
    )
    for text in EVIL:
        if not re.search("[\x00-\x1f\x7f-\x9f]", text) and len(text) < 100:
            assert text in page
