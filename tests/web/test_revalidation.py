"""What is known already is not sent again, and what programs ask any site's scripts may read."""

import json
from dataclasses import replace

import pytest

from searchapp import create_app
from searchapp.engine.contract import FACETS
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings
from searchapp.web import revalidation

URLS = ("/api/search?q=教育", "/export.csv?q=教育", "/export.jsonl?q=教育", "/export.xlsx?q=教育")
URLS += ("/feed.atom?q=教育", "/feed.json?q=教育")
URLS += tuple(f"/api/facets/{name}?q=教育" for name in FACETS)
URLS += ("/api/trends?q=教育", "/trends.csv?q=教育")
URLS += ("/api/explain?q=教育", "/api/suggest?q=教", "/api/suggest/opensearch?q=教")


@pytest.fixture
def growing(tmp_path):
    """Settings of an index of one document."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_text("关于教育的讲话\n\n我们要重视教育。", "utf-8")
    settings = Settings(source=source, index=tmp_path / "index")
    reindex(settings)
    return settings


def marks(settings):
    client = create_app(settings).test_client()
    answers = [client.get(url) for url in (*URLS, "/api/documents/a.txt")]
    assert all(one.status_code == 200 for one in answers)
    return [one.headers["ETag"] for one in answers]


def test_what_has_not_changed_is_not_sent_again(growing):
    client = create_app(growing).test_client()
    for url in (*URLS, "/api/documents/a.txt"):
        first = client.get(url)
        assert first.headers["ETag"].startswith('W/"')
        assert first.headers["Cache-Control"] == "no-cache"
        again = client.get(url, headers={"If-None-Match": f'"other", {first.headers["ETag"]}'})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert client.get(url, headers={"If-None-Match": '"other"'}).data


def test_every_process_gives_the_same_mark_until_the_index_changes(growing):
    before = marks(growing)
    assert len(set(before)) == len(before)
    assert marks(growing) == before
    (growing.source / "b.txt").write_text("关于教育的另一讲话\n\n教育，教育。", "utf-8")
    reindex(growing)
    updated = marks(growing)
    assert not set(updated) & set(before)
    reindex(growing, full=True)
    assert not set(marks(growing)) & {*before, *updated}


def test_another_program_gives_another_mark(growing, monkeypatch):
    before = marks(growing)
    monkeypatch.setattr(revalidation, "_program", lambda: "another")
    assert not set(marks(growing)) & set(before)


def test_words_of_ones_own_give_another_mark(growing, tmp_path):
    (own := tmp_path / "own.txt").write_text("重视 = 关心\n", "utf-8")
    (words := tmp_path / "words.txt").write_text("教育强国\n", "utf-8")
    of_each = [
        marks(replace(growing, **more)) for more in ({}, {"synonyms": own}, {"dictionary": words})
    ]
    assert len({*of_each[0], *of_each[1], *of_each[2]}) == 3 * len(of_each[0])


def test_errors_carry_no_mark(client):
    for url in ("/api/search?page=x", "/api/documents/none.txt", "/export.csv?page=1"):
        for condition in ("*", '"a"'):
            answer = client.get(url, headers={"If-None-Match": condition})
            assert answer.status_code in (400, 404)
            assert "ETag" not in answer.headers


@pytest.mark.parametrize("url", [*URLS, "/api/search?page=x", "/api/nothing", "/export.csv?x=1"])
def test_any_site_may_read_what_is_for_programs(client, url):
    answer = client.get(url, headers={"Origin": "https://example.org"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    asked["Access-Control-Request-Headers"] = "if-none-match"
    preflight = client.options(url, headers=asked)
    if preflight.status_code == 200:
        assert "If-None-Match" in preflight.headers["Access-Control-Allow-Headers"]
        assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD"


def test_pages_are_for_this_site_alone(client, spoken):
    for url in ("/", f"/documents/{spoken}", f"/originals/{spoken}"):
        with client.get(url, headers={"Origin": "https://example.org"}) as answer:
            assert not any(name.startswith("Access-Control") for name, _ in answer.headers)


def test_the_mark_holds_for_any_search(client):
    answer = client.get("/api/search?q=优质均衡&per_page=10")
    other = client.get("/api/search?q=优质均衡")
    assert answer.headers["ETag"] != other.headers["ETag"]
    assert json.loads(answer.data)["hits"]
