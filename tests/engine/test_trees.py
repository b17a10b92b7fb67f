"""Trees find what they say, on one and on many index segments, and rank it by what it says."""

from datetime import date

import pytest
from engine_oracle import check, entry, every, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tree_oracle import KINDS, REGIONS, SOURCES, SPEAKERS, days, holds, trees

from searchapp.engine.contract import EngineQuery
from searchapp.engine.whoosh import create, open_snapshot
from searchapp.query.tree import (
    And,
    Gap,
    HasValue,
    InTime,
    InTitle,
    Near,
    Not,
    Or,
    Substring,
    Wildcard,
)

LETTERS = "教育强。"
texts = st.text(LETTERS, max_size=8)
drawn = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Indexed:
    """Documents in an index of several segments, some deleted again."""

    def __init__(self, folder, documents, commits, gone):
        create(folder)
        for start in range(commits):
            write(folder, *documents[start::commits])
        write(folder, delete=[documents[place].id for place in gone])
        self.documents = [one for place, one in enumerate(documents) if place not in gone]
        self.snapshot = open_snapshot(folder)
        self.rows = {
            (one.id, ordinal)
            for one in self.documents
            for ordinal in range(1, len(one.paragraphs) + 1)
        }

    def found(self, tree):
        answer = self.snapshot.search(EngineQuery(tree, limit=len(self.rows) + 1, related=0))
        found = {(one.document_id, one.ordinal) for one in answer.hits}
        assert len(answer.hits) == answer.paragraph_count == len(found)
        return found

    def described(self, tree):
        by_id = {one.id: one for one in self.documents}
        return {(name, ordinal) for name, ordinal in self.rows if holds(tree, by_id[name], ordinal)}


@st.composite
def indexed(draw):
    """What makes an `Indexed` in a folder."""
    documents = []
    for number, paragraphs in enumerate(draw(st.lists(st.lists(texts, max_size=4), min_size=1))):
        spoken = st.sampled_from([(SPEAKERS[0],), SPEAKERS[1:2], SPEAKERS[:2], SPEAKERS[2:3]])
        document = entry(
            str(number),
            *paragraphs,
            title=draw(texts),
            speakers=[draw(spoken) for _ in paragraphs],
            region=draw(st.sampled_from(REGIONS)),
            source=draw(st.sampled_from(SOURCES)),
            kind=draw(st.sampled_from(KINDS)),
            first_day=draw(days),
        )
        documents.append(document)
    commits = draw(st.integers(1, 3))
    gone = draw(st.sets(st.integers(0, len(documents) - 1), max_size=2))
    return lambda factory: Indexed(factory.mktemp("index"), documents, commits, gone)


@drawn
@given(indexed(), st.lists(trees(LETTERS), min_size=1, max_size=8))
def test_a_tree_finds_the_paragraphs_it_describes(tmp_path_factory, index, asked):
    index = index(tmp_path_factory)
    for tree in asked:
        assert index.found(tree) == index.described(tree)


@drawn
@given(indexed(), trees(LETTERS), trees(LETTERS))
def test_operators_are_those_of_sets(tmp_path_factory, index, left, right):
    index = index(tmp_path_factory)
    one, other = index.found(left), index.found(right)
    assert index.found(Or((left, right))) == one | other
    assert index.found(And((left, right))) == one & other
    assert index.found(And((left, Not(right)))) == one - other
    assert index.found(Not(left)) == index.rows - one


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


@pytest.mark.parametrize(
    "tree",
    [
        Wildcard(("校", "安全"), (Gap(0, 10),)),
        Near(Substring("安全"), Substring("校"), 3),
        Or((Substring("校园安全"), Substring("安全校园"))),
        And((Wildcard(("校", "安全"), (Gap(0, 10),)), Not(Substring("交通")))),
    ],
)
def test_whatever_is_asked_for_counts_more_where_it_stands_more_often(folder, tree):
    texts = [
        "校园安全与校车" + "其他的事",
        "校园安全，安全校园，校园安全",
        "校园安全" + "的事" * 30,
    ]
    write(folder, entry("a", *texts))
    assert [one.ordinal for one in open_snapshot(folder).search(EngineQuery(tree)).hits] == [
        2,
        1,
        3,
    ]


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


@pytest.fixture
def described(folder):
    """An index of documents of which all kinds of things are known."""
    documents = [
        entry(
            "a",
            "落实双减",
            "双减与培训",
            "其他",
            title="双减通知",
            speakers=[("吴晓昊",), ("王予波", "吴晓昊"), ("~narration",)],
            region="河南省/郑州市",
            source="教育报",
            kind="speech",
            first_day=date(2021, 7, 24),
        ),
        entry("b", "双减", "落实", title="年度报告", kind="report", first_day=date(2022, 1, 5)),
        entry(
            "c", "培训", region="河南省", first_day=date(2022, 1, 1), last_day=date(2022, 12, 31)
        ),
    ]
    write(folder, *documents[:2])
    write(folder, *documents[2:])
    return open_snapshot(folder), documents


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (Not(Substring("双减")), "c1 b2 a3"),
        (InTitle(Substring("双减")), "a1 a2 a3"),
        (HasValue("speaker", "晓昊"), "a1 a2"),
        (HasValue("speaker", "narration"), ""),
        (HasValue("speaker", "~narration"), "a3"),
        (HasValue("region", "郑州"), "a1 a2 a3"),
        (Not(HasValue("region", "河南")), "b1 b2"),
        (HasValue("source", "教育"), "a1 a2 a3"),
        (HasValue("kind", "speech"), "a1 a2 a3"),
        (HasValue("kind", "spee"), ""),
        (InTime(date(2022, 1, 5), None), "c1 b1 b2"),
        (InTime(None, date(2021, 12, 31)), "a1 a2 a3"),
    ],
)
def test_what_is_not_asked_of_the_text_is_in_the_order_of_dates(described, tree, expected):
    snapshot, documents = described
    answer = snapshot.search(EngineQuery(tree))
    assert " ".join(f"{one.document_id}{one.ordinal}" for one in answer.hits) == expected
    assert {one.score for one in answer.hits} <= {0.0}
    assert answer.related == ()
    assert answer.titles == (("metadata of a",) if isinstance(tree, InTitle) else ())
    check(snapshot, documents, EngineQuery(tree))


@pytest.mark.parametrize(
    "condition",
    [
        Not(Substring("培训")),
        Not(Or((Substring("其他"), Substring("培训")))),
        HasValue("region", "郑州"),
        InTitle(Substring("报告")),
        InTime(date(2022, 1, 1), None),
    ],
)
def test_what_a_condition_rules_out_is_neither_found_nor_related(described, condition):
    snapshot, documents = described
    tree = And((Substring("落实双减"), condition))
    answer = snapshot.search(EngineQuery(tree))
    assert answer.related
    check(snapshot, documents, EngineQuery(tree))
    nested = And((And((condition,)), Substring("落实双减")))
    assert snapshot.search(EngineQuery(nested)) == answer


def test_a_title_is_listed_if_its_document_meets_the_conditions(described):
    snapshot, _ = described

    def titles(*conditions):
        return snapshot.search(EngineQuery(And((Substring("双减"), *conditions)))).titles

    assert titles() == titles(HasValue("speaker", "王予波")) == ("metadata of a",)
    assert titles(Not(HasValue("region", "郑州"))) == ()
    assert titles(Not(Substring("培训"))) == ("metadata of a",)
    assert titles(Not(Substring("通知"))) == ()
