"""What is measured of a process: CPU, memory, files; and on which machine."""

import os
import platform
import re
import resource
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class Stopwatch:
    """CPU seconds (all threads) and wall seconds since it was made, without what `apart` took."""

    def __init__(self) -> None:
        self._wall = time.perf_counter()
        self._cpu = time.process_time()
        self._apart_wall = 0.0
        self._apart_cpu = 0.0

    def apart(self, items: Iterable[T]) -> Iterator[T]:
        """The items; making them is not on this watch's account."""
        iterator = iter(items)
        while True:
            wall, cpu = time.perf_counter(), time.thread_time()
            item = next(iterator, None)
            self._apart_wall += time.perf_counter() - wall
            self._apart_cpu += time.thread_time() - cpu
            if item is None:
                return
            yield item

    def read(self) -> dict[str, float]:
        """Seconds so far."""
        return {
            "cpu_seconds": time.process_time() - self._cpu - self._apart_cpu,
            "wall_seconds": time.perf_counter() - self._wall - self._apart_wall,
        }


def memory(process: int | str = "self") -> dict[str, int]:
    """Bytes of a process: `peak` and `resident` with file-backed pages, `anonymous` without."""
    status = Path(f"/proc/{process}/status").read_text()
    lines = {"peak": "VmHWM", "resident": "VmRSS", "anonymous": "RssAnon"}
    return {
        name: int(re.search(rf"^{line}:\s+(\d+) kB", status, re.MULTILINE)[1]) * 1024  # type: ignore[index]
        for name, line in lines.items()
    }


def resident_with_children(process: int) -> int:
    """Bytes that a process and its descendants hold, shared pages counted once for each."""
    try:
        own = memory(process)["resident"]
        threads = Path(f"/proc/{process}/task").glob("*/children")
        children = [int(one) for thread in threads for one in thread.read_text().split()]
    except (OSError, TypeError):  # it has just ended
        return 0
    return own + sum(map(resident_with_children, children))


def folder_bytes(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def children_cpu() -> float:
    """CPU seconds of the ended and awaited children of this process, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def distribution(seconds: Iterable[float]) -> dict[str, float]:
    """Median, 95th percentile and mean in milliseconds."""
    ordered = sorted(one * 1_000 for one in seconds)
    return {
        "p50": _percentile(ordered, 0.50),
        "p95": _percentile(ordered, 0.95),
        "mean": sum(ordered) / len(ordered),
    }


def _percentile(ordered: list[float], share: float) -> float:
    """Interpolated between the two values on either side."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def machine() -> dict[str, Any]:
    """The machine that all this ran on."""
    cpuinfo = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", cpuinfo)
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": model[1] if model else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 1e9, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
    }
