"""The engines side by side at one size: build, index, opening, memory, queries and agreement."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tests.benchmarks import asking
from tests.benchmarks.asking import Ask, Figures
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.measure import distribution
from tests.benchmarks.process import Run, own_process
from tests.benchmarks.queries import KINDS, SUBSTRING, WORD_KINDS, Answer, Query

PRODUCT = "as the product asks"
OVERALL = "six word kinds"


def compare(
    names: Sequence[str], corpus: Corpus, queries: Sequence[Query], folder: Path, rounds: int
) -> Figures:
    """The figures of each engine over the same paragraphs, and where they disagree.

    In every round each engine answers every query; of its times in all rounds the best counts.
    """
    engines: dict[str, Figures] = {}
    asks = {name: asks_of(name, folder / name, queries) for name in names}
    for name in names:
        engines[name] = _built(name, corpus, folder / name)
        print(f"  built: {name}", flush=True)
    with ExitStack() as stack:
        runs: dict[str, Run] = {name: stack.enter_context(own_process()) for name in names}
        for name, run in runs.items():
            engines[name] |= _opened(name, run, folder / name, asks[name])
        answers = {name: run(asking.answers, name, asks[name]) for name, run in runs.items()}
        best = {name: [float("inf")] * len(asks[name]) for name in names}
        for _ in range(rounds):
            for name, run in runs.items():
                seconds = run(asking.timed, name, asks[name])
                best[name] = list(map(min, best[name], seconds))
    for name in names:
        engines[name]["queries"] = _by_kind(asks[name], best[name])
    return {
        "engines": engines,
        "queries": {kind: sum(one.kind == kind for one in queries) for kind in KINDS},
        "disagreements": disagreements(queries, answers),
    }


def disagreements(
    queries: Sequence[Query], answers: Mapping[str, Sequence[Answer]]
) -> list[Figures]:
    """Every query to which two engines give other counts than one another."""
    found = []
    for number, query in enumerate(queries):
        said = {name: answers[name][number] for name in answers}
        counted = [(one.paragraph_count, one.facets, len(one.texts)) for one in said.values()]
        if any(one != counted[0] for one in counted):
            found.append(
                {
                    "kind": query.kind,
                    "words": query.words,
                    "year": query.year,
                    "paragraph_counts": {name: one.paragraph_count for name, one in said.items()},
                }
            )
    return found


def asks_of(name: str, folder: Path, queries: Sequence[Query]) -> list[Ask]:
    """Each query once; ours once more as the product asks them."""
    words, pairs = folder / "words", folder / "pairs"
    if name != "ours":
        return [Ask(pairs if one.kind == SUBSTRING else words, "ask", one) for one in queries]
    return [
        *(Ask(words, "ask_exact" if one.kind == SUBSTRING else "ask", one) for one in queries),
        *(Ask(words, "ask_as_product", one) for one in queries if one.kind in WORD_KINDS),
    ]


def _built(name: str, corpus: Corpus, folder: Path) -> Figures:
    """The index of words on the clock; beside it an empty one and, for substrings, one of pairs."""
    with own_process() as run:
        figures = run(asking.build, name, folder / "words", corpus, False)
        run(asking.build, name, folder / "empty", replace(corpus, size=0), False)
        if name != "ours":
            run(asking.build, name, folder / "pairs", corpus, True)
    return {"build": figures}


def _opened(name: str, run: Run, folder: Path, asks: Sequence[Ask]) -> Figures:
    """What opening takes, and memory beyond that of a process that asks the same of nothing."""
    asks = [one for one in asks if one.folder == folder / "words"]
    figures: Figures = run(asking.open_and_ask, name, asks)
    with own_process() as empty:
        without = empty(
            asking.open_and_ask, name, [replace(one, folder=folder / "empty") for one in asks]
        )
    figures["memory"]["anonymous_beyond_empty"] = (
        figures["memory"]["anonymous"] - without["memory"]["anonymous"]
    )
    return figures


def _by_kind(asks: Sequence[Ask], seconds: Sequence[float]) -> dict[str, dict[str, float]]:
    """Milliseconds of CPU by kind, of the six kinds on words together, and as the product asks."""
    groups: dict[str, list[float]] = {}
    for ask, one in zip(asks, seconds, strict=True):
        kind = ask.query.kind
        if ask.function == "ask_as_product":
            groups.setdefault(PRODUCT, []).append(one)
            continue
        groups.setdefault(kind, []).append(one)
        if kind in WORD_KINDS:
            groups.setdefault(OVERALL, []).append(one)
    return {name: distribution(of) for name, of in groups.items()}
