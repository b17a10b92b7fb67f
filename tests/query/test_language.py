import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import BadRequest
from searchapp.query.language import parse_query
from searchapp.settings import Settings
from searchapp.text.fold import comparable

SETTINGS = Settings()


def terms(text):
    return [one.comparable for one in parse_query(text, SETTINGS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("双减", ["双减"]),
        ("雙減　课后服务", ["双减", "课后服务"]),
        ('"课后 服务" 双减', ["课后服务", "双减"]),
        ('"double reduction" 双减', ["double reduction", "双减"]),
        ('说"好"字', ['说"好"字']),
        (r'"说\"好\"字"', ['说"好"字']),
        (r'"a\\b"', [r"a\b"]),
        (r'"a\b"', [r"a\b"]),
        ('"双减""课后"', ["双减", "课后"]),
        ("，", [","]),
        ("双减 双减 雙減", ["双减"]),
        ("“双减”", ["“双减”"]),
        ("C++ -x a:b (c)", ["c++", "-x", "a:b", "(c)"]),
        ("", []),
        (" \t　\u200b", []),
        ('" " ""', []),
    ],
)
def test_terms_are_runs_and_quoted_strings(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(("text", "place"), [('"双减', 1), ('双减 "课后', 4), ('"a" "b\\"', 5)])
def test_a_quotation_mark_that_is_never_closed_is_named_with_its_place(text, place):
    with pytest.raises(BadRequest, match=f"第 {place} 个字符处的引号没有配对"):
        parse_query(text, SETTINGS)


def test_too_many_terms_are_refused_and_the_most_allowed_are_not():
    most = " ".join(f"词{number}" for number in range(SETTINGS.max_query_terms))
    assert len(terms(most)) == SETTINGS.max_query_terms
    with pytest.raises(BadRequest, match="最多 50 个"):
        parse_query(f"{most} 多", SETTINGS)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_any_text_in_quotes_is_one_term(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    expected = comparable(text).strip(" ")
    assert terms(f'"{escaped}"') == ([expected] if expected else [])


@given(st.text(st.characters(exclude_categories=["Cs", "Zs", "Cc", "Zl", "Zp"]), min_size=1))
def test_any_run_that_does_not_begin_with_a_quotation_mark_is_one_term(text):
    expected = comparable(text).strip(" ")
    if not text.startswith('"'):
        assert terms(text) == ([expected] if expected else [])


@given(st.text())
def test_any_text_at_all_gives_terms_or_a_clear_message(text):
    try:
        found = terms(text)
    except BadRequest as error:
        found = [one.message for one in error.errors]
    assert all(found)
