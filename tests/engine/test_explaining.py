"""An explanation agrees with the search, node by node and part by part."""

from datetime import date

import pytest
from engine_oracle import entry, every, write
from hypothesis import given
from hypothesis import strategies as st
from test_trees import LETTERS, drawn, indexed
from tree_oracle import REGIONS, SPEAKERS, holds, trees

from searchapp.engine.contract import EngineQuery, Filters
from searchapp.engine.whoosh import create, open_snapshot
from searchapp.query.tree import Expansion, Not, Or, Substring


def nodes_of(clause):
    yield clause
    for one in clause.clauses:
        yield from nodes_of(one)


def check_explained(indexed, query):
    """Every paragraph is explained as it was answered."""
    answer = indexed.snapshot.search(query)
    hits = {(one.document_id, one.ordinal): one.score for one in answer.hits}
    related = {(one.document_id, one.ordinal): one.score for one in answer.related}
    for document in indexed.documents:
        for ordinal in range(1, len(document.paragraphs) + 1):
            found = indexed.snapshot.explain(query, document.id, ordinal)
            place = document.id, ordinal
            assert found.is_hit == (place in hits)
            for clause in nodes_of(found.clause):
                assert clause.holds == holds(clause.node, document, ordinal)
                assert clause.holds_in_title == holds(clause.node, document, 0)
            score = sum(one.score for one in found.parts)
            if place in hits or place in related:
                expected = hits.get(place) or related.get(place, 0)
                assert score == pytest.approx(expected, rel=1e-3, abs=1e-3)


@drawn
@given(
    indexed(),
    trees(LETTERS),
    st.sampled_from([{}, {"region": REGIONS[2:3]}, {"speaker": SPEAKERS[:1]}]),
)
def test_hits_and_scores_are_explained_as_they_were_found(tmp_path_factory, index, tree, preferred):
    query = EngineQuery(
        tree, ("教育",), (Expansion("强教", 0.5),), preferred, limit=100, related=100
    )
    check_explained(index(tmp_path_factory), query)


@pytest.fixture
def snapshot(tmp_path):
    create(tmp_path)
    write(
        tmp_path,
        entry("a", "教育强国", "课后服务和教育", title="教育", year="2020"),
        entry("b", "别的", year="2021"),
    )
    return open_snapshot(tmp_path)


def test_the_parts_of_a_score_are_named(snapshot):
    query = EngineQuery(every(("教育", "强国")), preferred={"year": ("2020",)})
    parts = snapshot.explain(query, "a", 1).parts
    assert [one.of for one in parts] == [
        Substring("教育"),
        Substring("强国"),
        "preferred",
    ]
    assert [one.of for one in snapshot.explain(EngineQuery(Substring("教育")), "a", 1).parts] == [
        Substring("教育"),
        "title",
    ]


def test_an_alternative_that_does_not_hold_and_what_is_excluded_add_nothing(snapshot):
    query = EngineQuery(Or((Substring("教育"), Substring("双减"), Not(Substring("国")))))
    assert [one.of for one in snapshot.explain(query, "a", 1).parts][:1] == [Substring("教育")]
    excluded = snapshot.explain(EngineQuery(Not(Substring("教育"))), "a", 1)
    assert not excluded.is_hit
    assert not excluded.clause.holds
    assert excluded.clause.clauses[0].holds


def test_filters_that_stop_a_paragraph_are_named(snapshot):
    filters = Filters({"year": ("2021",)}, {"region": ("北京市",)}, date_to=date(2019, 1, 1))
    found = snapshot.explain(EngineQuery(Substring("教育"), filters=filters), "a", 1)
    assert not found.is_hit
    assert found.clause.holds
    assert found.passes == {"year": False, "region": True, "date": False}


@pytest.mark.parametrize(("document_id", "ordinal"), [("c", 1), ("a", 0), ("a", 3)])
def test_a_paragraph_that_is_not_there_has_no_explanation(snapshot, document_id, ordinal):
    assert snapshot.explain(EngineQuery(Substring("教育")), document_id, ordinal) is None
