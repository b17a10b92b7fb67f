"""The description of the site says what the site does: every route, parameter and answer."""

import re
from html.parser import HTMLParser

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from selectolax.lexbor import LexborHTMLParser

from searchapp import SearchRequest, Settings, create_app
from tests.web.test_revalidation import URLS as REVALIDATED

JSON = ("application/json", "application/feed+json", "application/x-suggestions+json")


@pytest.fixture(scope="session")
def description(client):
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.json


def operations(description):
    return {path: methods["get"] for path, methods in description["paths"].items()}


def validated(description, schema, content):
    whole = {**schema, "components": description["components"]}
    validator = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for error in validator.iter_errors(content):
        pytest.fail(f"{list(error.absolute_path)}: {error.message[:300]}")


def test_it_is_openapi(description):
    assert description["openapi"] == "3.1.0"
    validate(description)


def test_every_route_is_in_it(client, description, tmp_path):
    rules = {one.rule for one in client.application.url_map.iter_rules() if "GET" in one.methods}
    rules.remove("/static/<path:filename>")
    assert {re.sub(r"<.*?:?(\w+)>", r"{\1}", one) for one in rules} == set(description["paths"])
    token = tmp_path / "token"
    token.write_text("0123456789abcdef")
    with_token = create_app(Settings(admin_token_file=token)).test_client()
    admin = with_token.get("/api/openapi.json").json
    validate(admin)
    assert set(admin["paths"]) - set(description["paths"]) == {"/admin/check", "/metrics"}
    for path in ("/admin/check", "/metrics"):
        assert operations(admin)[path]["security"] == [{"token": []}]
        assert "401" in operations(admin)[path]["responses"]
    names = [one["operationId"] for one in operations(admin).values()]
    assert len(set(names)) == len(names)


def test_parameters_without_a_value_count_for_nothing(client, description):
    operation = operations(description)["/api/search"]
    empty = dict.fromkeys((one["name"] for one in operation["parameters"]), "")
    assert accepted(client, "/api/search", **empty)


def test_every_parameter_of_a_search_is_in_it(description):
    named = [one["name"] for one in operations(description)["/api/search"]["parameters"]]
    assert named == [*SearchRequest.__dataclass_fields__, "cursor"]


def examples(schema):
    """What a parameter may be, as it stands in a URL."""
    if schema["type"] == "array":
        return examples(schema["items"])
    if "enum" in schema:
        return list(map(str, schema["enum"]))
    if schema.get("format") == "date":
        return ["2024-02-29", "0001-01-01"]
    if schema["type"] == "integer":
        return [str(schema["minimum"])]
    if "pattern" in schema:
        known = ("2024", "~unknown", "讲话.txt#13", "教育")
        return [one for one in known if re.fullmatch(schema["pattern"], one)]
    return ["教育"]


def accepted(client, path, **parameters):
    answer = client.get(path, query_string=parameters)
    answer.close()
    return answer.status_code == 200


def test_what_it_says_of_a_parameter_is_accepted(client, description, spoken):
    for path, operation in operations(description).items():
        url = path.replace("{document_id}", spoken)
        for one in operation["parameters"]:
            if one["in"] == "query" and one["name"] not in ("cursor", "paragraph", "at"):
                for value in examples(one["schema"]):
                    assert accepted(client, url, **{one["name"]: value}), (url, one["name"], value)


def test_what_is_beyond_the_limits_it_says_is_refused(client, description):
    for one in operations(description)["/api/search"]["parameters"]:
        schema = one["schema"].get("items", one["schema"])
        wrong = []
        if "maximum" in schema:
            most = {one["name"]: schema["maximum"]}
            assert accepted(client, "/api/search", per_page="10", **most)
            wrong += [schema["maximum"] + 1, schema["minimum"] - 1]
        takes_any_text = schema.get("pattern", "").startswith("^[^")
        if takes_any_text:
            wrong += ["甲\x00", "\x9f"]
            assert accepted(client, "/api/search", **{one["name"]: "a" * schema["maxLength"]})
            wrong += ["a" * (schema["maxLength"] + 1)]
        elif "enum" in schema or "pattern" in schema or "format" in schema:
            wrong += ["nothing", "99999"]
        for value in wrong:
            assert not accepted(client, "/api/search", **{one["name"]: value}), (one["name"], value)


