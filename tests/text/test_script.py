"""A text in the other script: every character at its place."""

from functools import cache
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.marks import highlights
from searchapp.query.tree import Substring
from searchapp.text.fold import comparable
from searchapp.text.script import in_script, to_traditional


@cache
def rows(table):
    content = (resources.files("opencc") / "dictionary" / f"{table}.txt").read_text("utf-8")
    return [line.split("\t") for line in content.splitlines() if line]


TABLES = ("STCharacters", "STPhrases", "TWVariants", "TSCharacters", "TSPhrases")


@cache
def counterparts():
    """Character -> every character that some entry of the tables puts in its place."""
    found = {}
    for table in TABLES:
        for word, others in rows(table):
            for other in others.split(" "):
                for before, after in zip(word, other, strict=True):
                    found.setdefault(before, {before}).add(after)
    return found


def stands_for(before, after):
    """Whether a character is the other one in the other script; by way of a third one, too."""
    known = counterparts()
    return any(after in known.get(one, {one}) for one in known.get(before, {before}))


@cache
@st.composite
def texts(draw):
    """Texts with words that the tables know."""
    known = st.sampled_from([word for table in TABLES for word, _ in rows(table)])
    return "".join(draw(st.lists(st.text(max_size=5) | known, max_size=12)))


def test_no_entry_of_the_tables_changes_a_length():
    for table in TABLES:
        for word, others in rows(table):
            assert {len(one) for one in others.split(" ")} == {len(word)}, word


@given(texts(), st.sampled_from(["Hans", "Hant"]))
def test_each_character_stands_where_its_counterpart_stood(text, script):
    converted = in_script(text, script)
    assert len(converted) == len(text)
    for before, after in zip(text, converted, strict=True):
        assert stands_for(before, after), (before, after)


@given(texts(), st.data())
def test_marks_lie_on_the_same_characters(text, data):
    start = data.draw(st.integers(0, len(text)))
    term = comparable(text[start : start + data.draw(st.integers(1, 6))]).strip()
    ranges = highlights(text, (Substring(term),)) if term else ()
    traditional = to_traditional(text)
    for left, right in ranges:
        pairs = zip(text[left:right], traditional[left:right], strict=True)
        assert all(stands_for(before, after) for before, after in pairs)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("头发的发展", "頭髮的發展"),
        ("教师队伍里的干部，才干出众", "教師隊伍裡的幹部，才幹出眾"),
        ("为了台湾", "為了臺灣"),
        ("ABC 123。", "ABC 123。"),
        ("", ""),
    ],
)
def test_words_decide_between_characters(simplified, traditional):
    assert in_script(simplified, "Hant") == traditional
    assert in_script(traditional, "Hans") == simplified
    assert in_script(traditional, None) == traditional
