"""Wordings compared, as programs and people get them."""

import csv
from io import StringIO

import pytest

from searchapp import create_app
from searchapp.settings import Settings
from tests.web.odd import HOSTILE


def trends(client, *parameters):
    return client.get("/api/trends", query_string=list(parameters)).json


def test_each_number_is_that_of_the_search_at_its_address(client):
    found = trends(
        client, ("q", "教育"), ("q", "双减 OR 减负"), ("exclude_region", "河南省/郑州市")
    )
    assert [one["q"] for one in found["wordings"]] == ["教育", "双减 OR 减负"]
    rows = [row for table in found["tables"] for row in table["values"]]
    uses = [*found["wordings"], *(use for row in rows for use in row["uses"])]
    assert len(uses) > 20
    for use in uses:
        answer = client.get(use["url"]).json
        assert answer["paragraph_count"] == use["paragraph_count"]
        assert answer["document_count"] == use["document_count"]
        assert answer["query"]["filters"]["exclude_region"] == ["河南省/郑州市"]


def test_what_is_found_is_told_with_its_paragraph(client):
    (wording,) = trends(client, ("q", "優質均衡"), ("year", "2024"))["wordings"]
    assert wording["folded"] == "优质均衡"
    assert wording["interpretation"] == "全文含“優質均衡”"
    assert wording["first"]["document"]["year"] == 2024
    assert wording["last"]["highlights"]
    assert wording["first_uses"]["region"][0]["label"] == "河南省"
    assert wording["first_uses"]["speaker"]


def test_no_wording_asks_what_is_held(client):
    found = trends(client)
    assert found["wordings"] == []
    assert found["document_count"] == 5
    years = next(one for one in found["tables"] if one["name"] == "year")["values"]
    assert sum(one["character_count"] for one in years) == found["character_count"]


@pytest.mark.parametrize(
    ("url", "parameter", "message"),
    [
        ("/api/trends?q=1&q=2&q=3&q=4&q=5&q=6", "q", "一次最多比较 5 个提法"),
        ("/api/trends?q=好&q=%22坏", "q", "第 2 个提法："),
        ("/api/trends?q=-好", "q", "第 1 个提法："),
        ("/api/trends?q=好&measure=rate", "measure", "没有名为“measure”的参数"),
        ("/trends.csv?q=好&sort=date", "sort", "没有名为“sort”的参数"),
        ("/trends.csv?q=好&year=x", "year", "年份"),
    ],
)
def test_a_mistake_is_told_by_name(client, url, parameter, message):
    answer = client.get(url)
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json; charset=utf-8"
    (error,) = answer.json["errors"]
    assert error["parameter"] == parameter
    assert error["message"].startswith(message)


def test_without_an_index_it_is_unavailable(tmp_path):
    client = create_app(Settings(index=tmp_path)).test_client()
    for url in ("/api/trends?q=好", "/trends.csv?q=好"):
        assert client.get(url).status_code == 503


def table_of(answer):
    text = answer.data.decode("utf-8-sig")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(text, newline="")))


def shown(value):
    """How a value stands in the table: a region by its path, anybody else by the name alone."""
    return value["value"] if "/" in value["value"] else value["label"].partition("，")[0]


def test_the_numbers_can_be_taken_away(client):
    answer = client.get("/trends.csv?q=教育&q=优质均衡&year=2024")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "filename=trends.csv" in answer.headers["Content-Disposition"]
    rows = table_of(answer)
    found = trends(client, ("q", "教育"), ("q", "优质均衡"), ("year", "2024"))
    assert [row["提法"] for row in rows if row["按"] == "全部"] == ["教育", "优质均衡"]
    for number, wording in enumerate(found["wordings"]):
        for table in found["tables"]:
            for value in table["values"]:
                (row,) = (
                    one
                    for one in rows
                    if (one["提法"], one["按"], one["值"])
                    == (wording["q"], table["label"], shown(value))
                )
                use = value["uses"][number]
                assert int(row["收录字数"]) == value["character_count"]
                assert int(row["段数"]) == use["paragraph_count"]
                assert int(row["处数"]) == use["occurrence_count"]
                assert float(row["每万字处数"] or "nan") == pytest.approx(
                    use["per_10000_characters"]
                )
                assert row["检索"] == "http://localhost" + use["url"].replace("/api/search", "/")


def test_a_table_is_in_one_language_whoever_takes_it(client):
    plain = client.get("/trends.csv?q=教育")
    for language in ("en", "zh-TW"):
        headers = {"Accept": "text/html", "Accept-Language": language}
        assert client.get("/trends.csv?q=教育", headers=headers).data == plain.data


def test_what_is_held_can_be_taken_away(client):
    rows = table_of(client.get("/trends.csv"))
    assert {row["提法"] for row in rows} == {""}
    assert sum(int(row["收录篇数"]) for row in rows if row["按"] == "地区") >= 5
    assert {"叙述", "未注明"} & {row["值"] for row in rows if row["按"] == "讲话人"}


def test_text_is_text_in_a_table(odd_client):
    rows = table_of(odd_client.get("/trends.csv", query_string={"q": "=害群之马"}))
    assert {row["提法"] for row in rows} == {"'=害群之马"}
    rows = table_of(odd_client.get("/trends.csv", query_string={"q": "害群之马"}))
    values = [row["值"] for row in rows if row["按"] == "讲话人"]
    assert values
    assert not any("\u202e" in one for one in values)
    assert any("script" in one for one in values) or "script" not in HOSTILE
