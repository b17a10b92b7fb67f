"""What says the same is one hit: sketches, statements, pages, others."""

import random
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

import pytest
from collapse_oracle import collapsed, sketch, statements
from engine_oracle import entry, every, write
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine.contract import EngineQuery, Filters, Unit
from searchapp.engine.whoosh import create, open_snapshot
from searchapp.engine.whoosh.sketch import LEAST_EQUAL, sketches
from searchapp.text.fold import comparable

STOCK = "坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的教育方针，落实立德树人根本任务"


@given(st.lists(st.text("第一条、(3)教育强国，a ", max_size=60), max_size=8))
def test_a_sketch_is_that_of_plain_python(texts):
    assert [one.tobytes() for one in sketches(texts)] == list(map(sketch, texts))


def say_the_same(one, other):
    first, second = sketches([comparable(one), comparable(other)])
    return int((first == second).sum()) >= LEAST_EQUAL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STOCK, STOCK.replace("，", "、") + "。"),
        (STOCK, STOCK.replace("国", "國").replace("党", "黨")),
        (f"第三条　{STOCK}", f"第十二条 {STOCK}"),
        (f"（一）{STOCK}", f"2.{STOCK}"),
        (f"2021年，{STOCK}，{STOCK[::-1]}", f"2023年，{STOCK}，{STOCK[::-1]}"),
        (f"{STOCK}，{STOCK[::-1]}", f"{STOCK}，切实{STOCK[::-1]}"),
        ("三、主要任务", "四、主要任务"),
        ("（五）法律、法规规定的其他条件。", "（四）法律、法规规定的其他条件"),
    ],
)
def test_what_differs_in_signs_numbers_in_front_or_a_word_of_many_says_the_same(one, other):
    assert say_the_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("主要任务", "主要做法"),
        ("第三条", "第四条"),
        ("一、", "二、"),
        ("2021年工作回顾", "2022年工作回顾"),
        ("3.5亿元", "5亿元"),
        ("————", "……"),
        ("促进学前教育普及普惠安全优质发展", "促进义务教育普及普惠安全优质发展"),
        (STOCK, STOCK[:20]),
        (STOCK, f"{STOCK}。{STOCK[::-1]}"),
        (
            STOCK,
            "办好人民满意的教育，加快建设教育强国，推动城乡义务教育优质均衡发展，深化考试招生制度改革",
        ),
    ],
)
def test_other_headings_figures_and_sentences_do_not(one, other):
    assert not say_the_same(one, other)


TEXTS = [
    STOCK,
    "推进义务教育优质均衡发展和城乡一体化，优化区域教育资源配置，强化学前教育普惠发展",
    "加强教师队伍建设，弘扬教育家精神，培养造就新时代高水平教师队伍，提高教师政治地位、社会地位",
    "主要任务",
    "教育强国",
]


def varied(chance, text):
    """The text, or one that differs from it a little, or more."""
    for _ in range(chance.choice([0, 0, 1, 1, 2, 6])):
        place = chance.randrange(len(text))
        text = text[:place] + chance.choice(["教育", "的", "，", ""]) + text[place + 1 :]
    return chance.choice(["", "", "第三条", "(二)"]) + text


def some_document(chance, document_id):
    days = [None, date(2020, 5, 4), date(2021, 3, 1), date(2019, 9, 10)]
    return entry(
        document_id,
        *(varied(chance, chance.choice(TEXTS)) for _ in range(chance.randrange(9))),
        title=chance.choice(["教育", "报告"]),
        year=chance.choice(["2020", "2021"]),
        first_day=chance.choice(days),
    )


@dataclass(repr=False)
class Indexes:
    said: dict
    snapshots: list


@pytest.fixture(scope="module")
def indexes(tmp_path_factory):
    """The same documents in one index segment, and in many with deletions."""
    chance = random.Random(5)
    one, many = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("many")
    create(one)
    create(many)
    documents = {}
    for size in (120, 20, 3):
        changed, *gone = chance.sample([*documents][:90], 5) if documents else ["0"]
        names = [changed, *(f"{size}/{number}" for number in range(size))]
        portion = [some_document(chance, name) for name in names]
        write(many, *portion, delete=[changed, *gone])
        documents |= {each.id: each for each in portion}
        documents = {name: each for name, each in documents.items() if name not in gone}
    write(one, *documents.values())
    snapshots = [open_snapshot(one), open_snapshot(many)]
    assert len(snapshots[1]._segments) > 2
    assert any(segment.live is not None for segment in snapshots[1]._segments)
    return Indexes(statements(documents.values()), snapshots)


def test_statements_depend_on_what_is_there_alone(indexes):
    said = indexes.said
    for snapshot in indexes.snapshots:
        hits = snapshot.search(EngineQuery(limit=10_000)).hits
        assert {(one.document_id, one.ordinal) for one in hits} == set(said)
        for one in hits:
            place = one.document_id, one.ordinal
            same = snapshot.search(EngineQuery(same_as=place, sort="date", limit=10_000)).hits
            found = {(other.document_id, other.ordinal) for other in same}
            assert found == {other for other in said if said[other] == said[place]}


queries = st.builds(
    EngineQuery,
    tree=st.sampled_from(
        [(), ("教育",), ("发展",), ("教育", "发展"), ("主要任务",), ("没有",)]
    ).map(every),
    filters=st.sampled_from([Filters(), Filters({"year": ("2021",)})]),
    sort=st.sampled_from(["relevance", "date", "-date"]),
    limit=st.sampled_from([7, 20, 100]),
    others=st.sampled_from([0, 2, 100]),
)


@settings(max_examples=15, deadline=None)
@given(queries)
def test_every_hit_is_on_one_page_where_the_best_that_says_the_same_stands(indexes, query):
    said = indexes.said
    for snapshot in indexes.snapshots:

        def places(hits):
            return [(one.document_id, one.ordinal) for one in hits]

        in_order = places(snapshot.search(replace(query, limit=10_000)).hits)
        firsts, members = collapsed(in_order, said)
        by_date = places(snapshot.search(replace(query, sort="date", limit=10_000)).hits)
        paged = []
        for offset in range(0, len(firsts) + query.limit, query.limit):
            answer = snapshot.search(replace(query, offset=offset, unit="statement"))
            assert answer.paragraph_count == len(in_order)
            assert answer.unit_count == len(firsts)
            assert len(answer.hits) == max(0, min(query.limit, len(firsts) - offset))
            for hit in answer.hits:
                here = hit.document_id, hit.ordinal
                same = members[said[here]]
                assert hit.others_count == len(same) - 1
                others = [one for one in by_date if one in same and one != here]
                assert places(hit.others) == others[: query.others]
            paged += places(answer.hits)
        assert paged == firsts
        everything = replace(query, unit="statement", limit=10_000)
        assert places(snapshot.scan(everything)) == firsts


@settings(max_examples=15, deadline=None)
@given(queries)
def test_whatever_is_paged_through_counts_and_titles_are_the_same(indexes, query):
    for snapshot in indexes.snapshots:
        whole, *others = (snapshot.search(replace(query, unit=one)) for one in get_args(Unit))
        for other in others:
            assert replace(whole, hits=(), unit_count=0) == replace(other, hits=(), unit_count=0)
        assert whole.unit_count == whole.paragraph_count