def test_what_is_not_in_it_is_refused(client, description, spoken):
    known = {*SearchRequest.__dataclass_fields__, "cursor", "paragraph", "match"}
    for path, operation in operations(description).items():
        (media_type,) = operation["responses"]["200"]["content"]
        if media_type in ("text/html", "application/octet-stream"):
            continue
        for name in known - {one["name"] for one in operation["parameters"]}:
            answer = client.get(path.replace("{document_id}", spoken), query_string={name: "10"})
            assert answer.status_code == 400, (path, name)
            error = answer.json
            validated(description, {"$ref": "#/components/schemas/Problem"}, error)
            assert error["errors"][0]["parameter"] == name


ASKED = (
    "",
    "q=优质均衡",
    "q=教育&per_page=10&page=2",
    "q=没有这样的话",
    "q=教育 -质量&year=2024&exclude_region=河南省&date_from=2020-01-01",
    "sort=date&speaker=段红征",
    "q=dhz",
    "q=教育 质量&explain=1&collapse=1&synonyms=1",
    "q=古怪",
)


@pytest.mark.parametrize("which", ["client", "odd_client"])
@pytest.mark.parametrize("query", ASKED)
def test_every_answer_has_the_shape_it_says(request, description, which, query):
    client = request.getfixturevalue(which)
    found = client.get(f"/api/search?{query}").json["hits"]
    for path, operation in operations(description).items():
        takes = {one["name"] for one in operation["parameters"]}
        wanted = {part for part in query.split("&") if part.partition("=")[0] in takes}
        for hit in found[:3] if "{" in path else [None]:
            url = path.replace("{document_id}", hit["document"]["id"]) if hit else path
            if "originals" in url or (hit and "?" in url):
                continue
            answer = client.get(f"{url}?{'&'.join(sorted(wanted))}")
            assert answer.status_code == 200, url
            ((media_type, content),) = operation["responses"]["200"]["content"].items()
            assert answer.content_type.partition(";")[0] == media_type
            if media_type in JSON:
                validated(description, content["schema"], answer.json)
            has_mark = "304" in operation["responses"]
            assert ("ETag" in answer.headers) == has_mark, url


def test_an_explanation_of_a_paragraph_has_the_shape_it_says(client, description):
    hit = client.get("/api/search?q=优质均衡").json["hits"][0]["id"]
    for q in ("优质均衡", "没有这样的话 -优质"):
        answer = client.get("/api/explain", query_string={"q": q, "paragraph": hit})
        assert answer.json["paragraph"]["is_hit"] == (q == "优质均衡")
        validated(description, {"$ref": "#/components/schemas/ExplainAnswer"}, answer.json)


def test_every_mistake_has_the_shape_it_says(client, description):
    problem = description["components"]["responses"]["400"]["content"]["application/problem+json"]
    for path, url in (
        ("/api/search", "/api/search?page=x&year=y"),
        ("/api/search", "/api/search?q=%22a"),
        ("/api/documents/{document_id}", "/api/documents/none"),
        ("/api/explain", "/api/explain?paragraph=none%231"),
        ("/export.csv", "/export.csv?page=1"),
    ):
        answer = client.get(url)
        assert answer.status_code >= 400
        assert str(answer.status_code) in operations(description)[path]["responses"]
        validated(description, problem["schema"], answer.json)


def test_every_answer_that_is_revalidated_is_tested_to_be(description):
    said = {path for path, one in operations(description).items() if "304" in one["responses"]}
    assert said - {one.partition("?")[0] for one in REVALIDATED} == {"/api/documents/{document_id}"}


def test_lines_of_an_export_are_hits(client, description):
    import json

    for line in client.get("/export.jsonl?q=教育").data.splitlines():
        validated(description, {"$ref": "#/components/schemas/Hit"}, json.loads(line))


class Names(HTMLParser):
    """The ids of a page and the places its links lead to."""

    def __init__(self):
        super().__init__()
        self.ids, self.links = [], []

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []


def test_its_page_shows_all_of_it_to_people(client, description):
    answer = client.get("/api")
    assert answer.content_type == "text/html; charset=utf-8"
    shown = LexborHTMLParser(answer.text).css_first("main").text()
    for path, operation in operations(description).items():
        assert f"GET {path}" in shown
        for one in operation["parameters"]:
            assert one["name"] in shown
            assert one["description"] in shown
    for name, schema in description["components"]["schemas"].items():
        assert name in shown
        assert schema["description"] in shown
        for key in schema.get("properties", ()):
            assert key in shown
    names = Names()
    names.feed(answer.text)
    assert len(set(names.ids)) == len(names.ids)
    for link in names.links:
        assert link[1:] in names.ids if link.startswith("#") else link.startswith("/")
    assert "已忽略不认识的参数：x" in client.get("/api?x=1").text
    assert LexborHTMLParser(client.get("/").text).css_first("a[href='/api']")
