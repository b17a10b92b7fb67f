"""Score how well paragraphs are ranked, beside two plain rankings by the same engine.

A ranking is what a person reads from top to bottom: hits, then related paragraphs. With the grades
g1, g2, … of its paragraphs, 0 where nobody graded one,

    nDCG@10    DCG / that of the best ranking of all graded paragraphs, where
               DCG = sum of (2**g - 1) / log2(place + 1) over the first ten places
    MRR@10     1 / the first place of ten with a grade of at least 1; 0 if there is none
    recall@20  share of all paragraphs with a grade of at least 1 that are in the first 20 places

and of several queries the mean. DCG: K. Järvelin, J. Kekäläinen, Cumulated gain-based evaluation of
IR techniques, TOIS 20(4), 2002; its gain 2**g - 1: C. Burges et al., Learning to rank using
gradient descent, ICML 2005. MRR and recall: as trec_eval has them.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Any, Literal

from searchapp.engine.contract import EngineQuery, Snapshot
from searchapp.evaluating.judged import Grades, JudgedQuery
from searchapp.indexing.live import OpenIndex
from searchapp.query.request import SearchRequest
from searchapp.query.tree import Or, Substring, Word
from searchapp.search import search
from searchapp.settings import Settings
from searchapp.text.fold import comparable
from searchapp.text.words import words

Ranker = Literal["search", "characters", "words"]
RANKERS: tuple[Ranker, ...] = ("search", "characters", "words")
"""The search as people have it; BM25 of pairs of characters alone, and of words alone."""
_TOP = 10
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one query, or the means of several; `zero_hit_rate` is the share without any hit."""

    ndcg_at_10: float
    mrr_at_10: float
    recall_at_20: float
    zero_hit_rate: float

    def to_json(self) -> dict[str, float]:
        return {
            "ndcg_at_10": round(self.ndcg_at_10, 4),
            "mrr_at_10": round(self.mrr_at_10, 4),
            "recall_at_20": round(self.recall_at_20, 4),
            "zero_hit_rate": round(self.zero_hit_rate, 4),
        }


@dataclass(frozen=True, slots=True)
class RelevanceEvaluation:
    """The scores of each query by each ranker.

    `ungraded` are ids of queries that were left out, having no grades; `missing` of graded
    paragraphs that are not in the index, which nothing can find.
    """

    scores: Sequence[tuple[JudgedQuery, Mapping[Ranker, Scores]]]
    ungraded: Sequence[str]
    missing: Sequence[str]

    @property
    def types(self) -> tuple[str, ...]:
        """The types of queries, in the order they first come in."""
        return tuple(dict.fromkeys(one.type for one, _ in self.scores if one.type))

    def count(self, type_: str | None = None) -> int:
        """How many queries are of a type; of all, without one."""
        return sum(type_ in (None, one.type) for one, _ in self.scores)

    def mean(self, ranker: Ranker, type_: str | None = None) -> Scores:
        """The means over the queries of a type; over all, without one."""
        found = [each[ranker] for one, each in self.scores if type_ in (None, one.type)]
        return Scores(
            ndcg_at_10=fmean(one.ndcg_at_10 for one in found),
            mrr_at_10=fmean(one.mrr_at_10 for one in found),
            recall_at_20=fmean(one.recall_at_20 for one in found),
            zero_hit_rate=fmean(one.zero_hit_rate for one in found),
        )

    def to_json(self) -> dict[str, Any]:
        """The evaluation for machines: `searchapp evaluate relevance --json`."""
        return {
            "query_count": self.count(),
            "ungraded": list(self.ungraded),
            "missing": list(self.missing),
            "scores": {
                ranker: {
                    "overall": self.mean(ranker).to_json(),
                    "by_type": {one: self.mean(ranker, one).to_json() for one in self.types},
                }
                for ranker in RANKERS
            },
            "queries": [
                {
                    "id": query.id,
                    "q": query.text,
                    "type": query.type,
                    "scores": {ranker: each[ranker].to_json() for ranker in RANKERS},
                }
                for query, each in self.scores
            ],
        }


def evaluate_relevance(
    index: OpenIndex, queries: Sequence[JudgedQuery], ungraded: Sequence[str], settings: Settings
) -> RelevanceEvaluation:
    """Ask an index each query, and score the answers by the grades.

    Raises `BadRequest` if a query text has a mistake.
    """
    rankings: dict[Ranker, Callable[[str], tuple[list[str], int]]] = {
        "search": lambda text: _searched(index, text, settings),
        "characters": lambda text: _by_characters(index.snapshot, text),
        "words": lambda text: _by_words(index.snapshot, text, settings),
    }
    scores = [
        (one, {name: score(*rank(one.text), one.grades) for name, rank in rankings.items()})
        for one in queries
    ]
    graded = dict.fromkeys(paragraph for one in queries for paragraph in one.grades)
    return RelevanceEvaluation(scores, ungraded, _missing(index.snapshot, graded))


def score(ranking: Sequence[str], hit_count: int, grades: Grades) -> Scores:
    """The scores of a ranking of paragraphs (ids, the best first, each once)."""
    found = [grades.get(one, 0) for one in ranking]
    ideal = _dcg(sorted(grades.values(), reverse=True))
    useful = sum(grade > 0 for grade in grades.values())
    first = next((place for place, grade in enumerate(found[:_TOP], start=1) if grade), None)
    return Scores(
        ndcg_at_10=_dcg(found) / ideal if ideal else 0,
        mrr_at_10=1 / first if first else 0,
        recall_at_20=sum(grade > 0 for grade in found[:_DEPTH]) / useful if useful else 0,
        zero_hit_rate=float(not hit_count),
    )


def _dcg(grades: Sequence[int]) -> float:
    places = enumerate(grades[:_TOP], start=1)
    return math.fsum((2**grade - 1) / math.log2(place + 1) for place, grade in places)


def _searched(index: OpenIndex, text: str, settings: Settings) -> tuple[list[str], int]:
    """What a search gives: the ids of paragraphs, and how many hits there are."""
    result = search(index, SearchRequest(text, per_page=_DEPTH), settings)
    return [one.id for one in (*result.hits, *result.related)], result.paragraph_count


def _by_characters(snapshot: Snapshot, text: str) -> tuple[list[str], int]:
    pairs = (a + b for a, b in pairwise(comparable(text)) if a.isalnum() and b.isalnum())
    return _any(snapshot, map(Substring, pairs))


def _by_words(snapshot: Snapshot, text: str, settings: Settings) -> tuple[list[str], int]:
    return _any(snapshot, map(Word, words(comparable(text), settings.dictionary)))


def _any(snapshot: Snapshot, leaves: Iterable[Substring | Word]) -> tuple[list[str], int]:
    """The paragraphs that have any of these; titles count as they do in a search."""
    nodes = tuple(dict.fromkeys(leaves))
    if not nodes:
        return [], 0
    answer = snapshot.search(EngineQuery(Or(nodes), limit=_DEPTH, related=0, titles=0))
    return [f"{one.document_id}#{one.ordinal}" for one in answer.hits], answer.paragraph_count


def _missing(snapshot: Snapshot, paragraphs: Iterable[str]) -> list[str]:
    """Those of some paragraphs (ids) that are not in the index."""
    held: dict[str, int] = {}
    missing = []
    for paragraph in paragraphs:
        document_id, _, ordinal = paragraph.rpartition("#")
        if document_id not in held:
            stored = snapshot.document(document_id)
            held[document_id] = len(stored.paragraphs) if stored else 0
        if not (ordinal.isdecimal() and 1 <= int(ordinal) <= held[document_id]):
            missing.append(paragraph)
    return missing
