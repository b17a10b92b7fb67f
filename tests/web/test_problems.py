"""Errors: one shape for programs, one page for people, the same words in both."""

import json
import shutil

import pytest
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app, errors
from searchapp.indexing.generations import current_generation
from searchapp.settings import Settings
from searchapp.web.problems import STATUS

MISTAKE_KEYS = ["parameter", "message", "position", "suggestion", "interpretation"]
# Query string -> the parameters that are wrong, in the order of the message.
BAD_VALUES = {
    "q=" + "双" * 10_000: ["q"],
    "q=双%00减": ["q"],
    "q=%22双减": ["q"],
    "q=双减&page=abc": ["page"],
    "page=0": ["page"],
    "per_page=7": ["per_page"],
    "year=20x1&sort=up": ["year", "sort"],
    "date_from=2021-02-30": ["date_from"],
    "date_from=2022-01-01&date_to=2021-01-01": ["date_from"],
    "q=双减&q=教育": ["q"],
    "q=%CB%AB%BC%F5": [""],
    "&".join(f"year={year}" for year in range(2000)): [""],
}


FOR_PROGRAMS = (
    "/api/",
    "/citation.",
    "/export.",
    "/feed.",
    "/opensearch.xml",
    "/trends.csv",
    "/healthz",
    "/readyz",
)


def tree_of(error):
    yield error
    for child in error.__subclasses__():
        yield from tree_of(child)


def endpoints(client, document_id):
    """Every route that answers GET, as a URL."""
    for rule in client.application.url_map.iter_rules():
        if rule.endpoint != "static" and "GET" in rule.methods:
            yield rule.rule.replace("<document_id:document_id>", document_id)


def problem(answer, status):
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert answer.content_type == "application/problem+json; charset=utf-8"
    body = json.loads(answer.data)
    assert list(body) == ["type", "title", "status", "detail", "errors", "request_id"]
    assert body["request_id"] == answer.headers["X-Request-ID"]
    assert body["type"].startswith("/errors/")
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    for one in body["errors"]:
        assert list(one) in (["parameter", "message"], MISTAKE_KEYS)
        assert one["message"]
    return body


def error_page(answer, status):
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert answer.content_type == "text/html; charset=utf-8"
    tree = LexborHTMLParser(answer.text)
    assert tree.css_first("#q")
    assert "Traceback" not in answer.text
    return tree


def test_every_error_of_the_tree_has_a_status_of_its_own():
    for error in tree_of(errors.SearchAppError):
        assert 400 <= STATUS[error] <= 599, error


def test_every_endpoint_holds_to_the_shape(client, spoken):
    for url in endpoints(client, spoken):
        is_api = url.startswith(FOR_PROGRAMS)
        wrong_method = client.post(url)
        assert "GET" in wrong_method.headers["Allow"]
        too_long = client.get(url, query_string={"q": "x" * 140_000})
        too_large = client.get(url, data=b"x" * 70_000)
        for answer, status in ((wrong_method, 405), (too_long, 414), (too_large, 413)):
            if is_api:
                assert problem(answer, status)["errors"] == []
            else:
                error_page(answer, status)
        if is_api:
            unknown = problem(client.get(url, query_string={"nonsense": "1"}), 400)
            assert unknown["errors"][0]["parameter"] == "nonsense"
            assert "nonsense" in unknown["detail"]


@pytest.mark.parametrize("query", BAD_VALUES, ids=lambda query: query[:24])
def test_a_bad_value_is_told_to_programs_and_people_in_the_same_words(client, query):
    body = problem(client.get(f"/api/search?{query}"), 400)
    assert body["type"] == "/errors/bad-request"
    assert [one["parameter"] for one in body["errors"]] == BAD_VALUES[query]
    tree = error_page(client.get(f"/?{query}"), 400)
    for one in body["errors"]:
        assert one["message"] in tree.css_first(".nothing").text()


