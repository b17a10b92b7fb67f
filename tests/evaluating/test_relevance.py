"""Scores of rankings: how they are counted, and what the search has to reach."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import UnreadableFile
from searchapp.evaluating.judged import JudgedQuery, read_judged_queries
from searchapp.evaluating.relevance import RANKERS, evaluate_relevance, score
from searchapp.indexing.live import LiveIndex

JUDGED = Path(__file__).parent / "judged"
# nDCG@10 by type of query of four plain rankings fused, none of ours.
FUSED = {
    "kw": 0.699,
    "mkw": 0.674,
    "pol": 0.711,
    "ques": 0.578,
    "trad": 0.856,
    "seg": 0.767,
    "syn": 0.146,
    "meta": 0.702,
}
SEED = "002_6b2caf8631c2c5ff.txt"


def files(folder, queries, grades):
    (folder / "queries.tsv").write_text(queries, "utf-8")
    (folder / "qrels").write_text(grades, "utf-8")
    return folder / "queries.tsv", folder / "qrels"


def evaluate(settings, queries, grades):
    judged, ungraded = read_judged_queries(queries, grades)
    return evaluate_relevance(LiveIndex(settings.index).current(), judged, ungraded, settings)


def test_the_scores_of_a_ranking_are_those_worked_out_by_hand():
    grades = {"a": 2, "b": 1, "c": 1, "d": 0}
    found = score(["x", "b", "d", "a"], 3, grades)
    # gains 0 1 0 3 at discounts log2 2, 3, 4, 5; the best ranking has 3 1 1
    ideal = 3 + 1 / math.log2(3) + 1 / 2
    assert found.ndcg_at_10 == pytest.approx((1 / math.log2(3) + 3 / math.log2(5)) / ideal)
    assert found.mrr_at_10 == 1 / 2
    assert found.recall_at_20 == pytest.approx(2 / 3)
    assert found.zero_hit_rate == 0


def test_only_the_first_ten_and_twenty_places_count():
    filling = [f"x{n}" for n in range(20)]
    assert score([*filling[:9], "a"], 1, {"a": 1}).mrr_at_10 == 1 / 10
    late = score([*filling[:10], "a"], 1, {"a": 1})
    assert (late.mrr_at_10, late.ndcg_at_10, late.recall_at_20) == (0, 0, 1)
    assert score([*filling, "a"], 1, {"a": 1}).recall_at_20 == 0


def test_nothing_found_scores_nothing():
    nothing = score([], 0, {"a": 1})
    assert (nothing.ndcg_at_10, nothing.mrr_at_10, nothing.recall_at_20) == (0, 0, 0)
    assert nothing.zero_hit_rate == 1
    assert score(["a"], 1, {"a": 0}).ndcg_at_10 == 0


GRADES = st.dictionaries(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), st.integers(0, 2))


@given(GRADES, st.randoms(use_true_random=False))
def test_no_order_is_better_than_that_of_the_grades(grades, chance):
    best = sorted(grades, key=lambda one: -grades[one])
    other = list(grades)
    chance.shuffle(other)
    perfect, found = score(best, 1, grades), score(other, 1, grades)
    assert 0 <= found.ndcg_at_10 <= perfect.ndcg_at_10 + 1e-12
    assert found.mrr_at_10 <= perfect.mrr_at_10
    assert found.recall_at_20 <= perfect.recall_at_20
    assert perfect.ndcg_at_10 == pytest.approx(float(any(grades.values())))


def test_the_search_is_scored_beside_characters_and_words(seeds_index, tmp_path):
    evaluation = evaluate(
        seeds_index,
        *files(
            tmp_path,
            "q1\t四是要强化责任抓落实\tlong\nq2\t没有这句话又如何\tques\nq3\t没有评分\tques\n",
            f"q1 0 {SEED}#13 2\nq1 0 没有 这 篇.txt#1 1\nq2 0 {SEED}#99 1\n",
        ),
    )
    assert evaluation.types == ("long", "ques")
    assert (evaluation.count(), evaluation.count("ques")) == (2, 1)
    for ranker in RANKERS:
        assert evaluation.mean(ranker, "long").mrr_at_10 == 1
        assert evaluation.mean(ranker, "long").recall_at_20 == 0.5
        assert evaluation.mean(ranker).mrr_at_10 == 0.5
    assert evaluation.mean("search").zero_hit_rate == 0.5
    assert evaluation.ungraded == ["q3"]
    assert evaluation.missing == ["没有 这 篇.txt#1", f"{SEED}#99"]


def test_a_query_without_characters_of_a_script_scores_nothing(seeds_index):
    query = JudgedQuery("q1", "——！", None, {f"{SEED}#13": 1})
    evaluation = evaluate_relevance(
        LiveIndex(seeds_index.index).current(), [query], [], seeds_index
    )
    assert evaluation.types == ()
    assert evaluation.mean("characters").zero_hit_rate == 1
    assert evaluation.mean("words").zero_hit_rate == 1


def test_the_terminal_shows_a_table_and_json_the_scores_of_each_query(run, tmp_path):
    queries, grades = files(
        tmp_path, "q1\t强化责任\tkw\nq2\t课后服务\n", f"q1 0 {SEED}#13 2\nq1 0 nowhere#1 1\n"
    )
    table = run("evaluate", "relevance", str(queries), str(grades)).out
    assert "nDCG@10" in table
    assert [line.split()[:3] for line in table.splitlines()[2:8]] == [
        [type_, "1", name] for type_ in ("全部", "kw") for name in ("检索", "只按字", "只按词")
    ]
    assert "没有评分，未计入：q2" in table
    assert "有 1 段不在索引里，例如 nowhere#1" in table
    answer = json.loads(run("evaluate", "relevance", str(queries), str(grades), "--json").out)
    assert answer["query_count"] == 1
    assert list(answer["scores"]) == ["search", "characters", "words"]
    assert set(answer["scores"]["search"]["by_type"]) == {"kw"}
    (query,) = answer["queries"]
    assert query["scores"]["search"] == answer["scores"]["search"]["overall"]


@pytest.mark.parametrize(
    ("queries", "grades", "reason"),
    [
        ("q1\n", "q1 0 a#1 1", "查询文件.*第 1 行不能用：应为编号、检索词、类别"),
        ("q1\ta\n\nq1\tb\n", "q1 0 a#1 1", "第 3 行不能用：编号 q1 前面已经有了"),
        ("q1\ta", "q1 0 a#1", "评分文件.*第 1 行不能用：应为查询编号、0、段落编号、评分"),
        ("q1\ta", "q1 0 a#1 0\nq1 0 b#1 -1", "第 2 行不能用"),
        ("q1\ta", "q2 0 a#1 1", "给查询 q2 评了分，查询文件里没有它"),
        ("q1\ta", "\n", "里没有评分"),
    ],
)
def test_a_line_that_is_not_right_is_told(run, tmp_path, queries, grades, reason):
    paths = files(tmp_path, queries, grades)
    with pytest.raises(UnreadableFile, match=reason):
        read_judged_queries(*paths)
    outcome = run("evaluate", "relevance", *map(str, paths))
    assert (outcome.code, outcome.out) == (1, "")


@pytest.mark.corpus
def test_the_judged_queries_are_answered_as_well_as_they_have_to_be(education_index):
    evaluation = evaluate(education_index, JUDGED / "queries.tsv", JUDGED / "qrels.trec")
    assert not evaluation.missing
    found = evaluation.mean("search")
    for plain in ("characters", "words"):
        assert found.ndcg_at_10 > evaluation.mean(plain).ndcg_at_10
        assert found.recall_at_20 > evaluation.mean(plain).recall_at_20
    assert found.ndcg_at_10 >= 0.72
    assert found.recall_at_20 >= 0.56
    for type_, fused in FUSED.items():
        assert evaluation.mean("search", type_).ndcg_at_10 >= fused - 0.05, type_
