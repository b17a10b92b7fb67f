"""`make bench`: every measure in one run: on the screen, in results.json, in the README.

    python -m tests.benchmarks [--sizes 10000,100000,592687] [--queries 200] [--rounds 9]
                               [--seed 1] [--engines NAMES] [--output FILE]

Each size has its paragraphs indexed by each engine and by `searchapp reindex`. It takes about forty
minutes on two cores at the default sizes, nearly all of it word segmentation and the peers.
"""

import argparse
import json
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.benchmarks import engines, reindexing, table
from tests.benchmarks.corpus import Corpus, cut, segmentation
from tests.benchmarks.measure import machine
from tests.benchmarks.process import own_process
from tests.benchmarks.published import README, RESULTS, publish
from tests.benchmarks.queries import draw
from tests.benchmarks.reading import reading
from tests.benchmarks.serving import serving
from tests.benchmarks.sidebyside import compare

_REINDEXES = 3
_ROOT = Path(__file__).parent.parent.parent
_CORPORA = Path(os.environ.get("SEARCHAPP_CORPORA", _ROOT.parent / "shared" / "corpora"))


def main() -> None:
    """Measure, print, and write the results."""
    options = _options()
    sizes = sorted(map(int, options.sizes.split(",")))
    asked = options.engines.split(",")
    names = [name for name in asked if engines.is_installed(name)]
    not_installed = [name for name in asked if name not in names]
    _say(f"engines: {', '.join(names)}; not installed: {', '.join(not_installed) or 'none'}")
    with tempfile.TemporaryDirectory(prefix="searchapp-benchmarks-") as temporary:
        folder = Path(temporary)
        file = folder / "corpus.jsonl"
        with own_process() as run:
            run(cut, _CORPORA / "laws.jsonl.xz", file, sizes[-1], options.seed)
        _say("words cut")
        figures = {
            str(size): _measure(Corpus(file, size), folder / str(size), names, options)
            for size in sizes
        }
        figures[str(sizes[-1])]["files"] = reindexing.many_files(
            Corpus(file, sizes[-1]), folder / "files"
        )
        with own_process() as run:
            figures[str(sizes[-1])]["reading"] = run(reading, _CORPORA, options.rounds)
    measures = table.results(figures)
    print(table.ratios(measures))
    content = {
        "machine": machine(),
        "measures": measures,
        "not_installed": not_installed,
        "seed": options.seed,
        "libraries": _libraries(),
        "figures": figures,
    }
    options.output.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if options.output == RESULTS:
        publish(README, content)


def _measure(
    corpus: Corpus, folder: Path, names: list[str], options: argparse.Namespace
) -> dict[str, Any]:
    """The figures of one size; what users meet is measured up to the middle one."""
    with own_process() as run:
        queries = run(draw, corpus, options.queries, options.seed)
    present = [name for name in names if corpus.size <= engines.LARGEST.get(name, corpus.size)]
    found = compare(present, corpus, queries, folder, options.rounds)
    for one in found["disagreements"]:
        _say(f"DISAGREEMENT: {one}")
    _say(f"{corpus.size:,} paragraphs\n{table.engines(found)}\n")
    if corpus.size <= table.MIDDLE:
        found |= _reindexed(corpus, folder / "reindex")
        found["serving"] = serving(folder / "reindex" / "index", queries, options.rounds)
        fast = reindexing.full_fast(folder / "reindex")
        if fast:
            found["reindex_fast"] = fast
        told = (one for one in found if one not in ("engines", "queries", "disagreements"))
        for name in told:
            _say(f"{name}: {found[name]}")
    return found


def _reindexed(corpus: Corpus, folder: Path) -> dict[str, Any]:
    """A full reindex beside jieba alone, each in turn: machines have moods, so the best counts."""
    reindexing.one_file(corpus, folder)
    alone, beside, whole = [], [], []
    for _ in range(_REINDEXES):
        alone.append(_segmentation(corpus, 1))
        whole.append(reindexing.full(folder))
        beside.append(_segmentation(corpus, os.cpu_count() or 1))
    return {
        "jieba_cpu_seconds": min(alone),
        "jieba_on_all_cores_cpu_seconds": min(beside),
        "reindex": min(whole, key=lambda one: one["cpu_seconds"]),
    }


def _segmentation(corpus: Corpus, processes: int) -> float:
    """The CPU seconds of jieba alone, in so many processes at once as `reindex` has it done.

    Beside another one each takes longer than alone.
    """
    with ExitStack() as stack, ThreadPoolExecutor(processes) as threads:
        runs = [stack.enter_context(own_process()) for _ in range(processes)]
        shares = [
            threads.submit(run, segmentation, corpus, share, processes)
            for share, run in enumerate(runs)
        ]
        return sum(one.result() for one in shares)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,592687", help="paragraphs, with commas")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=9, help="the best time of so many counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engines", default=",".join(engines.NAMES))
    parser.add_argument("--output", type=Path, default=RESULTS)
    return parser.parse_args()


def _libraries() -> dict[str, str]:
    found = {}
    for name in ("numpy", "numba", "whoosh", "jieba", "rjieba", "tantivy", "flask", "waitress"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)


if __name__ == "__main__":
    main()
