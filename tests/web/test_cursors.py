"""Reading on: every hit once, in order, on one state of the index, however many there are."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp import SearchRequest, create_app
from searchapp.cursors import at_cursor, cursor
from searchapp.errors import BadRequest
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings


def walk(client, url, link="next_cursor"):
    """The ids of all hits on the way that the links show."""
    ids = []
    while url:
        answer = client.get(url)
        assert answer.status_code == 200, answer.text
        ids += [one["id"] for one in answer.json["hits"]]
        url = answer.json["links"][link]
    return ids


@pytest.mark.parametrize(
    "parameters", ["q=教育", "q=教育&sort=date&year=2024", "", "q=没有这样的话"]
)
def test_following_the_cursors_gives_every_hit_in_order(client, parameters):
    exported = client.get(f"/export.jsonl?{parameters}").data.splitlines()
    expected = [json.loads(line)["id"] for line in exported]
    assert walk(client, f"/api/search?{parameters}&per_page=10") == expected


def test_numbers_of_pages_end_where_the_depth_does_and_cursors_go_on(seeds_index):
    client = create_app(replace(seeds_index, max_page_depth=20)).test_client()
    url = "/api/search?per_page=10"
    assert walk(client, url, "next") == walk(client, url) == walk(client, "/api/search?per_page=20")
    second = client.get(f"{url}&page=2").json["links"]
    assert second["prev"] == url
    third = client.get(second["next"]).json
    assert third["page"] == 3
    assert client.get(third["links"]["self"]).json["hits"] == third["hits"]
    assert third["links"]["prev"] == "/api/search?page=2&per_page=10"
    for path in ("/api/search", "/"):
        refused = client.get(f"{path}?per_page=10&page=3")
        assert refused.status_code == 400
        assert "只到第 2 页（前 20 段）" in refused.text
    page = client.get("/?per_page=10&page=2").text
    assert "只能翻到这里" in page
    assert "page=3" not in page
    assert "只能翻到这里" not in client.get("/?per_page=10").text


def test_the_headers_say_where_an_answer_goes_on(client):
    first = client.get("/api/search?per_page=10")
    assert first.headers["Link"] == f'<{first.json["links"]["next"]}>; rel="next"'
    second = client.get(first.json["links"]["next"])
    assert second.headers.getlist("Link") == [
        f'<{second.json["links"][one]}>; rel="{one}"' for one in ("next", "prev")
    ]
    assert "Link" not in client.get("/api/search?q=没有这样的话").headers


def refused(client, url):
    answer = client.get(url)
    assert answer.status_code == 400, url
    (error,) = answer.json["errors"]
    assert error["parameter"] == "cursor"
    return error["message"]


def test_a_cursor_is_refused_where_it_does_not_belong(client):
    url = client.get("/api/search?q=教育&per_page=10").json["links"]["next_cursor"]
    assert client.get(f"{url}&page=").json["page"] == 2
    assert "另一次检索" in refused(client, url.replace("per_page=10", "per_page=20"))
    assert "另一次检索" in refused(client, f"{url}&year=2024")
    assert "不能与页码 page 一起使用" in refused(client, f"{url}&page=2")
    assert "只能出现一次" in refused(client, f"{url}&cursor=a")
    for text in ("a", "A" * 32, "教育", "%00", "=" * 32):
        assert "不是本站给出的" in refused(client, f"/api/search?cursor={text}")
    assert client.get("/api/search?cursor=").json["page"] == 1
    assert "已忽略不认识的参数：cursor" in client.get("/?cursor=a").text


def test_a_cursor_ends_with_the_state_of_the_index_it_was_made_on(tmp_path):
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    settings.source.mkdir()
    lines = [{"id": "a", "title": "一", "paragraphs": ["教育"] * 30}]
    (settings.source / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    reindex(settings)
    url = create_app(settings).test_client().get("/api/search").json["links"]["next_cursor"]
    other_process = create_app(settings).test_client()
    assert len(other_process.get(url).json["hits"]) == 10
    (settings.source / "b.txt").write_text("关于教育的讲话\n\n我们要重视教育。", "utf-8")
    reindex(settings)
    assert "索引已经更新" in refused(other_process, url)


requests = st.builds(
    SearchRequest, q=st.text(max_size=9), page=st.integers(1, 2**32 - 1), sort=st.just("date")
)


@given(requests, st.text(min_size=1, max_size=9), st.integers(0, 2**40))
def test_a_cursor_leads_back_to_its_page_and_is_safe_in_a_url(request, generation, revision):
    mark = cursor(request, generation, revision)
    assert parse_qs(urlsplit(f"/?cursor={mark}").query) == {"cursor": [mark]}
    assert at_cursor(replace(request, page=1), mark, generation, revision) == request
    for changed in (mark[:-1], "A" + mark[1:], mark[1:] + mark[0], mark + mark):
        if changed != mark:
            with pytest.raises(BadRequest):
                at_cursor(request, changed, generation, revision)
