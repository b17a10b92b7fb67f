"""Trees of substrings, words and phrases find what they say, on one and on many index segments."""

import pytest
from engine_oracle import entry, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.engine.contract import EngineQuery
from searchapp.engine.whoosh import create, open_snapshot
from searchapp.query.tree import And, Or, Phrase, Substring, Word, every

LETTERS = "教育强"
texts = st.text(LETTERS, max_size=8)
words = st.text(LETTERS, min_size=2, max_size=2)
leaves = (
    st.builds(Substring, st.text(LETTERS, min_size=1, max_size=4))
    | st.builds(Word, words)
    | st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(tuple))
)
trees = st.recursive(
    leaves,
    lambda nodes: st.one_of(
        st.builds(kind, st.lists(nodes, min_size=1, max_size=3).map(tuple)) for kind in (And, Or)
    ),
    max_leaves=5,
)


def holds(node, paragraph):
    match node:
        case Substring(text):
            return text in paragraph.comparable
        case Word(text):
            return text in paragraph.words
        case Phrase(words):
            places = range(len(paragraph.words))
            return any(tuple(paragraph.words[i : i + len(words)]) == words for i in places)
        case And(nodes):
            return all(holds(one, paragraph) for one in nodes)
        case Or(nodes):
            return any(holds(one, paragraph) for one in nodes)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    documents=st.lists(st.lists(texts, max_size=4), min_size=1, max_size=6),
    asked=st.lists(trees, min_size=1, max_size=6),
    commits=st.integers(1, 3),
)
def test_a_tree_finds_the_paragraphs_it_describes(tmp_path_factory, documents, asked, commits):
    folder = tmp_path_factory.mktemp("index")
    create(folder)
    entries = [entry(str(number), *each, title="教育") for number, each in enumerate(documents)]
    for start in range(commits):
        write(folder, *entries[start::commits])
    snapshot = open_snapshot(folder)
    for node in asked:
        answer = snapshot.search(EngineQuery(node, limit=100, related=0))
        expected = {
            (one.id, ordinal)
            for one in entries
            for ordinal, paragraph in enumerate(one.paragraphs, start=1)
            if holds(node, paragraph)
        }
        assert {(one.document_id, one.ordinal) for one in answer.hits} == expected
        assert answer.paragraph_count == len(expected)


@pytest.fixture
def folder(tmp_path):
    create(tmp_path)
    return tmp_path


def ranking(folder, *terms):
    hits = open_snapshot(folder).search(EngineQuery(every(terms))).hits
    return [(one.document_id, one.ordinal) for one in hits]


def test_terms_near_each_other_come_before_scattered_ones(folder):
    between = "的是在和有我他这中大来上国"
    texts = [
        f"产教{between}融合",
        f"融合{between}产教",
        f"产教融合{between}",
        f"融合产教{between}",
        f"产教的融合{between[1:]}",
    ]
    write(folder, entry("a", *texts))
    assert {one[1] for one in ranking(folder, "产教", "融合")[:3]} == {3, 4, 5}


def test_a_paragraph_that_says_it_more_often_or_little_else_comes_first(folder):
    write(
        folder, entry("a", "校园安全与校车", "校园安全，校园安全", "校园安全" + "与其他的事" * 30)
    )
    assert ranking(folder, "校园安全") == [("a", 2), ("a", 1), ("a", 3)]


def test_a_matching_title_lifts_the_paragraphs_below_it(folder):
    write(
        folder,
        entry("plain", "学前教育的资助", title="年度报告"),
        entry("titled", "学前教育的资助", title="学前教育条例"),
    )
    assert ranking(folder, "学前教育") == [("titled", 1), ("plain", 1)]


def test_related_paragraphs_share_most_with_the_query(folder):
    write(
        folder,
        entry("a", "落实立德树人", "立德的根本", "树木", "与此无关"),
        entry("b", "立德要树人"),
    )
    answer = open_snapshot(folder).search(EngineQuery(Substring("立德树人"), ("立德", "树人")))
    assert [(one.document_id, one.ordinal) for one in answer.hits] == [("a", 1)]
    assert [(one.document_id, one.ordinal) for one in answer.related] == [("b", 1), ("a", 2)]
