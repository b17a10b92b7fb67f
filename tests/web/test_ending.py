"""A server that is told to end: what has been asked is answered, and nobody else is let in."""

import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection

import pytest

SERVE = """
import sys, time
from pathlib import Path
from flask import Response
from searchapp.settings import Settings
from searchapp.web import serving

made = serving.create_app

def create_app(settings):
    app = made(settings)
    app.add_url_rule("/slow/<int:seconds>", "slow", slow)
    return app

def slow(seconds):
    print("asked", flush=True)
    time.sleep(seconds)
    return Response(b"x" * 30_000_000)

serving.create_app = create_app
serving.GRACE = float(sys.argv[2])
serving.serve(Settings(index=Path(sys.argv[1])), "127.0.0.1", 0)
"""


@pytest.fixture
def grace():
    """Seconds that requests have to finish in."""
    return 60


@pytest.fixture
def served(seeds_index, tmp_path, grace):
    """The process of a server, its port, and where its log is."""
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(seeds_index.index), str(grace)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
        )
    with process:
        port = int(re.search(r"http://127\.0\.0\.1:(\d+) ", process.stdout.readline())[1])
        yield process, port, tmp_path / "log"
        process.kill()


def ask(process, port, seconds):
    """A connection whose request is being answered."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", f"/slow/{seconds}")
    assert process.stdout.readline() == "asked\n"
    return connection


def wait_until_refused(port):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            connect(port).close()
        except ConnectionError:
            return
    pytest.fail("it still lets others in")


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def test_a_request_under_way_is_answered_to_its_last_byte(served):
    process, port, log = served
    with connect(port) as idle, connect(port) as half, closing(ask(process, port, 1)) as asking:
        half.sendall(b"GET /healthz HTTP/1.1\r\n")
        process.terminate()
        wait_until_refused(port)
        assert idle.recv(1) == b""
        half.sendall(b"Host: x\r\nConnection: close\r\n\r\n")
        assert half.recv(100).startswith(b"HTTP/1.1 200 ")
        answer = asking.getresponse()
        assert answer.status == 200
        size = 0
        while piece := answer.read(5_000_000):  # not as fast as it comes
            size += len(piece)
            time.sleep(0.02)
        assert size == 30_000_000
    assert process.wait(timeout=30) == 0
    assert "个请求答完" in log.read_text("utf-8")


def test_with_nothing_to_be_answered_it_ends_at_once(served):
    process, _, _ = served
    process.terminate()
    assert process.wait(timeout=10) == 0


@pytest.mark.parametrize("grace", [1])
def test_a_request_that_takes_too_long_is_left(served):
    process, port, log = served
    with closing(ask(process, port, 60)):
        process.terminate()
        assert process.wait(timeout=30) == 0
    assert "不再等待：1 个" in log.read_text("utf-8")


def test_a_second_signal_ends_it_without_waiting(served):
    process, port, _ = served
    with closing(ask(process, port, 60)):
        process.terminate()
        wait_until_refused(port)
        process.terminate()
        assert process.wait(timeout=10) == -signal.SIGTERM
