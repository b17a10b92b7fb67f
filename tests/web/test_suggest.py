"""Suggestions as JSON."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.web.odd import HOSTILE

KEYS = ["text", "kind", "label", "paragraph_count", "q", "url"]


def ask(client, **parameters):
    answer = client.get("/api/suggest", query_string=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "教育"},
        {"q": "优质"},
        {"q": "優質", "year": ["2021", "2024"]},
        {"q": "dhz"},
        {"q": "教育 henan", "sort": "-date", "per_page": "50"},
        {"q": "教", "exclude_region": "河南省/新乡市"},
    ],
)
def test_each_suggestion_leads_to_a_page_with_as_many_paragraphs_as_it_says(client, parameters):
    suggestions = ask(client, **parameters)
    for one in suggestions:
        assert list(one) == KEYS
        page = LexborHTMLParser(client.get(one["url"]).text)
        shown = page.css_first(".counts strong").text()
        assert int(shown.replace(",", "")) == one["paragraph_count"] > 0
        assert page.css_first("#q").attributes["value"] == one["q"]
        for name in ("sort", "per_page"):
            if name in parameters:
                assert f"{name}={parameters[name]}" in one["url"]


def test_a_speaker_of_the_seeds_is_found_by_initials(client):
    (one,) = [one for one in ask(client, q="dhz", year="2024") if one["kind"] == "speaker"]
    assert one["text"] == "段红征"
    assert one["label"] == "讲话人 · 党组书记、四级调研员"
    assert one["q"] == ""
    assert one["url"].startswith("/?year=2024&speaker=")


@pytest.mark.parametrize("q", ["", "   ", '"双减', "双减 OR (", "\u202e", "😀", "<script>"])
def test_what_is_not_finished_yet_has_no_suggestions_and_no_error(client, q):
    assert ask(client, q=q) == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("q=双%00减", "q"),
        ("q=" + "双" * 1_001, "q"),
        ("q=双&year=20x1", "year"),
        ("q=双&date_from=2021-02-30", "date_from"),
        ("q=双&limit=5", "limit"),
        ("q=%CB%AB%BC%F5", ""),
    ],
)
def test_bad_values_are_refused_in_the_words_of_the_search(client, query, parameter):
    answer = client.get(f"/api/suggest?{query}")
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json; charset=utf-8"
    assert [one["parameter"] for one in answer.json["errors"]] == [parameter]
    if parameter:
        assert answer.json["errors"] == client.get(f"/api/search?{query}").json["errors"]


def test_a_hostile_name_is_handed_on_as_the_text_it_is(odd_client):
    answer = odd_client.get("/api/suggest", query_string={"q": "script"})
    assert answer.content_type == "application/json; charset=utf-8"
    (one,) = [one for one in answer.json if one["kind"] == "speaker"]
    assert one["text"] == HOSTILE
