"""A client that costs little beside the server: plain sockets that are kept open."""

import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from typing import Any

_CONNECTIONS = 4  # as many as waitress has threads by default
_MOST_REQUESTS = 20_000
_TIMEOUT = 60


def load(port: int, paths: Sequence[str], seconds: float) -> dict[str, float]:
    """Ask for the paths in turn on several connections, for so long at most.

    Gives answers a second and the mean size of an answer in bytes.
    """
    started = time.perf_counter()
    deadline = started + seconds
    with ThreadPoolExecutor(_CONNECTIONS) as threads:
        shares = [islice(cycle(paths), place, None, _CONNECTIONS) for place in range(_CONNECTIONS)]
        sizes = threads.map(lambda share: _ask(port, share, deadline), shares)
        counted = [one for share in sizes for one in share]
    took = time.perf_counter() - started
    return {"per_second": len(counted) / took, "mean_bytes": sum(counted) / len(counted)}


def _ask(port: int, paths: Any, deadline: float) -> list[int]:
    """The sizes of the answers on one connection."""
    sizes = []
    with socket.create_connection(("127.0.0.1", port), timeout=_TIMEOUT) as connection:
        for path in islice(paths, _MOST_REQUESTS // _CONNECTIONS):
            if time.perf_counter() >= deadline:
                break
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            sizes.append(_body_size(connection))
    return sizes


def _body_size(connection: socket.socket) -> int:
    """Read one answer, which must be a good one, and give the size of its body."""
    received = b""
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += connection.recv(65_536)
    head = received[:end].lower()
    if not head.startswith(b"http/1.1 200"):
        raise SystemExit(f"the server answered {received[:300]!r}")
    size = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
    left = size - (len(received) - end - 4)
    while left > 0:
        left -= len(connection.recv(min(left, 1 << 20)))
    return size
