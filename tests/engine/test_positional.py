"""Wildcards, and terms near each other: what may stand between, and how much of it."""

import random

import pytest
from engine_oracle import check, entry, write
from tree_oracle import holds

from searchapp.engine.contract import EngineQuery
from searchapp.engine.whoosh import create, open_snapshot, places
from searchapp.query.tree import And, Gap, Near, Not, Or, Substring, Wildcard

ANY, ONE = Gap(0, 10), Gap(1, 1)


@pytest.fixture
def folder(tmp_path):
    create(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("tree", "found", "others"),
    [
        (
            Wildcard(("高", "发展"), (ANY,)),
            "高发展 高质量发展 高高在上发展 高一二三四五六七八九十发展 发展高发展",
            "高一二三四五六七八九十百发展 发展高 高发 提高。发展 提高!发展 提高?发展 高",
        ),
        (Wildcard(("高", "发展"), (ONE,)), "高、发展 高高的发展", "高发展 高质量发展 高。发展"),
        (Wildcard(("a", "b", "a"), (ANY, ONE)), "abca xabbaxa abcbca", "aba abab abc acba"),
        (Wildcard(("。", "发"), (ANY,)), "高。发 。，发", "发。 。!发"),
        (Near(Substring("产教"), Substring("融合"), 0), "产教融合 融合产教", "产教的融合"),
        (
            Near(Substring("产教"), Substring("融合"), 2),
            "产教融合 产教的融合 融合。。产教 产教一二三产教融合",
            "产教一二三融合 产教 融合一二三产教",
        ),
        (Near(Substring("教教"), Substring("教教"), 5), "教教教教 教教，教教", "教教教 教教"),
        (Near(Substring("aba"), Substring("ab"), 0), "abaab ababa", "aba abab"),
        (
            Near(Wildcard(("高", "发"), (ONE,)), Substring("教"), 1),
            "高的发，教 教高的发 高一发二发教高一发",
            "高的发一二教 教一二高的发 高发教",
        ),
    ],
)
def test_characters_between_are_counted(folder, tree, found, others):
    found, others = found.split(), others.split()
    documents = [entry("a", *found), entry("b", *others)]
    write(folder, documents[0])
    write(folder, documents[1])
    snapshot = open_snapshot(folder)
    for node in (tree, And((tree, Not(Substring("没有")))), Or((tree, Substring("没有")))):
        hits = snapshot.search(EngineQuery(node)).hits
        assert sorted(one.ordinal for one in hits) == [*range(1, len(found) + 1)]
        check(snapshot, documents, EngineQuery(node))


@pytest.mark.parametrize("few", [0, 1 << 60])
def test_common_and_rare_parts_are_found_wherever_they_are_looked_for(folder, monkeypatch, few):
    monkeypatch.setattr(places, "_FEW", few)
    chance = random.Random(few)
    weights = (30, 20, 10, 5, 3, 2, 1, 1)
    paragraphs = ["".join(chance.choices("的教育。强国稀少", weights, k=20)) for _ in range(200)]
    documents = [entry(str(n), *paragraphs[n::20], title=paragraphs[n]) for n in range(20)]
    write(folder, *documents[:15])
    write(folder, *documents[15:])
    snapshot = open_snapshot(folder)
    parts = ["的", "教", "国", "稀", "少", "的教", "教育的", "稀少", "没"]
    for _ in range(25):
        one, two, three = (Substring(chance.choice(parts)) for _ in range(3))
        wildcard = Wildcard((one.text, two.text, three.text), (chance.choice((ANY, ONE)), ANY))
        near = Near(Or((one, wildcard)), two, chance.choice((0, 3, 20)))
        for tree in (wildcard, near, And((three, near)), And((near, Not(wildcard)))):
            found = snapshot.search(EngineQuery(tree, limit=200, related=0)).hits
            assert {(one.document_id, one.ordinal) for one in found} == {
                (document.id, ordinal)
                for document in documents
                for ordinal in range(1, len(document.paragraphs) + 1)
                if holds(tree, document, ordinal)
            }


def test_one_row_does_not_reach_into_the_next(folder):
    documents = [entry("a", "高", "发展", "教", title="高"), entry("b", title="发展")]
    write(folder, *documents)
    snapshot = open_snapshot(folder)
    for tree in (
        Wildcard(("高", "发展"), (ANY,)),
        Near(Substring("发展"), Substring("高"), 100),
        Near(Substring("发展"), Substring("教"), 100),
    ):
        assert snapshot.search(EngineQuery(tree)).paragraph_count == 0
        check(snapshot, documents, EngineQuery(tree))
