"""What takes too long is given up, wherever it is by then, and never answered in part."""

import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection, IncompleteRead
from itertools import count
from types import SimpleNamespace

import pytest
from waitress.server import create_server

from searchapp import LiveIndex, SearchRequest, create_app, deadline
from searchapp.deadline import check_time, each_in_time, time_limit
from searchapp.engine.whoosh import snapshot
from searchapp.engine.whoosh.statements import statements
from searchapp.errors import OutOfTime
from searchapp.exporting import export
from searchapp.indexing.reindex import reindex
from searchapp.search import search
from searchapp.settings import Settings

DOCUMENT = "002_6b2caf8631c2c5ff.txt"
URLS = [
    "/api/search?q=教育 工作 OR 优质*均衡 OR (课后 NEAR/9 服务) -培训&per_page=100",
    "/api/search?q=学校应当怎样推进优质教育的均衡发展&collapse=1",
    "/api/search?q=优质均横&synonyms=1&explain=1",
    "/?q=义务教育&page=2",
    f"/documents/{DOCUMENT}?q=教*育&script=Hans&at=13",
    f"/api/explain?q=教育 优质均衡&paragraph={DOCUMENT}%2313",
    "/api/search?q=教育&view=documents",
    "/api/search?q=教*育&view=lines&sort=left",
    "/api/trends?q=教育&q=双减 NEAR/9 工作",
    "/trends?q=教育",
    "/api/suggest?q=教育",
    "/api/suggest/opensearch?q=教育",
    "/feed.atom?q=教育",
    "/feed.json",
]


class Clock:
    """Goes on by `step` seconds whenever somebody looks at it."""

    def __init__(self):
        self.step = 0.0
        self.now = 0.0

    def monotonic(self):
        self.now += self.step
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(deadline, "time", SimpleNamespace(monotonic=clock.monotonic))
    return clock


@pytest.fixture(scope="module")
def client(seeds_index):
    return create_app(replace(seeds_index, max_request_seconds=1)).test_client()


def content(answer):
    assert answer.status_code == 200
    if answer.is_json and isinstance(answer.json, dict):
        return {key: value for key, value in answer.json.items() if key != "took_ms"}
    return re.sub("用时 .* 毫秒", "", answer.text)


@pytest.mark.parametrize("url", URLS)
def test_whenever_the_time_is_over_an_answer_is_whole_or_given_up(client, clock, url):
    whole = content(client.get(url))
    for looks in (int(1.5**power) for power in count()):
        clock.step = 1 / (looks + 0.5)
        answer = client.get(url)
        if answer.status_code == 200:
            break
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "超过了上限" in answer.text
        clock.step = 0
        assert content(client.get(url)) == whole
    assert content(answer) == whole
    assert looks > 1


def test_what_is_given_up_is_told_to_programs_and_people(client, clock):
    clock.step = 2
    body = client.get("/api/search?q=教育").json
    assert (body["type"], body["status"]) == ("/errors/out-of-time", 503)
    page = client.get("/?q=教育").text
    assert body["detail"] in page
    assert 'value="教育"' in page
    assert client.get("/api/openapi.json").status_code == 200


def test_a_document_made_to_be_slow_is_given_up_soon(tmp_path):
    settings = Settings(source=tmp_path / "source", index=tmp_path / "i", max_request_seconds=0.2)
    settings.source.mkdir()
    document = {"id": "a", "title": "甲", "paragraphs": ["教育" * 50_000]}
    (settings.source / "a.jsonl").write_text(json.dumps(document))
    reindex(settings)
    client = create_app(settings).test_client()
    for url in ("/?q=教*育*教*育*教*育", "/documents/a?q=教*育*教*育*教*育", "/documents/a?q=教育"):
        started = time.perf_counter()
        assert client.get(url).status_code == 503
        assert time.perf_counter() - started < 5
    asked = SearchRequest("教*育")
    assert search(LiveIndex(settings.index).current(), asked, settings).paragraph_count == 1


def test_without_a_limit_there_is_no_end():
    check_time()
    with time_limit(0.01):
        check_time()
        time.sleep(0.02)
        with pytest.raises(OutOfTime):
            check_time()
    check_time()


def test_a_limit_inside_another_one_holds_for_what_is_inside(clock):
    with time_limit(1):
        with time_limit(1_000):
            clock.now += 10
            check_time()
        with pytest.raises(OutOfTime):
            check_time()


def test_what_is_made_once_for_all_is_made_once_and_held_against_nobody(seeds_index, monkeypatch):
    made = []

    def slowly(segments):
        made.append(len(segments))
        time.sleep(1.2)
        return statements(segments)

    monkeypatch.setattr(snapshot, "statements", slowly)
    app = create_app(replace(seeds_index, max_request_seconds=1))
    assert app.test_client().get("/api/search?q=教育").status_code == 200
    with ThreadPoolExecutor(4) as threads:
        url = "/api/search?q=教育&collapse=1"
        found = list(threads.map(lambda _: app.test_client().get(url).status_code, range(4)))
    assert found == [200] * 4
    assert len(made) == 1


def test_what_becomes_of_the_pieces_takes_none_of_the_time_to_make_them(clock):
    def made(seconds):
        for number in range(3):
            clock.now += seconds
            check_time()
            yield bytes([number])

    found = []
    for one in each_in_time(made(3), 10):
        clock.now += 1_000
        found.append(one)
    assert found == [b"\0", b"\1", b"\2"]
    pieces = each_in_time(made(4), 10)
    assert [next(pieces), next(pieces)] == [b"\0", b"\1"]
    with pytest.raises(OutOfTime):
        next(pieces)


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "xlsx"])
def test_an_export_may_take_so_long_and_no_longer(seeds_index, clock, suffix):
    limited = replace(seeds_index, max_export_seconds=200, max_request_seconds=1_000)
    client = create_app(limited).test_client()
    url = f"/export.{suffix}?q=教育"
    clock.step = 1
    assert client.get(url).status_code == 200
    clock.step = 3
    answer = client.get(url)
    assert answer.status_code == 503
    assert answer.json["type"] == "/errors/out-of-time"
    assert int(answer.headers["Retry-After"]) > 0
    assert "Content-Disposition" not in answer.headers


@pytest.fixture
def slow(seeds_index, monkeypatch):
    """The port of a server whose exports take longer than they may."""

    def slowly(hits, site):
        for one in hits:
            time.sleep(0.05)
            yield one.text.encode() * 10_000

    monkeypatch.setitem(export._WRITE, "csv", slowly)
    app = create_app(replace(seeds_index, max_export_seconds=0.5))
    server = create_server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.effective_port
    server.close()
    server.asyncore.close_all(server._map, ignore_all=True)
    thread.join()


def test_an_export_whose_time_is_over_breaks_off_and_is_not_taken_for_a_whole_one(slow, caplog):
    connection = HTTPConnection("127.0.0.1", slow, timeout=30)
    connection.request("GET", "/export.csv")
    answer = connection.getresponse()
    assert answer.status == 200
    with pytest.raises(IncompleteRead):
        answer.read()
    connection.close()
    assert "OutOfTime" in caplog.text


def test_commands_take_the_time_they_need(run, monkeypatch, tmp_path):
    for name in ("REQUEST", "EXPORT"):
        monkeypatch.setenv(f"SEARCHAPP_MAX_{name}_SECONDS", "0.000001")
    assert run("search", "教育").code == 0
    assert run("export", "教育", "--output", str(tmp_path / "a.csv")).code == 0
