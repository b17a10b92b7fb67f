"""Seven kinds of queries, drawn by seed from the paragraphs that are searched, and answers."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, pairwise
from typing import Literal

from searchapp.engine.contract import DocumentEntry, FacetName, ParagraphEntry
from tests.benchmarks.corpus import Corpus, pairs

_POOL = 5_000
_TRIES = 10_000
_FREQUENT = 200
_RARE = range(2, 11)
"""A rare word stands in so many paragraphs."""


@dataclass(frozen=True)
class Query:
    """A question that every engine can be asked.

    `words` are combined by `operator`; a phrase has them at consecutive places. `exact` are the
    terms that a person types for it: the characters of a phrase in one.
    """

    kind: str
    operator: Literal["and", "or", "phrase"]
    words: tuple[str, ...]
    exact: tuple[str, ...]
    year: str | None = None


@dataclass(frozen=True)
class Answer:
    """What is asked for: how many paragraphs, the texts of the top 10, and how many paragraphs
    have each value of each facet (an `and year` query counts those of its year alone)."""

    paragraph_count: int
    texts: tuple[str, ...]
    facets: dict[FacetName, dict[str, int]]


@dataclass(frozen=True)
class _Sample:
    """What queries are drawn from: words by how many paragraphs hold them, and some paragraphs."""

    random: random.Random
    frequent: list[str]
    usual: set[str]
    rare: list[str]
    pool: list[tuple[DocumentEntry, ParagraphEntry]]

    def any_paragraph(self) -> tuple[DocumentEntry, ParagraphEntry]:
        return self.random.choice(self.pool)


def draw(corpus: Corpus, count: int, seed: int) -> list[Query]:
    """So many different queries, of each kind the same number, give or take one."""
    sample = _sample(corpus, random.Random(seed))
    found: dict[Query, None] = {}
    for kind in islice(cycle(_DRAWN), count):
        drawn = (_DRAWN[kind](sample) for _ in range(_TRIES))
        query = next((one for one in drawn if one and one not in found), None)
        if query is None:
            raise SystemExit(f"{corpus.size} paragraphs are too few to draw {count} queries from")
        found[query] = None
    return list(found)


def _sample(corpus: Corpus, chance: random.Random) -> _Sample:
    chosen = set(chance.sample(range(corpus.size), min(_POOL, corpus.size)))
    held_by: Counter[str] = Counter()
    pool = []
    paragraphs = ((document, one) for document in corpus.documents() for one in document.paragraphs)
    for number, (document, paragraph) in enumerate(paragraphs):
        held_by.update(set(paragraph.words))
        if number in chosen:
            pool.append((document, paragraph))
    ordered = sorted(held_by.items(), key=lambda one: (-one[1], one[0]))
    long = [(word, held) for word, held in ordered if len(word) > 1]
    return _Sample(
        random=chance,
        frequent=[word for word, _ in long[:_FREQUENT]],
        usual={word for word, held in long if held >= max(3, corpus.size / 1_000)},
        rare=[word for word, held in long if held in _RARE],
        pool=pool,
    )


def _frequent(sample: _Sample) -> Query:
    word = sample.random.choice(sample.frequent)
    return Query("frequent word", "and", (word,), (word,))


def _rare(sample: _Sample) -> Query:
    word = sample.random.choice(sample.rare)
    return Query("rare word", "and", (word,), (word,))


def _both(sample: _Sample) -> Query | None:
    _, paragraph = sample.any_paragraph()
    found = _two(sample, paragraph)
    return Query("and of 2", "and", found, found) if found else None


def _any(sample: _Sample) -> Query | None:
    found = {word for _ in range(3) if (word := _one(sample, sample.any_paragraph()[1]))}
    words = tuple(sorted(found))
    return Query("or of 3", "or", words, words) if len(words) == 3 else None


def _phrase(sample: _Sample) -> Query | None:
    """Two words that follow one another in the text; compounds overlap their own parts."""
    _, paragraph = sample.any_paragraph()
    usual = [
        (first, second)
        for first, second in pairwise(paragraph.words)
        if first in sample.usual
        and second in sample.usual
        and first + second in paragraph.comparable
    ]
    if not usual:
        return None
    found = sample.random.choice(usual)
    return Query("phrase of 2", "phrase", found, ("".join(found),))


def _both_in_year(sample: _Sample) -> Query | None:
    document, paragraph = sample.any_paragraph()
    found = _two(sample, paragraph)
    return Query("and + year", "and", found, found, document.year) if found else None


def _substring(sample: _Sample) -> Query | None:
    text = sample.any_paragraph()[1].comparable
    length = sample.random.randint(4, 8)
    start = sample.random.randrange(max(len(text) - length, 0) + 1)
    term = text[start : start + length]
    if len(term) < 4 or not term.isalnum():
        return None
    return Query(SUBSTRING, "phrase", tuple(pairs(term)), (term,))


def _one(sample: _Sample, paragraph: ParagraphEntry) -> str | None:
    usual = sorted(sample.usual.intersection(paragraph.words))
    return sample.random.choice(usual) if usual else None


def _two(sample: _Sample, paragraph: ParagraphEntry) -> tuple[str, ...] | None:
    usual = sorted(sample.usual.intersection(paragraph.words))
    return tuple(sample.random.sample(usual, 2)) if len(usual) > 1 else None


SUBSTRING = "substring"
_DRAWN: dict[str, Callable[[_Sample], Query | None]] = {
    "frequent word": _frequent,
    "rare word": _rare,
    "and of 2": _both,
    "or of 3": _any,
    "phrase of 2": _phrase,
    "and + year": _both_in_year,
    SUBSTRING: _substring,
}
KINDS: Sequence[str] = tuple(_DRAWN)
WORD_KINDS: Sequence[str] = tuple(kind for kind in KINDS if kind != SUBSTRING)
