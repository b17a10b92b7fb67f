"""Links to paragraphs find them again after an edit, and say what has happened."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from searchapp.addresses import paragraph_url
from searchapp.anchors import Anchor, Found, anchor, find, parse_anchor
from searchapp.text.fold import comparable

SPEECH = (
    "各位代表：",
    "一、过去一年工作回顾",
    "（一）深化教育领域综合改革，推进双减落地见效。",
    "（二）加强教师队伍建设，完成培训1.2万人次。",
    "（三）办好人民满意的教育。",
)


def link(ordinal, speech=SPEECH):
    """The anchor as it comes back from a link."""
    url = urlsplit(paragraph_url("讲话.txt", ordinal, speech[ordinal - 1]))
    assert url.fragment == "at"
    return parse_anchor(parse_qs(url.query)["at"][0])


@pytest.mark.parametrize("ordinal", range(1, len(SPEECH) + 1))
def test_a_paragraph_that_stays_as_it_is_is_unchanged(ordinal):
    assert find(link(ordinal), SPEECH) == Found("unchanged", ordinal)


def test_a_link_says_the_first_letters_without_the_number():
    assert str(link(3)).startswith("3-")
    assert str(link(3)).endswith("-深化教育领域综合")
    assert paragraph_url("a/b.txt", 1, "x").startswith("/documents/a/b.txt?at=1-")
    assert paragraph_url("a", 3, SPEECH[2]).isascii()


def test_a_paragraph_that_stands_elsewhere_has_moved():
    assert find(link(4), ("新加的一段", *SPEECH)) == Found("moved", 5)
    assert find(link(4), SPEECH[2:]) == Found("moved", 2)


def test_of_paragraphs_that_say_the_same_the_nearest_is_meant():
    assert find(link(4), (SPEECH[3], "甲", "乙", "丙", "丁", SPEECH[3])) == Found("moved", 6)


@pytest.mark.parametrize(
    "changed",
    [
        "（二）加强教师队伍建设，完成培训1.5万人次。",
        "（四）加强教师队伍建设，完成培训1.2万人次。",
        "加强教师队伍建设。",
        "此外，要加强教师队伍建设，完成培训。",
    ],
)
def test_a_paragraph_with_the_same_first_letters_is_the_same_one_changed(changed):
    assert find(link(4), (*SPEECH[:3], changed, SPEECH[4])) == Found("changed", 4)
    assert find(link(4), (changed,)) == Found("changed", 1)


def test_one_that_begins_with_the_letters_comes_before_one_that_holds_them():
    after = ("要加强教师队伍建设，不松劲。", "甲", "加强教师队伍建设，抓到底。")
    assert find(link(4), after) == Found("changed", 3)


def test_blanks_width_and_script_are_no_change():
    assert (
        find(link(3), ("", "", "(一)深化 教育領域綜合改革,推進雙減落地見效。")).state == "unchanged"
    )


def test_what_is_in_no_paragraph_is_gone():
    assert find(link(4), SPEECH[:3]) == Found("gone", None)
    assert find(anchor(1, "好。"), ("好，很好。",)) == Found("gone", None)
    assert find(anchor(1, "……"), ("——",)) == Found("gone", None)
    assert find(link(1), ()) == Found("gone", None)


def test_a_number_alone_is_the_paragraph_at_that_place():
    assert find(Anchor(5), SPEECH) == Found("unchanged", 5)
    assert find(Anchor(6), SPEECH) == Found("gone", None)


@pytest.mark.parametrize(
    "written", ["", "x", "0", "-1", "1.5", "1-xyz", "1-12345", "1-1234567", "1-12345g-x", "٣"]
)
def test_what_is_no_anchor_is_refused(written):
    assert parse_anchor(written) is None


@given(st.lists(st.text(), min_size=1, max_size=8), st.data())
def test_what_somebody_puts_in_or_takes_out_elsewhere_never_loses_a_paragraph(before, data):
    place = data.draw(st.integers(0, len(before) - 1))
    text = before[place]
    sought = parse_anchor(str(anchor(place + 1, text)))
    others = data.draw(st.lists(st.text(), max_size=8))
    here = data.draw(st.integers(0, len(others)))
    after = [*others[:here], text, *others[here:]]
    found = find(sought, after)
    assert found.state in ("unchanged", "moved")
    assert comparable(after[found.ordinal - 1]).strip() == comparable(text).strip()
    assert (found.state == "unchanged") == (found.ordinal == place + 1)


@given(st.text(), st.text(), st.integers(1, 10**8))
def test_a_changed_paragraph_is_never_said_to_be_unchanged(text, other, ordinal):
    assume(comparable(text).strip() != comparable(other).strip())
    assert find(anchor(1, text), [other]).state in ("changed", "gone")
    assert parse_anchor(str(anchor(ordinal, text))) == anchor(ordinal, text)
