"""Several processes that serve one site, parted from one that had the index open already."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import quote

import pytest
from prometheus_client.parser import text_string_to_metric_families

from searchapp.indexing.reindex import reindex

pytest.importorskip("gunicorn")

TOKEN = "0123456789abcdef"
QUERIES = ("教育", "优质均衡", "校园 -培训", "没有这样的话", "质量", "课后服务", "双减", "教师")
SITE = """
import time
from searchapp import create_app
from searchapp.web.serving import warm_up

app = create_app()
app.add_url_rule("/slow", view_func=lambda: time.sleep(2) or "whole")
warm_up(app)
"""


@pytest.fixture
def served(seeds_index, tmp_path):
    """The process of gunicorn, its port, and the settings of what it serves."""
    shutil.copytree(seeds_index.index, tmp_path / "index")
    (tmp_path / "served_site.py").write_text(SITE)
    (tmp_path / "token").write_text(TOKEN)
    settings = replace(seeds_index, index=tmp_path / "index")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        "SEARCHAPP_SOURCE": str(settings.source),
        "SEARCHAPP_INDEX": str(settings.index),
        "SEARCHAPP_ADMIN_TOKEN_FILE": str(tmp_path / "token"),
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "python:searchapp.deploy.gunicorn"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--pythonpath", str(tmp_path), "-b", f"127.0.0.1:{port}", "served_site:app"],
            stderr=log,
            env=environment,
        )
    with process:
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.1)
        yield process, port, settings
        process.kill()


def get(port, path, headers=None):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer, body


def search(port, q):
    """The generation that answered, and what it found."""
    answer, body = get(port, f"/api/search?q={quote(q)}")
    assert answer.status == 200
    found = json.loads(body)
    return found["index"]["generation"], [(hit["id"], hit["score"]) for hit in found["hits"]]


def test_it_serves_one_index_from_several_processes_and_ends_gracefully(served, tmp_path):
    process, port, settings = served
    expected = {q: search(port, q)[1] for q in QUERIES}
    before = search(port, "教育")[0]
    assert expected["教育"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda q: (q, *search(port, q)), QUERIES * 4))
        slow = pool.submit(get, port, "/slow")
        reindex(settings, full=True)
        after = list(pool.map(lambda q: (q, *search(port, q)), QUERIES * 4))
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        assert slow.result()[1] == "whole"
    for generation_of, asked in ((lambda one: one == before, answers), (before.__lt__, after)):
        for q, generation, hits in asked:
            assert generation_of(generation)
            assert hits == expected[q]
    assert process.wait(timeout=60) == 0
    lines = [json.loads(one) for one in (tmp_path / "log").read_text("utf-8").splitlines()]
    searches = [one for one in lines if one.get("url", "").startswith("/api/search")]
    assert len(searches) == len(QUERIES) * 9 + 1
    assert not [one for one in lines if "exception" in one]
    assert not list(tmp_path.glob("searchapp-metrics-*"))


def test_its_figures_are_those_of_all_processes_and_its_headers_those_of_one(served, tmp_path):
    _, port, _ = served
    asked = 0
    with ThreadPoolExecutor(8) as pool:
        # Who is quick may answer them all before another one has looked.
        while len(set(tmp_path.rglob("counter_*.db"))) < 2:
            asked += len(list(pool.map(lambda q: search(port, q), QUERIES * 4)))
            assert asked < 5_000
    password = "OjAxMjM0NTY3ODlhYmNkZWY="  # the token, as HTTP sends it
    answer, body = get(port, "/metrics", {"Authorization": f"Basic {password}"})
    assert answer.status == 200
    figures = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }
    assert figures["searchapp_requests_total", "api.search_json", "200"] == asked
    assert figures[("searchapp_index_ready",)] == 1
    # No version is told, and nobody is believed unasked.
    answer, body = get(port, "/opensearch.xml", {"X-Forwarded-Proto": "https"})
    assert not re.search(r"\d", answer.headers["Server"])
    assert "http://127.0.0.1" in body
