"""Known holes make the audit fail; where nobody can be asked it says that, not that all is well."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.supply.audit import Answer, ask, told

LOCK = "".join(
    f"{name}==1.0 \\\n    --hash=sha256:{'0' * 64}\n" for name in ("holed", "patched", "sound")
)


def hole(name, fixed):
    events = [{"introduced": "0"}, *([{"fixed": fixed}] if fixed else [])]
    package = {"name": name, "ecosystem": "PyPI"}
    ranges = [{"type": "ECOSYSTEM", "events": events}]
    return {
        "id": f"PYSEC-{name}",
        "summary": "a hole",
        "affected": [{"package": package, "ranges": ranges, "versions": ["1.0"]}],
    }


HOLES = {"holed": [hole("holed", None)], "patched": [hole("patched", "1.1")]}


class Osv(BaseHTTPRequestHandler):
    """Answers as api.osv.dev does (https://google.github.io/osv.dev/post-v1-query/)."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        holes = HOLES.get(asked["package"]["name"], [])
        content = json.dumps({"vulns": holes} if holes else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def lock(tmp_path):
    file = tmp_path / "requirements.txt"
    file.write_text(LOCK)
    return file


@pytest.fixture
def osv():
    """The options that have a server here asked, of which the holes are known."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Osv) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield ["--osv-url", f"http://127.0.0.1:{server.server_port}/v1/query"]
        server.shutdown()
        thread.join()


def test_a_known_hole_makes_it_fail_and_is_told_with_what_mends_it(lock, osv):
    answer = ask("osv", lock, osv)
    assert (answer.known_count, answer.unknown, answer.silence) == (3, (), "")
    code, words = told([answer])
    assert code == 1
    assert "holed 1.0：PYSEC-holed，还没有修复的版本" in words
    assert "patched 1.0：PYSEC-patched，1.1 已修复" in words
    assert "sound" not in words


def test_packages_without_holes_make_it_pass(tmp_path, osv):
    sound = tmp_path / "requirements.txt"
    sound.write_text(LOCK[LOCK.index("sound") :])
    code, words = told([ask("osv", sound, osv)])
    assert (code, words) == (0, "依据 osv 核对了 1 个包，漏洞 0 处")


def test_where_nobody_can_be_asked_it_says_so_and_does_not_fail(lock):
    answer = ask("osv", lock, ["--osv-url", "http://127.0.0.1:1/v1/query"])
    assert "127.0.0.1" in answer.silence
    nothing = Answer("pypi", silence="没有这些包的数据")
    code, words = told([answer, nothing])
    assert code == 0
    assert words.startswith("没有核对依赖有没有已知的漏洞")
    assert answer.silence in words
    assert "pypi：没有这些包的数据" in words


def test_the_first_that_answers_counts_and_what_it_does_not_know_is_named():
    partly = Answer("pypi", known_count=2, unknown=("甲", "乙"))
    code, words = told([Answer("osv", silence="无法连接"), partly])
    assert code == 0
    assert "核对了 2 个包" in words
    assert "未经核对的：甲、乙" in words