def test_a_mistake_in_a_query_text_is_shown_where_it_is_with_a_way_out(client):
    url = "?q=优质均衡 (课后&year=2024&page=7"
    (error,) = problem(client.get(f"/api/search{url}"), 400)["errors"]
    assert list(error) == MISTAKE_KEYS
    assert error["position"] == 5
    assert error["suggestion"] == "优质均衡 (课后)"
    assert error["interpretation"] == "全文含“优质均衡”且含“课后”"
    tree = error_page(client.get(f"/{url}"), 400)
    shown = tree.css_first(".mistake")
    assert shown.text() == "优质均衡 (课后"
    assert shown.css_first("span").text() == "("
    assert error["interpretation"] in tree.css_first(".nothing").text()
    onward = client.get(tree.css_first(".nothing p a").attributes["href"])
    assert onward.status_code == 200
    assert "年份 2024" in onward.text


def test_a_mistake_on_the_page_of_a_document_leads_back_to_it(client, spoken):
    tree = error_page(client.get(f'/documents/{spoken}?q="双减'), 400)
    onward = tree.css_first(".nothing p a").attributes["href"]
    assert onward.startswith(f"/documents/{spoken}?")
    assert client.get(onward).status_code == 200


def test_nothing_that_was_typed_is_lost(client):
    tree = error_page(client.get("/?q=双减 课后服务&year=2021&year=20x1&region=河南省&page=3"), 400)
    assert tree.css_first("#q").attributes["value"] == "双减 课后服务"
    kept = [
        (one.attributes["name"], one.attributes["value"]) for one in tree.css("input[type=hidden]")
    ]
    assert kept == [("region", "河南省")]
    onward = client.get(tree.css_first(".nothing p a").attributes["href"])
    assert onward.status_code == 200
    assert "河南省" in onward.text
    long = "双" * 10_000
    assert error_page(client.get(f"/?q={long}"), 400).css_first("#q").attributes["value"] == long


def test_what_does_not_exist_is_not_found(client):
    for url in ("/api/", "/api/nothing", "/api/documents/none.txt"):
        assert problem(client.get(url), 404)["type"] == "/errors/not-found"
    for url in ("/nothing", "/documents/none.txt", "/originals/none.txt", "/documents/"):
        error_page(client.get(url), 404)
    assert "none.txt" in client.get("/api/documents/none.txt").json["detail"]


def test_an_exception_nobody_expected_is_logged_and_not_shown(seeds_index, caplog):
    app = create_app(seeds_index)
    for path in ("/api/broken", "/broken"):
        app.add_url_rule(path, path, lambda: 1 / 0)
    client = app.test_client()
    body = problem(client.get("/api/broken"), 500)
    assert body["type"] == "/errors/internal-error"
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivision" not in json.dumps(body)
    tree = error_page(client.get("/broken?q=双减"), 500)
    assert "ZeroDivision" not in tree.html
    assert tree.css_first("#q").attributes["value"] == "双减"


def test_without_an_index_the_answer_says_what_to_do(tmp_path):
    client = create_app(Settings(index=tmp_path / "nowhere")).test_client()
    body = problem(client.get("/api/search?q=双减"), 503)
    assert body["type"] == "/errors/index-unusable"
    assert "searchapp reindex" in body["detail"]
    for url in ("/?q=双减", "/documents/a.txt?q=双减", "/originals/a.txt?q=双减"):
        tree = error_page(client.get(url), 503)
        assert "searchapp reindex" in tree.css_first(".nothing").text()
        assert tree.css_first("#q").attributes["value"] == "双减"


def test_an_index_of_another_version_says_what_to_do(seeds_index, tmp_path):
    index = tmp_path / "index"
    shutil.copytree(seeds_index.index, index)
    manifest = index / current_generation(index) / "manifest.json"
    content = json.loads(manifest.read_text("utf-8"))
    content["made_with"]["索引格式"] = "0"
    manifest.write_text(json.dumps(content), "utf-8")
    client = create_app(Settings(index=index)).test_client()
    assert "searchapp reindex" in problem(client.get("/api/search?q=双减"), 503)["detail"]
    error_page(client.get("/?q=双减"), 503)
