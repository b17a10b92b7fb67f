"""What a server logs: one JSON line a request, tied by an id to what the client was told."""

import io
import json
import logging
import re

import pytest

from searchapp import create_app
from searchapp.exporting import export
from searchapp.settings import Settings
from searchapp.web.logs import JsonLines, log_to_stderr
from tests.conftest import ROOT
from tests.web.odd import HOSTILE

ID = "0123-abc.DEF_9"
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture
def log():
    """The lines that are logged, as they would stand on standard error."""
    written = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    log_to_stderr()
    (handler,) = root.handlers
    handler.setStream(written)

    def lines():
        text = written.getvalue()
        assert all(one.isprintable() for one in text.replace("\n", ""))
        return [json.loads(one) for one in text.splitlines()]

    yield lines
    root.handlers[:] = before
    root.setLevel(level)
    logging.getLogger("searchapp").setLevel(logging.NOTSET)
    logging.captureWarnings(capture=False)


def requests(lines):
    return [one for one in lines if one["logger"] == "searchapp.access"]


def test_a_request_is_one_line(client, log):
    with client.get("/?q=优质均衡&year=2024", headers={"User-Agent": "a program"}) as answer:
        size = len(answer.data)
    (line,) = log()
    for key in (*line, "problem", "broken_off", "exception"):
        assert f"`{key}`" in README
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
    assert 0 < line["took_ms"] < 60_000
    del line["time"], line["took_ms"], line["request_id"]
    assert line == {
        "level": "info",
        "logger": "searchapp.access",
        "message": "GET /?q=优质均衡&year=2024 200",
        "client": "127.0.0.1",
        "method": "GET",
        "url": "/?q=优质均衡&year=2024",
        "status": 200,
        "bytes": size,
        "agent": "a program",
        "paragraph_count": 3,
    }


def test_an_id_that_is_well_formed_is_taken_over(client, log):
    with client.get("/healthz", headers={"X-Request-ID": ID}) as answer:
        assert answer.headers.getlist("X-Request-ID") == [ID]
    assert log()[-1]["request_id"] == ID


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, '"}', "编号", "a\x1b[31m", "../../etc"])
def test_any_other_id_is_replaced(client, log, given):
    with client.get("/healthz", headers={"X-Request-ID": given.encode().decode("latin-1")}) as got:
        known_as = got.headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{16}", known_as)
    assert log()[-1]["request_id"] == known_as


def test_every_request_without_an_id_gets_another(client):
    assert len({client.get("/healthz").headers["X-Request-ID"] for _ in range(50)}) == 50


def test_a_program_is_told_the_id_of_its_mistake(client, log):
    with client.get("/api/search?page=x", headers={"X-Request-ID": ID}) as answer:
        assert answer.json["request_id"] == ID
    assert log()[-1]["status"] == 400


def test_what_went_wrong_is_logged_under_the_id_that_the_page_shows(tmp_path, log):
    site = create_app(Settings(index=tmp_path / "nowhere")).test_client()
    with site.get("/?q=教育", headers={"X-Request-ID": ID}) as answer:
        assert f"请求编号 {ID}" in answer.text
    error, access = log()
    assert (error["level"], error["request_id"]) == ("error", ID)
    assert error["message"].startswith("index-unusable: ")
    assert (access["request_id"], access["status"]) == (ID, 503)
    assert access["problem"] == "index-unusable"


def test_an_error_nobody_expected_is_logged_whole_and_on_one_line(seeds_index, log):
    app = create_app(seeds_index)
    app.add_url_rule("/broken", view_func=lambda: 1 // 0)
    with app.test_client().get("/broken?q=%0A", headers={"X-Request-ID": ID}) as answer:
        assert ID in answer.text
        assert "ZeroDivision" not in answer.text
    error, access = log()
    assert error["exception"].startswith("Traceback")
    assert error["exception"].endswith("ZeroDivisionError: integer division or modulo by zero")
    assert error["request_id"] == ID
    assert access["status"] == 500


def test_an_answer_that_breaks_off_is_marked(seeds_index, log, monkeypatch):
    def breaks_off(hits, site):
        yield b"x" * 100_000
        raise OSError

    monkeypatch.setitem(export._WRITE, "csv", breaks_off)
    answer = create_app(seeds_index).test_client().get("/export.csv?q=教育")
    with pytest.raises(OSError, match=r"^$"):
        answer.get_data()
    answer.close()
    line = log()[-1]
    assert line["broken_off"]
    assert 0 < line["bytes"] <= 100_000


def test_what_others_send_makes_no_line_of_its_own_and_reaches_no_terminal(client, log):
    sent = f'\n{{"level": "error"}}\x1b[2J\u202e\x9b{HOSTILE}'
    client.get("/", query_string={"q": sent}, headers={"User-Agent": "\x1b]0;x\x07"}).close()
    client.get(f"/documents/{'x' * 50_000}").close()
    client.get("/", environ_overrides={"PATH_INFO": "/\xff\xfe\n"}).close()
    first, second, third = requests(log())
    assert "\x1b" not in first["url"]
    assert first["agent"] == "\x1b]0;x\x07"  # in JSON, where it is escaped
    assert len(second["url"]) == 2_000
    assert third["url"] == "/%FF%FE%0A"


def test_no_secret_is_logged(client, log):
    headers = {"Authorization": "Basic c2VjcmV0OnNlY3JldA==", "Cookie": "session=secret"}
    client.get("/", headers=headers).close()
    assert "c2VjcmV0" not in json.dumps(log())
    assert "secret" not in json.dumps(log())


def test_without_a_request_there_is_no_id():
    record = logging.makeLogRecord({"msg": "开始", "levelname": "INFO", "name": "x"})
    import threading

    lines = []
    thread = threading.Thread(target=lambda: lines.append(JsonLines().format(record)))
    thread.start()
    thread.join()
    assert json.loads(lines[0])["request_id"] is None
    assert "开始" in lines[0]
