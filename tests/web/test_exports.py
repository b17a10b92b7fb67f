"""Files of all hits over HTTP: what they are called, who may have them, when they are refused."""

import csv
import io
from dataclasses import replace
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser
from werkzeug.http import parse_options_header

from searchapp import create_app

URLS = ("/export.csv", "/export.jsonl", "/export.xlsx")
TYPES = {
    "/export.csv": "text/csv; charset=utf-8",
    "/export.jsonl": "application/jsonl; charset=utf-8",
    "/export.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_name(answer):
    kind, options = parse_options_header(answer.headers["Content-Disposition"])
    assert kind == "attachment"
    return options["filename"]


@pytest.mark.parametrize("url", URLS)
def test_a_file_is_kept_under_a_name_that_says_what_is_in_it(client, url):
    answer = client.get(url, query_string={"q": "优质均衡", "year": "2024"})
    assert answer.content_type == TYPES[url]
    assert file_name(answer) == f"全文含“优质均衡”，年份 2024.{url.rpartition('.')[2]}"
    header = answer.headers["Content-Disposition"]
    assert header.isascii()
    assert f"; filename=hits.{url.rpartition('.')[2]};" in header
    assert "优质均衡" in unquote(header)


def test_the_links_of_a_page_lead_to_all_its_hits(client):
    tree = LexborHTMLParser(client.get("/?q=教育&exclude_year=2024&per_page=10&page=2").text)
    links = {
        one.text(): one.attributes["href"]
        for one in tree.css_first("nav[aria-label=导出与订阅]").css("a[href^='/export.']")
    }
    assert list(links) == ["CSV", "Excel", "JSONL"]
    found = client.get("/api/search?q=教育&exclude_year=2024").json
    assert client.get(links["JSONL"]).data.count(b"\n") == found["paragraph_count"]
    rows = list(csv.DictReader(io.StringIO(client.get(links["CSV"]).data.decode("utf-8-sig"))))
    assert len(rows) == found["paragraph_count"]
    assert client.get(rows[0]["网址"]).status_code == 200
    assert rows[0]["网址"].startswith("http://localhost/documents/")
    assert client.get(links["Excel"]).data.startswith(b"PK")


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    ("parameters", "wrong"),
    [
        ("page=2&per_page=10", ["page", "per_page"]),
        ("nonsense=1", ["nonsense"]),
        ("year=20x1", ["year"]),
        ("q=%22双减", ["q"]),
    ],
)
def test_what_cannot_be_exported_as_asked_is_refused(client, url, parameters, wrong):
    answer = client.get(f"{url}?{parameters}")
    assert answer.status_code == 400
    assert answer.content_type.startswith("application/problem+json")
    assert [one["parameter"] for one in answer.json["errors"]] == wrong
    page = client.get(f"{url}?{parameters}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 400
    assert page.content_type.startswith("text/html")
    assert "Content-Disposition" not in page.headers


@pytest.mark.parametrize("url", URLS)
def test_too_many_hits_are_told_with_what_to_do(seeds_index, url):
    client = create_app(replace(seeds_index, max_export_hits=3)).test_client()
    answer = client.get(f"{url}?q=教育")
    assert answer.status_code == 400
    assert "一次最多导出 3 段：请加上筛选条件" in answer.json["detail"]


def test_asking_for_the_headers_makes_no_file(client):
    answer = client.head("/export.xlsx?q=教育")
    assert file_name(answer) == "全文含“教育”.xlsx"
    assert answer.data == b""
