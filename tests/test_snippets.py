import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.marks import highlights
from searchapp.query.tree import Substring
from searchapp.snippets import SNIPPET_LENGTH, snippet

ALPHABET = st.text(st.sampled_from("双減减教育 　a，。A"), max_size=60)


def test_a_short_text_is_its_own_snippet():
    assert snippet("双减政策", ((0, 2),)).text == "双减政策"


@given(st.integers(0, 900), st.integers(1, 12), st.integers(200, 1000))
def test_a_snippet_of_a_long_text_shows_what_is_marked(start, length, size):
    text = "".join(chr(0x4E00 + number) for number in range(size))
    start = min(start, size - length)
    shown = snippet(text, ((start, start + length),))
    ((left, right),) = shown.highlights
    assert shown.text[left:right] == text[start : start + length]
    assert shown.text.strip("…") in text
    assert len(shown.text) <= SNIPPET_LENGTH + 2


def test_a_snippet_shows_the_place_with_most_marks():
    text = "甲" * 300 + "双减" + "乙" * 300 + "双减课后双减" + "丙" * 300
    shown = snippet(text, highlights(text, [Substring("双减")]))
    assert "双减课后双减" in shown.text
    assert len(shown.highlights) == 2


def test_a_snippet_begins_after_a_clause_where_one_ends_in_time():
    text = "前" * 200 + "，各地要认真落实双减政策" + "后" * 200
    assert snippet(text, highlights(text, [Substring("双减")])).text.startswith(
        "…各地要认真落实双减"
    )


@pytest.mark.parametrize("text", ["", "一" * 1000])
def test_a_text_without_marks_is_shown_from_its_beginning(text):
    shown = snippet(text, ())
    assert text.startswith(shown.text.rstrip("…"))
    assert shown.highlights == ()
