"""What runs in the process of an engine: build its indexes, open one, ask it, on the clock."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import Corpus, with_pairs
from tests.benchmarks.engines import engine
from tests.benchmarks.measure import Stopwatch, folder_bytes, memory
from tests.benchmarks.queries import Answer, Query

Figures = dict[str, Any]


@dataclass(frozen=True)
class Ask:
    """A query, the index it is asked of, and the function of the engine's module that asks."""

    folder: Path
    function: str
    query: Query


def build(name: str, folder: Path, corpus: Corpus, pairs: bool) -> Figures:
    """Index paragraphs by their words, or by pairs of characters, in a new folder."""
    folder.mkdir(parents=True)
    module = engine(name)
    watch = Stopwatch()
    entries = watch.apart(corpus.documents())
    module.build(folder, with_pairs(entries) if pairs else entries)
    return {**watch.read(), "peak_bytes": memory()["peak"], "index_bytes": folder_bytes(folder)}


def open_and_ask(name: str, asks: Sequence[Ask]) -> Figures:
    """Seconds until the first answer, from opening on; memory after all of them."""
    engine(name)  # importing it is not on the clock
    cpu, wall = time.process_time(), time.perf_counter()
    _answer(name, asks[0])
    opening = {"cpu_seconds": time.process_time() - cpu, "wall_seconds": time.perf_counter() - wall}
    for one in asks:
        _answer(name, one)
    return {"open": opening, "memory": memory()}


def answers(name: str, asks: Sequence[Ask]) -> list[Answer]:
    """What the engine says."""
    return [engine(name).read(_answer(name, one)) for one in asks]


def timed(name: str, asks: Sequence[Ask]) -> list[float]:
    """CPU seconds of each answer."""
    module = engine(name)
    prepared = [(getattr(module, one.function), _opened(name, one.folder), one) for one in asks]
    seconds = []
    for ask, index, one in prepared:
        started = time.process_time()
        ask(index, one.query)
        seconds.append(time.process_time() - started)
    return seconds


def _answer(name: str, ask: Ask) -> Any:
    return getattr(engine(name), ask.function)(_opened(name, ask.folder), ask.query)


@cache
def _opened(name: str, folder: Path) -> Any:
    return engine(name).open_index(folder)
