"""Known texts are found in others where they cut no word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query.known_texts import KnownTexts
from searchapp.text.words import cut

KNOWN = KnownTexts(
    ["高校", "国小", "小学", "义教", "农民工", "职业教育", "职业", "中小学", "打工子弟"]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("高校", ["高校"]),
        ("高校毕业生", ["高校"]),
        ("职业教育", ["职业教育"]),
        ("职业规划", ["职业"]),
        ("打工子弟学校", ["打工子弟"]),
        ("中国小学", ["小学"]),
        ("社会主义教育", []),
        ("农民工作", []),
        ("农民工子女", ["农民工"]),
        ("中小学和小学", ["中小学", "小学"]),
        ("小学小学", ["小学"]),
        ("高", []),
        ("", []),
    ],
)
def test_the_longest_known_text_at_each_place_is_found_where_it_cuts_no_word(text, found):
    assert KNOWN.within(text) == found


def test_of_no_texts_none_is_found():
    assert KnownTexts([]).within("高校毕业生") == []


@given(st.text("高校国小学义教农民工职业中", max_size=20))
def test_what_is_found_stands_in_the_text_and_no_edge_is_inside_another_word(text):
    for one in KNOWN.within(text):
        assert one in text
        starts = [n for n in range(len(text)) if text.startswith(one, n)]
        assert any(fits(text, start, start + len(one)) for start in starts)


def fits(text, start, end):
    spans, place = [], 0
    for piece in cut(text):
        spans.append((place, place + len(piece)))
        place += len(piece)
    if end - start >= 4:
        return True
    inside_one = any(low <= start and end <= high for low, high in spans)
    edges = {edge for span in spans for edge in span}
    return inside_one or {start, end} <= edges
