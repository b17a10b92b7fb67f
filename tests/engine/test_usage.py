"""How often hits say something, and who said it first, through commits, deletions and merges."""

from datetime import date

import pytest
import usage_oracle
from engine_oracle import entry, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_matching import ALPHABET, filters, histories
from tree_oracle import text_leaves, trees

from searchapp.engine.contract import FACETS, UNKNOWN, EngineQuery, Filters
from searchapp.engine.whoosh import create, open_snapshot
from searchapp.query.tree import Gap, Near, Not, Or, Substring, Wildcard


def check(snapshot, documents, query, marks):
    tables = snapshot.usage(query, marks)
    assert list(tables) == list(FACETS)
    for facet, (values, *columns) in tables.items():
        assert values == sorted(values)
        counts = dict(zip(values, zip(*columns, strict=True), strict=True))
        assert counts == usage_oracle.usage(documents, query, marks, facet)
        firsts = snapshot.first_uses(query, facet)
        found = [(value, one.document_id, one.ordinal) for value, one in firsts]
        expected = usage_oracle.first_uses(documents, query, facet)
        assert [one[1:] for one in found] == [one[1:] for one in expected]
        assert set(found) == set(expected)


questions = st.tuples(
    st.none() | trees(ALPHABET), filters(), st.lists(text_leaves(ALPHABET), max_size=3)
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories(), asked=st.lists(questions, min_size=1, max_size=6))
def test_what_is_counted_is_what_the_documents_say(tmp_path_factory, history, asked):
    folder = tmp_path_factory.mktemp("index")
    create(folder)
    documents = {}
    for gone, written in history:
        replaced = [one.id for one in written]
        write(folder, *written, delete=[*gone, *replaced])
        for one in (*gone, *replaced):
            documents.pop(one, None)
        documents |= {one.id: one for one in written}
    snapshot = open_snapshot(folder)
    for tree, chosen, marks in asked:
        check(snapshot, documents.values(), EngineQuery(tree, filters=chosen), marks)


ANY = Gap(0, 10)


@pytest.mark.parametrize(
    ("marks", "text", "count"),
    [
        ([Substring("双减")], "双减，双减双减", 3),
        ([Substring("哈哈")], "哈哈哈哈哈", 2),
        ([Substring("减")], "双减减负", 2),
        ([Substring("双减"), Substring("减负")], "双减负担，减负", 2),
        ([Substring("双减"), Substring("双减政策")], "双减政策，双减", 2),
        ([Substring("没有")], "双减", 0),
        ([Wildcard(("高", "发展"), (ANY,))], "高质量发展，高发展。高", 2),
        ([Near(Substring("教师"), Substring("队伍"), 2)], "教师的队伍，教师。。。队伍", 3),
        (
            [Near(Wildcard(("高", "发"), (ANY,)), Or((Substring("教"), Substring("育"))), 1)],
            "高一发二教，育高。发教",
            2,
        ),
        ([], "双减", 0),
    ],
)
def test_what_is_marked_is_counted(tmp_path, marks, text, count):
    create(tmp_path)
    documents = [entry("a", text, "别的话"), entry("b", "又一段", text, year="2020")]
    for one in documents:
        write(tmp_path, one)
    snapshot = open_snapshot(tmp_path)
    table = snapshot.usage(EngineQuery(), marks)["year"]
    assert table == (["2020", UNKNOWN], [2, 2], [1, 1], [count, count])
    for query in (EngineQuery(), EngineQuery(Not(Substring("又一")))):
        check(snapshot, documents, query, marks)


def test_the_first_to_use_it_come_in_the_order_of_their_dates(tmp_path):
    create(tmp_path)
    for number, (region, day) in enumerate(
        [
            ("河南省/郑州市", date(2021, 3, 1)),
            ("浙江省", date(2019, 5, 1)),
            ("河南省/郑州市", date(2020, 1, 1)),
            ("吉林省", None),
        ]
    ):
        one = entry(f"d{number}", "没有", "双减", region=region, first_day=day)
        write(tmp_path, one)
    snapshot = open_snapshot(tmp_path)
    query = EngineQuery(Substring("双减"))
    found = [(value, one.document_id) for value, one in snapshot.first_uses(query, "region")]
    assert found == [("浙江省", "d1"), ("河南省/郑州市", "d2")]
    assert not list(snapshot.first_uses(EngineQuery(Substring("三减")), "region"))


def test_an_empty_index_has_and_says_nothing(tmp_path):
    create(tmp_path)
    snapshot = open_snapshot(tmp_path)
    assert snapshot.held(Filters())["year"] == ([], [], [], [])
    assert snapshot.usage(EngineQuery(), [Substring("双减")])["region"] == ([], [], [], [])
    assert not list(snapshot.first_uses(EngineQuery(), "year"))
