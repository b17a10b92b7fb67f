"""Phrases are whole words that texts go on with, and stand in the texts as they are offered."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.suggesting.phrases import phrases
from searchapp.text.fold import fold

TEXTS = [
    "推动教育高质量发展，办好人民满意的教育。",
    "教育高质量发展的目标，教育的发展。",
    "为教育高质量发展，教育的改革。",
    "落实立德树人根本任务，教育教学改革。",
    "围绕立德树人根本任务。教育教学质量。",
    "实践育人，文化育人。",
    "教书育人，以文育人。",
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("教育高", ["教育高质量发展"]),
        ("教育", ["教育高质量发展", "教育教学"]),  # and not 教育的, 教育高质
        ("立", ["立德树人根本任务"]),
        ("育", ["育人"]),  # and not what follows the second half of 教育
        ("高质量发展", []),
        ("没有", []),
    ],
)
def test_what_follows_is_offered_up_to_the_end_of_a_word_and_not_in_fragments(typed, expected):
    assert sorted(phrases(typed, TEXTS)) == sorted(expected)


def test_a_phrase_is_written_as_in_the_texts_and_as_it_was_typed_where_it_is():
    texts = ["優質均衡發展。", "優質均衡發展。", "优质均衡发展。"]
    assert phrases("優質", texts) == ["優質均衡發展"]
    assert phrases("优质", texts) == ["优质均衡发展"]
    assert phrases("ｓｔｅａ", ["STEAM教育。", "STEAM教育。"]) == ["STEAM教育"]


def test_what_stands_only_once_is_no_phrase():
    assert phrases("教育", ["教育高质量发展。"]) == []


fragments = st.sampled_from(
    ["教育", "高质量", "发展", "的", "立德树人", "，", "。", " ", "優質", "a1"]
)
sentences = st.lists(fragments, max_size=8).map("".join)


@settings(deadline=None)
@given(st.lists(sentences, max_size=8), fragments.filter(str.strip))
def test_every_phrase_continues_what_was_typed_and_stands_in_two_places(texts, typed):
    found = phrases(typed, texts)
    assert len(set(found)) == len(found)
    for one in found:
        assert fold(one).startswith(fold(typed))
        assert len(one) > len(typed)
        assert any(one in text for text in texts)
        starts = re.findall(f"(?={re.escape(fold(one))})", "\n".join(map(fold, texts)))
        assert len(starts) >= 2


@settings(deadline=None)
@given(st.lists(st.text(max_size=20), max_size=4), st.text(min_size=1, max_size=5))
def test_any_text_may_be_typed(texts, typed):
    phrases(typed, texts)
