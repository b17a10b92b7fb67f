"""What a server costs its users: the first request, and requests a second beside Flask's floor."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from tests.benchmarks.process import own_process
from tests.benchmarks.queries import Query
from tests.benchmarks.web_client import load

_SERVE = [sys.executable, "-c", "from searchapp.cli import main; main()", "serve", "--port", "0"]
_SERVER = [sys.executable, "-m", "tests.benchmarks.web_server"]

Figures = dict[str, Any]


def serving(index: Path, queries: Sequence[Query], rounds: int, seconds: float = 3.0) -> Figures:
    """Figures of a fresh server; of it and of the floor the best of rounds of so many seconds."""
    paths = [_path(one) for one in queries]
    return {
        "first_request": _first_request(index, paths[0]),
        **_throughput(index, paths, rounds, seconds),
    }


def _first_request(index: Path, path: str) -> Figures:
    """Seconds until `searchapp serve` says that it serves, and of the first answer after that."""
    started = time.perf_counter()
    with _started([*_SERVE, "--index", str(index)]) as line:
        ready = time.perf_counter()
        address = line[line.index("http://") :].split()[0]
        with urlopen(address + path, timeout=60) as answer:
            answer.read()
        return {"ready_seconds": ready - started, "answer_seconds": time.perf_counter() - ready}


def _throughput(index: Path, paths: Sequence[str], rounds: int, seconds: float) -> Figures:
    with own_process() as run, _started([*_SERVER, "index", str(index)]) as port:
        size = round(run(load, int(port), paths, seconds)["mean_bytes"])
        with _started([*_SERVER, "constant", str(size)]) as floor_port:
            found: dict[str, float] = {"search": 0, "floor": 0}
            for _ in range(rounds):
                for name, one in (("search", port), ("floor", floor_port)):
                    answered = run(load, int(one), paths, seconds)
                    found[name] = max(found[name], answered["per_second"])
    return {"requests_per_second": found, "answer_bytes": size}


@contextmanager
def _started(command: Sequence[str]) -> Iterator[str]:
    """A server process, ended after the block; gives the first line that it prints."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        try:
            yield process.stdout.readline()  # type: ignore[union-attr]
        finally:
            process.kill()


def _path(query: Query) -> str:
    """The URL of a query; words of an `or` query are asked for together."""
    asked = {"q": " ".join(f'"{one}"' for one in query.exact), "year": query.year or ""}
    return f"/api/search?{urlencode(asked)}"
