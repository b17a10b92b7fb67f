"""Texts that are alike are found, with exactly the share that plain Python says."""

import json
import lzma
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.indexing.duplicates import LEAST_SHARE, Comparison
from searchapp.text.fold import comparable

SPEECH = (
    "要坚持立德树人根本任务，把“双减”作为一号工程来抓。各县区要加强组织领导，健全工作机制，确保各项措施落到实处。"
    "要深化教育评价改革，破除唯分数、唯升学的顽瘴痼疾。要建设高素质专业化教师队伍，让教师安心从教、热心从教。"
    "要办好人民满意的教育，努力让每个孩子都能享有公平而有质量的教育。"
)
OTHER = "今天下午我来到学校看望了全体老师，食堂的饭菜很可口，操场上孩子们正在踢足球，大家都很高兴。"


def shingles(text):
    same = comparable(text)
    return {same[at : at + 5] for at in range(max(len(same) - 4, 1))}


def share(one, other):
    ours, theirs = shingles(one), shingles(other)
    return len(ours & theirs) / len(ours | theirs)


def compare(texts):
    with Comparison() as comparison:
        for name, text in texts.items():
            comparison.add(name, [text])
        return comparison.identical(), comparison.near_duplicates()


def test_the_same_text_in_another_layout_width_or_script_is_identical():
    with Comparison() as comparison:
        comparison.add("简体", ["教育是国之大计，", "党之大计。"])
        comparison.add("繁體", ["教育是國之大計,黨之大計。"])
        comparison.add("空格", ["教育 是国之 大计", "，党之大计。"])
        comparison.add("别的", [OTHER])
        assert comparison.identical() == [("简体", "繁體", "空格")]
        assert comparison.near_duplicates() == []


def test_an_edited_copy_is_found_with_the_share_that_both_have_in_common():
    edited = SPEECH.replace("教育评价改革", "教育领域综合改革").replace("每个", "每一个")
    identical, near = compare({"原文": SPEECH, "别的": OTHER, "改过": edited})
    assert identical == []
    (pair,) = near
    assert pair.documents == ("原文", "改过")
    assert pair.share == pytest.approx(share(SPEECH, edited))
    assert 0.8 < pair.share < 1


def test_an_excerpt_lies_wholly_in_the_text_it_was_taken_from():
    excerpt = SPEECH[: len(SPEECH) * 3 // 4]
    (pair,) = compare({"全文": SPEECH, "节选": excerpt})[1]
    whole_in_excerpt, excerpt_in_whole = pair.share_of_each
    assert excerpt_in_whole == 1
    assert whole_in_excerpt == pytest.approx(pair.share)


def test_each_of_many_copies_of_a_form_is_found():
    texts = {f"{number:03}": f"{SPEECH}编号{number:03}" for number in range(100)}
    identical, near = compare(texts)
    assert identical == []
    assert {name for pair in near for name in pair.documents} == texts.keys()
    assert len(near) < 100 * 100 / 2


def test_texts_shorter_than_a_shingle_and_empty_ones_are_compared_as_a_whole():
    identical, near = compare({"空": "", "也空": "", "甲": "甲", "乙": "乙", "又甲": "甲"})
    assert identical == [("空", "也空"), ("甲", "又甲")]
    assert near == []


def test_nothing_to_compare_gives_nothing():
    assert compare({}) == ([], [])


@settings(max_examples=50)
@given(
    st.lists(st.integers(0, len(SPEECH) - 1), max_size=12),
    st.text(alphabet="教育改革🎓\ud800 ", max_size=40),
)
def test_what_is_given_is_exact_and_of_what_shares_much_nothing_is_missed(cuts, tail):
    edited = "".join(one for at, one in enumerate(SPEECH) if at not in cuts) + tail
    identical, near = compare({"甲": SPEECH, "乙": edited})
    expected = share(SPEECH, edited)
    if comparable(SPEECH) == comparable(edited):
        assert (identical, near) == ([("甲", "乙")], [])
    elif near:
        assert near[0].share == pytest.approx(expected)
        assert near[0].share >= LEAST_SHARE
    else:
        assert expected < 0.7


@pytest.mark.corpus
def test_in_real_speeches_every_pair_is_found_that_comparing_all_of_them_finds(corpora):
    with lzma.open(corpora / "education.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if "xi_speeches" in line]
    texts = {row["id"]: "".join(row["paragraphs"]) for row in rows}
    sets = {name: shingles(text) for name, text in texts.items()}
    expected = {
        pair
        for pair in combinations(texts, 2)
        if len(sets[pair[0]] & sets[pair[1]]) >= LEAST_SHARE * len(sets[pair[0]] | sets[pair[1]])
    }
    found = {pair.documents for pair in compare(texts)[1]}
    assert expected
    assert found == expected
