"""Corrections sound or look like what was typed, and are made of words of the index."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.suggesting.corrections import corrections
from searchapp.suggesting.vocabulary import Vocabulary
from searchapp.text.pinyin import readings

COUNTS = {
    "部署": 295,
    "部属": 8,
    "座谈会": 81,
    "座谈": 90,
    "未成年人": 100,
    "成年": 120,
    "已经": 60,
    "高质量": 300,
    "质量": 500,
    "发展": 900,
    "教育": 2000,
    "立德": 135,
    "树人": 16,
    "数人": 2,
    "教师": 800,
    "教室": 40,
    "建设": 700,
    "加强": 600,
    "工作": 900,
    "重复": 30,
    "a1": 5,
    "的": 9,
}
WORDS = Vocabulary(COUNTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("布署", "部署"),  # the same sound
        ("布暑", "部署"),  # both characters
        ("坐谈会", "座谈会"),
        ("末成年人", "未成年人"),  # the same look
        ("己经", "已经"),
        ("崇复", "重复"),  # one of several readings
        ("教育搞质量发展", "教育高质量发展"),
        ("立得树仁", "立德树人"),  # two places at once
        ("加强工作布署", "加强工作部署"),
    ],
)
def test_the_likeliest_correction_is_what_was_meant(typed, meant):
    assert next(corrections(typed, WORDS)) == meant


@pytest.mark.parametrize("typed", ["部署", "教育高质量发展", "教师", "xyz", "，", "的", "", "布"])
def test_what_is_right_or_unknown_has_none(typed):
    assert list(corrections(typed, WORDS)) == []


def test_a_frequent_word_may_be_meant_by_a_rare_one_and_not_the_other_way_round():
    assert list(corrections("教室", WORDS)) == ["教师"]
    assert list(corrections("教师", WORDS)) == []
    assert list(corrections("部属", WORDS)) == ["部署"]


@settings(deadline=None)
@given(st.text("布署部属坐座谈会末未成年人立得德树仁教育高质量，a", max_size=12))
def test_corrections_keep_the_length_and_change_to_words_of_the_index(typed):
    found = list(corrections(typed, WORDS))
    assert typed not in found
    assert len(set(found)) == len(found)
    for other in found:
        assert len(other) == len(typed)
        changed = [place for place in range(len(typed)) if other[place] != typed[place]]
        for place in changed:
            windows = [
                other[start : start + length]
                for length in (2, 3, 4)
                for start in range(max(0, place - length + 1), place + 1)
            ]
            assert any(window in COUNTS for window in windows)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_may_be_mistyped(typed):
    for other in corrections(typed, WORDS):
        assert len(other) == len(typed)


def test_every_homophone_of_a_word_is_understood():
    for typed, meant in (("不属", "部署"), ("步数", "部署"), ("作谈", "座谈"), ("交师", "教师")):
        same = [{*readings(a)} & {*readings(b)} for a, b in zip(typed, meant, strict=True)]
        assert all(same)
        assert meant in list(corrections(typed, WORDS))
