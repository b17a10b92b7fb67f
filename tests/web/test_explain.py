"""Why something is found or not, on the page and as JSON."""

import pytest

ASKED = "优质均衡 -培训"


def paragraphs(client, **parameters):
    return client.get("/api/search", query_string=parameters).json


def explained(client, **parameters):
    answer = client.get("/api/explain", query_string=parameters)
    assert answer.status_code == 200
    return answer.json


def test_the_parts_of_every_score_add_up_to_it(client):
    answer = paragraphs(client, q="优质均衡 教育", explain=1)
    assert answer["hits"]
    assert answer["related"]
    for one in (*answer["hits"], *answer["related"]):
        why = one["explanation"]
        assert why["paragraph"] == one["id"]
        assert sum(part["score"] for part in why["parts"]) == pytest.approx(why["score"], abs=1e-3)
        assert why["score"] == pytest.approx(one["score"], rel=1e-3)
    assert all(one["explanation"]["is_hit"] for one in answer["hits"])
    assert not any(one["explanation"]["is_hit"] for one in answer["related"])


def test_without_asking_nothing_is_explained(client):
    answer = paragraphs(client, q="教育")
    assert "explanation" not in answer["query"]
    assert not any("explanation" in one for one in answer["hits"])


def test_a_query_is_explained_as_it_is_understood(client):
    found = explained(client, q="優質均衡")
    assert found["query"]["folded"] == "优质均衡"
    assert found["query"]["words"] == ["优质", "均衡", "优质均衡"]
    assert found["query"]["interpretation"] == "全文含“優質均衡”"
    assert found["paragraph"] is None


def test_a_year_that_the_query_names_is_told_as_preferred(client):
    assert explained(client, q="2024年 教育")["query"]["preferred"] == ["年份 2024"]


def test_a_paragraph_that_is_not_found_is_told_what_it_lacks(client):
    hit = paragraphs(client, q="优质均衡")["hits"][0]
    found = explained(client, q="优质均衡 量子计算机", paragraph=hit["id"], exclude_year="2024")
    why = found["paragraph"]
    assert not why["is_hit"]
    assert [(one["clause"], one["holds"]) for one in why["clauses"]] == [
        ("全文含“优质均衡”", True),
        ("全文含“量子计算机”", False),
    ]
    assert why["filters"] == [
        {"filter": "不含年份 2024", "passes": hit["document"]["year"] != 2024}
    ]


def test_what_is_excluded_is_told_without_speaking_of_all_paragraphs(client):
    hit = paragraphs(client, q=ASKED)["hits"][0]
    clauses = explained(client, q=ASKED, paragraph=hit["id"])["paragraph"]["clauses"]
    assert [one["clause"] for one in clauses] == ["全文含“优质均衡”", "不含“培训”"]
    assert all(one["holds"] for one in clauses)


@pytest.mark.parametrize("paragraph", ["没有.txt#1", "没有编号", "没有.txt#²", "#"])
def test_a_paragraph_that_is_not_there_is_404_with_its_name(client, paragraph):
    answer = client.get("/api/explain", query_string={"q": "教育", "paragraph": paragraph})
    assert answer.status_code == 404
    assert paragraph in answer.json["detail"]


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ([("q", "教育"), ("page", "2")], "page"),
        ([("q", "教育"), ("sort", "date")], "sort"),
        ([("q", "教育"), ("nothing", "1")], "nothing"),
        ([("paragraph", "a#1"), ("paragraph", "a#2")], "paragraph"),
        ([("q", '"教育')], "q"),
    ],
)
def test_a_parameter_that_does_not_belong_is_refused_by_name(client, parameters, named):
    answer = client.get("/api/explain", query_string=parameters)
    assert answer.status_code == 400
    assert [one["parameter"] for one in answer.json["errors"]] == [named]


def test_explain_is_one_or_nothing(client):
    assert client.get("/api/search?explain=yes").status_code == 400


def test_the_page_explains_what_it_is_asked_to(client):
    page = client.get("/", query_string={"q": "优质均衡"}).text
    assert "说明为何找到" in page
    assert "为何命中" not in page
    page = client.get("/", query_string={"q": "优质均衡", "explain": 1}).text
    assert "为何命中：相关度" in page
    assert "不再说明" in page


def test_hostile_words_are_explained_as_text(client):
    page = client.get("/", query_string={"q": "<script>alert(1)</script> 教育", "explain": 1}).text
    assert "<script>alert" not in page
