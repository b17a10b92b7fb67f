"""What is marked in a text, against a plain search for it at every place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.marks import highlights, highlights_of_each, text_marks, title_marks
from searchapp.query.language import parse_query
from searchapp.query.tree import Gap, Near, Or, Substring, Wildcard, any_of
from searchapp.settings import Settings
from searchapp.text.fold import comparable

TEXTS = st.text(st.sampled_from("双减减教育 　a，。A"), max_size=60)
DENSE = st.text(st.sampled_from("教育强。"), max_size=24)
PARTS = st.text(st.sampled_from("教育强"), min_size=1, max_size=2)
GAPS = st.tuples(st.integers(0, 2), st.integers(0, 4)).map(lambda pair: Gap(pair[0], sum(pair)))
SUBSTRINGS = st.builds(Substring, PARTS)


@st.composite
def wildcards(draw):
    parts = draw(st.lists(PARTS, min_size=2, max_size=4))
    return Wildcard(tuple(parts), tuple(draw(GAPS) for _ in parts[1:]))


SIDES = st.lists(SUBSTRINGS | wildcards(), min_size=1, max_size=2).map(any_of)


def pattern(mark):
    if isinstance(mark, Substring):
        return re.escape(mark.text)
    gaps = [f"[^。]{{{one.least},{one.most}}}" for one in mark.gaps]
    return "".join(
        part + gap for part, gap in zip(map(re.escape, mark.parts), [*gaps, ""], strict=True)
    )


def everywhere(text, mark):
    """Every range in which a mark matches."""
    if isinstance(mark, Or):
        return [found for one in mark.nodes for found in everywhere(text, one)]
    compiled = re.compile(pattern(mark))
    ends = range(len(text) + 1)
    return [(i, j) for i in ends for j in ends[i:] if compiled.fullmatch(text, i, j)]


def characters(ranges):
    return {place for start, end in ranges for place in range(start, end)}


def marked(text, q):
    marks = text_marks(parse_query(q, Settings()).tree)
    return [text[start:end] for start, end in highlights(text, marks)]


@given(TEXTS, st.data())
def test_every_marked_range_reads_as_the_term(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    term = comparable(text[start:end].strip())
    if term:
        found = highlights(text, [Substring(term)])
        assert found
        assert {comparable(text[left:right]) for left, right in found} == {term}
        assert len(found) == comparable(text).count(term)


@given(DENSE, wildcards())
def test_what_has_gaps_is_marked_at_its_shortest_wherever_it_begins(text, mark):
    shortest = {}
    for start, end in everywhere(text, mark):
        shortest.setdefault(start, end)
    assert characters(highlights(text, [mark])) == characters(shortest.items())


@given(DENSE, SIDES, SIDES, st.integers(0, 4))
def test_only_what_is_near_is_marked_and_all_of_it(text, left, right, distance):
    near = set()
    for one in everywhere(text, left):
        for other in everywhere(text, right):
            if 0 <= other[0] - one[1] <= distance or 0 <= one[0] - other[1] <= distance:
                near |= {one, other}
    mark = Near(left, right, distance)
    assert characters(highlights(text, [mark])) == characters(near)


@given(
    st.lists(TEXTS, max_size=5),
    st.lists(SUBSTRINGS | wildcards() | st.builds(Near, SIDES, SIDES, st.integers(0, 4))),
)
def test_texts_marked_together_are_marked_as_each_by_itself(texts, marks):
    assert highlights_of_each(texts, marks) == [highlights(one, marks) for one in texts]


def test_marks_land_on_the_characters_of_the_original():
    assert marked("推進義務教育優質 均衡發展", "优质均衡") == ["優質 均衡"]
    assert marked("高 質量的發展", "高*发展") == ["高 質量的發展"]
    assert marked("課後 服務，課後的服務", "课后 NEAR/0 服务") == ["課後", "服務"]


def test_overlapping_terms_are_marked_as_one_range_and_adjacent_ones_apart():
    assert marked("立德树人根本", "立德树 德树人") == ["立德树人"]
    assert marked("立德树人根本", "立德 树人") == ["立德", "树人"]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("甲 -乙", ["甲"]),
        ("甲 OR (丙 -乙)", ["甲", "丙"]),
        ("title:甲 丙", ["丙"]),
        ("year:2021 speaker:丙", []),
    ],
)
def test_what_is_excluded_or_asked_of_fields_is_not_marked(q, expected):
    assert marked("甲乙丙", q) == expected


def test_titles_are_marked_for_the_text_and_for_the_field_of_titles():
    tree = parse_query("甲 title:(丙 -乙)", Settings()).tree
    assert title_marks(tree) == (Substring("甲"), Substring("丙"))


@pytest.mark.parametrize("q", ["的*的*的*的*的", "的?" * 40 + "的", "的*的 NEAR/100 的*的"])
def test_a_text_that_is_all_beginnings_is_marked_in_a_moment(q):
    assert marked("的" * 6_000, q) == ["的" * 6_000]
