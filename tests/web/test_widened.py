"""With `synonyms=1` synonyms of the terms are hits too, and everything says so."""

import csv
import io
import json

import pytest
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings

PARAGRAPHS = [
    "落实双减政策。",
    "減輕義務教育階段學生作業負擔和校外培訓負擔。",
    "办好职业教育。",
    "建设职教高地。",
    "加强专职教师队伍。",
    "校外培训要规范。",
]


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("widened")
    (folder / "source").mkdir()
    row = {"id": "d", "title": "讲话", "year": 2021, "paragraphs": PARAGRAPHS}
    (folder / "source" / "some.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    settings = Settings(source=folder / "source", index=folder / "index")
    reindex(settings)
    return settings


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings).test_client()


def ask(client, **parameters):
    answer = client.get("/api/search", query_string=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json


def ordinals(answer):
    return sorted(one["ordinal"] for one in answer["hits"])


@pytest.mark.parametrize(
    ("q", "plain", "wide"),
    [
        ("双减", [1], [1, 2]),
        ("职业教育", [3], [3, 4]),
        ("职教", [4, 5], [3, 4, 5]),
        ("双减 OR 职业教育", [1, 3], [1, 2, 3, 4]),
        ("双减 政策", [1], [1]),
        ("教师 -职业教育", [5], [5]),
        ("校外", [2, 6], [2, 6]),
    ],
)
def test_synonyms_are_hits_where_this_is_asked_for_and_only_there(client, q, plain, wide):
    assert ordinals(ask(client, q=q)) == plain
    answer = ask(client, q=q, synonyms="1")
    assert ordinals(answer) == wide
    assert answer["paragraph_count"] == len(wide)
    assert answer["facets"][0]["values"][0]["paragraph_count"] == len(wide)


def test_the_answer_says_what_counts_and_what_could(client):
    plain, wide = ask(client, q="雙減"), ask(client, q="雙減", synonyms="1")
    same = "减轻义务教育阶段学生作业负担和校外培训负担"
    assert plain["query"]["interpretation"] == "全文含“雙減”"
    assert wide["query"]["interpretation"] == f"全文含“雙減”（或同义的“{same}”）"
    known = {"text": "雙減", "same": [same]}
    assert plain["query"]["synonyms"] == [known | {"used": False}]
    assert wide["query"]["synonyms"] == [known | {"used": True}]
    assert wide["query"]["folded"] == plain["query"]["folded"] == "双减"
    assert wide["links"]["self"] == "/api/search?q=%E9%9B%99%E6%B8%9B&synonyms=1"


def test_synonyms_are_marked_in_answers_and_in_the_whole_document(client):
    hits = {one["ordinal"]: one for one in ask(client, q="双减", synonyms="1")["hits"]}
    assert hits[2]["highlights"] == [[0, 21]]
    page = LexborHTMLParser(client.get("/?q=双减&synonyms=1").text)
    url = page.css_first(".hits .hit[data-id='d#2'] h3 a").attributes["href"]
    whole = LexborHTMLParser(client.get(url).text)
    assert [one.text() for one in whole.css("mark")] == ["双减", PARAGRAPHS[1][:21]]
    assert " ".join(whole.css_first(".matches [role=status]").text().split()) in (
        "命中 2 处 连同同义词",
        "命中 2/2 连同同义词",
    )


def test_the_page_leads_there_and_back(client):
    plain = LexborHTMLParser(client.get("/?q=双减&page=1").text)
    link = plain.css_first(".synonyms a")
    assert link.text() == "同义词也算命中"
    wide = LexborHTMLParser(client.get(link.attributes["href"]).text)
    assert [one.text() for one in wide.css(".counts strong")] == ["2", "1"]
    kept = {one.attributes["name"] for one in wide.css("form.search input[type=hidden]")}
    assert kept == {"synonyms"}
    assert wide.css_first(".synonyms a").attributes["href"] == "/?q=双减"
    assert not LexborHTMLParser(client.get("/?q=高地").text).css(".synonyms")


def test_exports_and_suggestions_count_the_same_hits(client):
    rows = client.get("/export.csv?q=双减&synonyms=1").text.removeprefix("\ufeff")
    assert len(list(csv.DictReader(io.StringIO(rows)))) == 2
    assert client.get("/feed.atom?q=双减&synonyms=1").status_code == 200


def test_another_value_is_refused(client):
    answer = client.get("/api/search?q=双减&synonyms=yes")
    assert answer.status_code == 400
    assert "只能是 1（同义词也算命中）或 0（只找原词）" in answer.json["detail"]
    assert ordinals(ask(client, q="双减", synonyms="0")) == [1]


def test_the_terminal_offers_and_uses_them(run, settings):
    plain = run("search", "双减", index=settings.index).out
    assert "全文含“双减”：1 段" in plain
    assert "同义词：减轻义务教育阶段学生作业负担和校外培训负担（--synonyms" in plain
    wide = run("search", "双减", "--synonyms", index=settings.index).out
    assert "（或同义的“减轻义务教育阶段学生作业负担和校外培训负担”）：2 段" in wide
    assert "--synonyms" not in wide


def test_an_explanation_speaks_of_the_synonyms(client):
    answer = ask(client, q="职业教育", synonyms="1", explain="1")
    assert answer["paragraph_count"] == 2
    explained = client.get("/api/explain?q=职业教育&synonyms=1&paragraph=d%234").json
    assert explained["paragraph"]["is_hit"]
    labels = [one["clause"] for one in explained["paragraph"]["clauses"]]
    assert labels[0] == "全文含“职业教育”（或同义的“职教”一词）"
    assert "全文含“职教”一词" in labels
