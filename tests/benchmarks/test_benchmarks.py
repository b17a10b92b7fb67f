"""The benchmarks run and their engines agree, at a size at which nothing is measured."""

import json
import lzma
import random
from contextlib import contextmanager
from dataclasses import replace

import pytest

from searchapp.engine.contract import FACETS
from tests.benchmarks import asking, engines, sidebyside, table
from tests.benchmarks.corpus import Corpus, cut, segmentation, source_line
from tests.benchmarks.queries import KINDS, Answer, draw
from tests.benchmarks.reading import reading
from tests.benchmarks.reindexing import many_files
from tests.benchmarks.serving import serving

PHRASES = (
    "第一条 为了促进教育事业发展，根据宪法制定本法。",
    "县级以上人民政府应当加强对教育工作的领导，",
    "国家实行义务教育制度；任何组织和个人不得违反规定。",
    "学校应当保障学生的合法权益，教师应当遵守职业道德，",
    "教育行政部门负责监督检查 2021 年以来的招生工作。",
    "本條例自公布之日起施行，由主管機關定之。",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("benchmarks")
    chance = random.Random(5)
    with lzma.open(folder / "laws.jsonl.xz", "wt", encoding="utf-8") as file:
        for number in range(60):
            year = 2001 + number % 7 if number % 5 else None
            record = {
                "id": f"statutes/{number}",
                "title": f"教育条例{number}",
                "year": year,
                "date": year and f"{year}-03-0{1 + number % 9}",
                "region": chance.choice(["河南", "浙江", "全国"]),
                "paragraphs": [
                    "".join(chance.sample(PHRASES, chance.randint(1, 4)))
                    + f"文号{chance.randint(10, 99)}"
                    for _ in range(7)
                ],
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    cut(folder / "laws.jsonl.xz", folder / "corpus.jsonl", 300, seed=1)
    return Corpus(folder / "corpus.jsonl", 300)


def test_segmentation_takes_longer_for_more_text(corpus):
    assert 0 < segmentation(replace(corpus, size=30)) < segmentation(corpus)


def truth(corpus, query):
    """The answer to a query in plain Python, but for which texts are the best."""
    found = [
        (document, one)
        for document in corpus.documents()
        for one in document.paragraphs
        if matches(query, one) and query.year in (None, document.year)
    ]
    facets = {facet: {} for facet in FACETS}
    for document, one in found:
        values = (document.year, document.region, one.speakers[0])
        for facet, value in zip(FACETS, values, strict=True):
            facets[facet][value] = facets[facet].get(value, 0) + 1
    return Answer(len(found), tuple(one.text for _, one in found[:10]), facets)


def matches(query, paragraph):
    words = list(paragraph.words)
    if query.kind == "substring":
        return query.exact[0] in paragraph.comparable
    if query.operator == "phrase":
        wanted = list(query.words)
        return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))
    return (any if query.operator == "or" else all)(word in words for word in query.words)


def test_a_size_is_so_many_paragraphs_from_the_start(corpus):
    def texts(size):
        entries = Corpus(corpus.file, size).documents()
        return [one.text for document in entries for one in document.paragraphs]

    assert len(texts(300)) == 300
    assert texts(25) == texts(300)[:25]
    assert texts(0) == []


def test_queries_are_different_of_every_kind_and_drawn_by_the_seed(corpus):
    queries = draw(corpus, 21, seed=3)
    assert len(set(queries)) == 21
    assert [one.kind for one in queries[:7]] == list(KINDS)
    assert draw(corpus, 21, seed=3) == queries != draw(corpus, 21, seed=4)


def test_engines_agree_with_the_truth_and_every_row_of_the_table_is_there(
    corpus, tmp_path, monkeypatch
):
    @contextmanager
    def this_process():
        yield lambda function, *arguments: function(*arguments)

    monkeypatch.setattr(sidebyside, "own_process", this_process)
    names = [name for name in engines.NAMES if engines.is_installed(name)]
    queries = draw(corpus, 21, seed=3)
    figures = sidebyside.compare(names, corpus, queries, tmp_path, rounds=1)
    expected = [truth(corpus, one) for one in queries]
    for name in names:
        asks = sidebyside.asks_of(name, tmp_path / name, queries)[: len(queries)]
        said = {name: asking.answers(name, asks), "truth": expected}
        assert sidebyside.disagreements(queries, said) == []
    assert figures["disagreements"] == []
    measures = table.results({"300": figures})
    assert [one.keys() for one in measures] == [
        {"measure", "value", "bar", "ok", "paragraphs"}
    ] * len(table.ROWS)
    measured = {one["measure"]: one["ok"] for one in measures}
    assert measured["索引大小（连同逐字匹配），100,000 段：÷ 原样的 Whoosh 的词索引"] is not None
    assert table.engines(figures).count("\n") > 20
    assert table.ratios(measures).count("\n") == len(table.ROWS)


def test_what_users_meet_is_measured_with_the_real_command_and_server(corpus, tmp_path):
    small = Corpus(corpus.file, 30)
    figures = many_files(small, tmp_path)
    count = sum(1 for _ in small.documents())
    assert figures["file_count"] == count
    assert figures["full"]["paragraph_count"] == 30
    assert figures["one_changed"]["paragraph_count"] == 31
    assert figures["one_changed"]["changed_count"] == 1
    found = serving(tmp_path / "index", draw(corpus, 7, seed=3), rounds=1, seconds=0.1)
    assert all(one > 0 for one in found["requests_per_second"].values())


@pytest.mark.corpus
def test_what_reading_costs_is_measured_on_the_labelled_documents(corpora):
    assert all(one > 0 for one in reading(corpora, 1).values())


def test_a_source_line_is_what_reindex_reads(corpus):
    entry = next(corpus.documents())
    record = json.loads(source_line(entry))
    assert record["id"] == entry.id
    assert record["paragraphs"] == [one.text for one in entry.paragraphs]
