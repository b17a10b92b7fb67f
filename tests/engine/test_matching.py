"""What is found, counted and ordered equals the oracle, through commits, deletions and merges."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from engine_oracle import check, check_held, entry, every, word_counts, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tree_oracle import KINDS, REGIONS, SOURCES, SPEAKERS, days, trees

from searchapp.engine.contract import UNKNOWN, EngineQuery, Filters
from searchapp.engine.whoosh import create, open_snapshot
from searchapp.query.tree import Substring

# Few characters, so that terms occur often and overlap: Chinese, Latin, digits, punctuation, a
# blank, astral planes, a surrogate alone, and the ends of Unicode.
ALPHABET = "教育教a1，。 𠀀\U0010ffff\x00\ud800"
YEARS = (UNKNOWN, "2019", "2020", "2021")

texts = st.text(ALPHABET, max_size=12)

moments = st.sampled_from((1_000_000_000, 1_000_000_001, 1_000_000_060, 4_200_000_000)).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


@st.composite
def entries(draw, document_id):
    paragraphs = draw(st.lists(texts, max_size=5))
    first = draw(days)
    return entry(
        document_id,
        *paragraphs,
        title=draw(texts),
        speakers=[
            tuple(draw(st.lists(st.sampled_from(SPEAKERS), min_size=1, max_size=2, unique=True)))
            for _ in paragraphs
        ],
        year=draw(st.sampled_from(YEARS)),
        region=draw(st.sampled_from(REGIONS)),
        source=draw(st.sampled_from(SOURCES)),
        kind=draw(st.sampled_from(KINDS)),
        first_day=first,
        last_day=first and first + timedelta(days=draw(st.integers(0, 20))),
        first_indexed=draw(moments),
    )


def choices(facet_values):
    return st.lists(st.sampled_from(facet_values), max_size=2, unique=True).map(tuple)


@st.composite
def filters(draw):
    values = {"year": YEARS, "region": REGIONS, "speaker": SPEAKERS}
    if draw(st.booleans()):
        return Filters()
    return Filters(
        {name: draw(choices(each)) for name, each in values.items()},
        {name: draw(choices(each)) for name, each in values.items() if draw(st.booleans())},
        draw(days),
        draw(days),
    )


@st.composite
def queries(draw):
    terms = st.lists(st.text(ALPHABET, min_size=1, max_size=5), max_size=3)
    return EngineQuery(
        tree=draw(terms.map(every) | trees(ALPHABET)),
        words=tuple(draw(st.lists(st.text(ALPHABET, min_size=2, max_size=2), max_size=3))),
        filters=draw(filters()),
        sort=draw(st.sampled_from(("relevance", "date", "-date", "-first_indexed"))),
        offset=draw(st.sampled_from((0, 0, 1, 5))),
        limit=draw(st.sampled_from((20, 3, 100))),
        related=draw(st.sampled_from((20, 2, 0))),
        titles=draw(st.sampled_from((10, 1))),
    )


@st.composite
def histories(draw):
    """Commits, each a list of ids to delete and of documents to write, replacing others."""
    ids = [f"文档/{number}" for number in range(6)]
    return [
        (
            draw(st.lists(st.sampled_from(ids), max_size=3)),
            [draw(entries(one)) for one in draw(st.lists(st.sampled_from(ids), unique=True))],
        )
        for _ in range(draw(st.integers(1, 8)))
    ]


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=histories(), asked=st.lists(queries(), min_size=1, max_size=8))
def test_every_answer_is_what_the_documents_say(tmp_path_factory, history, asked):
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
    assert snapshot.document_count == len(documents)
    assert snapshot.paragraph_count == sum(len(one.paragraphs) for one in documents.values())
    assert Counter(snapshot.words()) >= word_counts(documents.values())
    check_held(snapshot, documents.values(), Filters())
    assert snapshot.held(Filters()) is snapshot.held(Filters())
    for query in asked:
        check(snapshot, documents.values(), query)
        check_held(snapshot, documents.values(), query.filters)


def test_every_substring_of_a_paragraph_finds_exactly_the_paragraphs_that_hold_it(tmp_path):
    create(tmp_path)
    paragraphs = [
        "立德树人是根本任务",
        "落实立德树人",
        "aaaa",
        "aa",
        "ＡＢ",
        "",
        "人",
        "，。，。，",
    ]
    documents = [entry("a", *paragraphs[:4]), entry("b", *paragraphs[4:])]
    write(tmp_path, documents[0])
    write(tmp_path, documents[1])
    snapshot = open_snapshot(tmp_path)
    for text in paragraphs:
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                check(snapshot, documents, EngineQuery(Substring(text[start:end])))
    for absent in ("a人", "人a", "，，", "aaaaa", "务落", "没"):
        assert open_snapshot(tmp_path).search(EngineQuery(Substring(absent))).paragraph_count == 0


def test_words_are_counted_once_for_each_paragraph_and_title_in_all_index_segments(tmp_path):
    create(tmp_path)
    documents = [entry("a", "教育教育强国", "强国", title="教育"), entry("b", "强国", "")]
    for one in documents:
        write(tmp_path, one)
    counts = open_snapshot(tmp_path).words()
    assert dict(counts) == word_counts(documents)
    assert counts["强国"] == 3


def test_a_sample_is_taken_at_even_distances_across_index_segments(tmp_path):
    create(tmp_path)
    write(tmp_path, entry("a", *(f"教育{number}" for number in range(20))))
    write(tmp_path, entry("b", *(f"教育{number}" for number in range(20, 40))))
    texts = open_snapshot(tmp_path).sample_texts(EngineQuery(Substring("教育")), 8)
    assert texts == tuple(f"<教育{number}>" for number in range(0, 40, 5))


def test_a_text_longer_than_any_counter_is_found_to_its_end(tmp_path):
    create(tmp_path)
    text = "教育" * 40_000 + "终"
    write(tmp_path, entry("long", text, "教育"))
    snapshot = open_snapshot(tmp_path)
    assert snapshot.search(EngineQuery(Substring("教育"))).paragraph_count == 2
    hits = snapshot.search(EngineQuery(Substring("教育终"))).hits
    assert [(one.ordinal, len(one.text)) for one in hits] == [(1, len(text) + 2)]


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_undated_documents_come_last_and_paragraphs_keep_their_order(tmp_path, sort):
    create(tmp_path)
    documents = [
        entry("undated", "学校", "学校"),
        entry("2020", "学校", "学校", first_day=date(2020, 1, 1), last_day=date(2020, 12, 31)),
        entry("may", "学校", "学校", first_day=date(2020, 5, 1)),
        entry("2021", "学校", "学校", first_day=date(2021, 1, 1)),
    ]
    for one in documents:
        write(tmp_path, one)
    hits = open_snapshot(tmp_path).search(EngineQuery(Substring("学校"), sort=sort)).hits
    order = ["may", "2020", "2021"] if sort == "date" else ["2021", "2020", "may"]
    assert [(one.document_id, one.ordinal) for one in hits] == [
        (name, ordinal) for name in (*order, "undated") for ordinal in (1, 2)
    ]


def test_many_small_commits_answer_like_one(tmp_path):
    chance = random.Random(7)
    documents = {}
    (one := tmp_path / "one").mkdir()
    (many := tmp_path / "many").mkdir()
    create(one)
    create(many)
    for number in range(60):
        document = entry(
            str(chance.randrange(25)),
            *("".join(chance.choices("教育强国", k=6)) for _ in range(chance.randrange(30))),
            year=chance.choice(YEARS),
            region=chance.choice(REGIONS),
            first_day=date(2020, 1, 1 + number % 28),
            first_indexed=datetime(2026, 1, 1, 0, 0, number % 20, tzinfo=UTC),
        )
        write(many, document, delete=[document.id])
        documents[document.id] = document
    write(one, *documents.values())
    snapshots = [open_snapshot(one), open_snapshot(many)]
    for terms in ((), ("教育",), ("强国", "教"), ("国国",), ("育强国",)):
        for sort in ("date", "-date", "-first_indexed", "relevance"):
            query = EngineQuery(
                every(terms), filters=Filters({"year": ("2020", "2021")}), sort=sort
            )
            for snapshot in snapshots:
                check(snapshot, documents.values(), query)
