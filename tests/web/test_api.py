"""The JSON endpoints."""

import json
from datetime import date, datetime
from urllib.parse import quote

import pytest

from tests.web.odd import ODD_IDS

KEYS = (
    *("query", "paragraph_count", "document_count", "page", "per_page", "pages", "documents"),
    *(
        "hits",
        "groups",
        "concordance",
        "related",
        "facets",
        "suggestions",
        "took_ms",
        "index",
        "links",
    ),
)
DOCUMENT_KEYS = (
    *("id", "title", "subtitle", "kind", "model", "source", "authors", "url", "published", "date"),
    *("year", "region", "speakers", "complete", "script", "evidence", "paragraphs", "extra"),
    *("shown_script", "contents", "match_count", "at", "similar", "citations"),
)


def ask(client, **parameters):
    answer = client.get("/api/search", query_string=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_search_answers_with_the_documented_keys_in_their_order(client):
    answer = client.get("/api/search?q=优质均衡")
    assert answer.content_type == "application/json; charset=utf-8"
    assert tuple(json.loads(answer.data)) == KEYS
    hit = answer.json["hits"][0]
    assert list(hit)[:4] == ["id", "url", "document", "ordinal"]
    assert hit["id"] == f"{hit['document']['id']}#{hit['ordinal']}"
    assert datetime.fromisoformat(answer.json["index"]["built_at"]).tzinfo


def test_chinese_is_not_escaped_and_nothing_is_padded(client):
    text = client.get("/api/search?q=优质均衡").text
    assert "优质均衡" in text
    assert "\\u" not in text
    assert text.startswith('{"query":{"q":"优质均衡","folded":')


@pytest.mark.parametrize("q", ["优质均衡", "優質均衡", '"優質均衡"', "优质 均衡", "Ｘ教育"])
def test_highlights_cover_the_terms_in_the_script_of_the_document(client, q):
    hits = ask(client, q=q)["hits"]
    assert hits
    for hit in hits:
        assert hit["highlights"]
        marks = [hit["text"][start:end] for start, end in hit["highlights"]]
        assert all(marks)
        assert all(
            hit["snippet"]["text"][s:e] in hit["text"] for s, e in hit["snippet"]["highlights"]
        )


def test_both_scripts_ask_the_same(client):
    simplified, traditional = ask(client, q="优质均衡"), ask(client, q="優質均衡")
    assert [one["id"] for one in simplified["hits"]] == [one["id"] for one in traditional["hits"]]
    assert any("優質均衡" in one["text"] for one in simplified["hits"])


def test_where_nothing_is_found_suggestions_lead_to_as_many_paragraphs_as_they_say(client):
    answer = ask(client, q="优质均横 -双减", year="2021", date_to="1999-01-01")
    assert answer["paragraph_count"] == 0
    assert answer["suggestions"] == []
    answer = ask(client, q="优质均横 双减 校长", per_page=10)
    assert answer["suggestions"]
    for one in answer["suggestions"]:
        assert list(one) == ["kind", "label", "paragraph_count", "q", "filters", "url"]
        found = client.get(one["url"]).json
        assert found["query"]["q"] == one["q"]
        assert found["query"]["filters"] == one["filters"]
        assert found["paragraph_count"] == one["paragraph_count"] > 0
        assert found["suggestions"] == []
        assert found["per_page"] == 10


def test_an_empty_query_browses_all_newest_first(client):
    answer = ask(client, per_page=100)
    dates = [
        one["document"]["date"] or f"{one['document']['year']}-12-31" for one in answer["hits"]
    ]
    assert dates == sorted(dates, reverse=True)
    assert answer["document_count"] == 5


def test_empty_parameters_mean_absent(client):
    empty = (
        "q=优质均衡&year=&region=&speaker=&exclude_year=&date_from=&date_to=&sort=&page=&per_page="
    )
    bare, padded = (
        client.get("/api/search?q=优质均衡").json,
        client.get(f"/api/search?{empty}").json,
    )
    assert bare | {"took_ms": 0} == padded | {"took_ms": 0}


def test_links_lead_through_all_hits_once(client):
    seen, url = [], "/api/search?q=教育&per_page=10"
    while url:
        answer = client.get(url).json
        seen += [one["id"] for one in answer["hits"]]
        url = answer["links"]["next"]
    assert len(seen) == len(set(seen)) == answer["paragraph_count"]
    assert answer["page"] == answer["pages"] > 1
    assert client.get(answer["links"]["prev"]).json["page"] == answer["page"] - 1


def test_toggle_urls_lead_to_the_counted_numbers(client):
    facets = ask(client, q="教育")["facets"]
    assert [one["name"] for one in facets] == ["year", "region", "speaker"]
    for facet in facets:
        assert facet["values"]
        for value in facet["values"]:
            chosen = client.get(value["toggle_url"]).json
            assert chosen["paragraph_count"] == value["paragraph_count"], value
            assert chosen["document_count"] == value["document_count"], value


def test_dates_are_iso(client):
    days = [one["document"]["date"] for one in ask(client, per_page=100)["hits"]]
    assert {date.fromisoformat(one) for one in days if one}


def test_a_document_has_the_keys_of_reading_it(client, spoken):
    document = client.get(f"/api/documents/{spoken}").json
    assert tuple(document) == DOCUMENT_KEYS
    assert [one["ordinal"] for one in document["paragraphs"]] == list(
        range(1, len(document["paragraphs"]) + 1)
    )


def test_every_hit_stands_in_its_document(client):
    for hit in ask(client, q="优质均衡")["hits"]:
        document = client.get(f"/api/documents/{quote(hit['document']['id'])}").json
        assert document["paragraphs"][hit["ordinal"] - 1]["text"] == hit["text"]


@pytest.mark.parametrize("document_id", ODD_IDS)
def test_odd_ids_lead_to_their_documents(odd_client, document_id):
    number = ODD_IDS.index(document_id)
    hit = ask(odd_client, q=f"古怪{number}")["hits"][0]
    assert hit["document"]["id"] == document_id
    page = odd_client.get(hit["url"])
    assert page.status_code == 200
    assert f"古怪{number}" in page.text
    program = odd_client.get(hit["url"].replace("/documents/", "/api/documents/", 1))
    assert program.json["id"] == document_id
