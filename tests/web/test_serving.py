"""The site as a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from http.client import HTTPConnection, IncompleteRead

import pytest
from waitress.server import create_server

from searchapp import create_app
from searchapp.cli import main
from searchapp.errors import SearchAppError
from searchapp.exporting import export
from searchapp.web.serving import serve

SERVE = """
import sys
from pathlib import Path
from searchapp.settings import Settings
from searchapp.web.serving import serve
serve(Settings(index=Path(sys.argv[1])), "127.0.0.1", 0)
"""


@pytest.fixture
def served(seeds_index):
    """The process of a server and the port it says."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(seeds_index.index)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    with process:
        line = process.stdout.readline()
        yield process, int(re.search(r"http://127\.0\.0\.1:(\d+) ", line)[1])
        process.kill()


def test_it_says_where_it_serves_answers_there_and_ends_at_an_interrupt(served):
    process, port = served
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/api/search?q=%E4%BC%98%E8%B4%A8%E5%9D%87%E8%A1%A1")
    answer = connection.getresponse()
    assert answer.status == 200
    assert "优质均衡" in answer.read().decode()
    assert answer.headers["Server"] is None
    connection.close()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0


def test_an_address_may_have_bare_characters_as_curl_sends_it(served):
    _, port = served
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(
            "GET /api/search?q=优质均衡&year=2024 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    assert answer.startswith("HTTP/1.1 200 ")
    assert "全文含“优质均衡”，年份 2024" in answer


def test_a_request_that_is_far_too_large_is_refused_before_it_is_received(served):
    _, port = served
    for size, told in ((70_000, "请求附带的内容太大"), (10**10, "")):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.putrequest("POST", "/api/search")
        connection.putheader("Content-Length", str(size))
        connection.endheaders(b"x" * 70_000)
        answer = connection.getresponse()
        assert answer.status == 413
        assert told in answer.read().decode()
        connection.close()


def test_a_request_that_does_not_say_how_large_it_is_may_be_no_larger(served):
    _, port = served
    for size, status in ((65_536, 405), (65_537, 413)):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("POST", "/api/search", iter([b"x" * size]), encode_chunked=True)
        answer = connection.getresponse()
        assert answer.status == status
        assert answer.read()
        connection.close()


def test_by_default_only_this_machine_is_served():
    (host,) = [one for one in main.commands["serve"].params if one.name == "host"]
    assert host.default == "127.0.0.1"


def test_only_the_address_said_is_listened_at_and_what_is_no_http_learns_nothing(served):
    _, port = served
    if sys.platform == "linux":  # elsewhere 127.0.0.2 is no address
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port))
    for sent in (b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nA\0: b\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(sent)
            with connection.makefile("rb") as answer:
                received = answer.read().lower()
        assert received.startswith(b"http/1.")
        assert b" 400 " in received.splitlines()[0]
        for banner in (b"waitress", b"python", b"werkzeug", b"flask", b"\nserver:", b"traceback"):
            assert banner not in received


@pytest.fixture
def broken(seeds_index, monkeypatch):
    """The port of a server whose exports break off after a while."""

    def breaks_off(hits, site):
        for one in hits:
            yield one.text.encode() * 10_000
        raise OSError

    monkeypatch.setitem(export._WRITE, "csv", breaks_off)
    server = create_server(create_app(seeds_index), host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.effective_port
    server.close()
    server.asyncore.close_all(server._map, ignore_all=True)
    thread.join()


def test_an_export_that_breaks_off_is_not_taken_for_a_whole_one(broken):
    connection = HTTPConnection("127.0.0.1", broken, timeout=30)
    connection.request("GET", "/export.csv")
    answer = connection.getresponse()
    assert answer.status == 200
    with pytest.raises(IncompleteRead):
        answer.read()
    connection.close()


def test_an_address_that_cannot_be_had_is_told(seeds_index):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SearchAppError, match=f"端口 {port} .*请换一个地址"):
            serve(seeds_index, "127.0.0.1", port)
