"""The files of an index segment: containers, lexicons, what is flushed and merged when."""

import random

import numpy as np
import pytest
from engine_oracle import check, entry, every, write
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.contract import EngineQuery
from searchapp.engine.whoosh import codec, create, open_snapshot, open_writer, united
from searchapp.engine.whoosh.best import best, lower_bound
from searchapp.engine.whoosh.container import read_arrays, whole, write_arrays
from searchapp.engine.whoosh.invert import _sorted_occurrences
from searchapp.engine.whoosh.lexicon import Lexicon, lexicon_arrays
from searchapp.engine.whoosh.policy import Size, to_merge
from searchapp.engine.whoosh.sets import common, sums


@pytest.fixture
def path(tmp_path):
    return tmp_path / "arrays"


def test_arrays_come_back_as_they_were_written(path):
    pieces = [np.arange(3, dtype=np.uint32), np.arange(5, dtype=np.uint32)]
    with path.open("wb") as file:
        write_arrays(file, [("a", pieces), ("b", [np.zeros(0)]), ("c", [np.array([True])])])
    arrays = read_arrays(path)
    assert arrays["a"].tolist() == [0, 1, 2, 0, 1, 2, 3, 4]
    assert (len(arrays["b"]), arrays["c"].tolist()) == (0, [True])
    assert not arrays["a"].flags.writeable
    assert arrays["a"].ctypes.data % 64 == 0


@pytest.mark.parametrize("keep", [0, 1, 20, -1])
def test_a_container_that_was_cut_is_refused(path, keep):
    with path.open("wb") as file:
        write_arrays(file, whole({"a": np.arange(9)}))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ValueError, match=r"container|empty"):
        read_arrays(path)


CHARACTERS = "ab教\x00\ud800\U0010ffff"


@given(st.sets(st.text(CHARACTERS, max_size=5)), st.lists(st.text(CHARACTERS, max_size=5)))
def test_a_lexicon_finds_its_texts_and_no_others(texts, others):
    ordered = sorted(texts)
    lexicon = Lexicon(lexicon_arrays("x", ordered), "x")
    assert list(lexicon) == lexicon.texts.tolist() == ordered
    for text in [*texts, *others]:
        assert lexicon.place(text) == sum(one < text for one in texts)
        assert lexicon.find(text) == (ordered.index(text) if text in texts else None)


numbers = st.sets(st.integers(0, 5_000), max_size=400).map(sorted)


def test_common_rows_and_sums_are_those_of_sets(tmp_path):
    create(tmp_path)
    write(tmp_path, entry("a", *["教育"] * 20_000))
    (segment,) = open_snapshot(tmp_path)._segments
    chance = random.Random(1)
    for sizes in ((5, 9_000), (9_000, 5), (9_000, 8_000), (0, 9_000), (0, 0)):
        left, right = (
            np.array(sorted(chance.sample(range(20_000), size)), np.intp) for size in sizes
        )
        first, second = common(segment, left, right)
        assert left[first].tolist() == right[second].tolist()
        assert left[first].tolist() == sorted({*left.tolist()} & {*right.tolist()})
        rows, scores = sums(segment, np.concatenate((left, right)), np.ones(sum(sizes), np.float32))
        assert rows.tolist() == sorted({*left.tolist()} | {*right.tolist()})
        assert scores.tolist() == [(row in left) + (row in right) for row in rows]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=500), st.integers(1, 8))
def test_the_best_are_those_of_a_stable_sort(scores, count):
    array = np.array(scores, np.float32)
    expected = sorted(range(len(scores)), key=lambda place: -scores[place])[:count]
    assert best(array, count).tolist() == expected
    assert sum(score >= lower_bound(array, count) for score in scores) >= min(count, len(scores))


@given(st.lists(st.integers(0, 2**40), max_size=50), st.sampled_from([41, 62]))
def test_occurrences_are_sorted_by_code_however_many_bits_it_takes(codes, bits):
    positions = np.arange(len(codes), dtype=np.uint32)
    found = _sorted_occurrences(np.array(codes, np.uint64), bits, positions)
    expected = sorted(zip(codes, range(len(codes)), strict=True))
    assert list(zip(*(one.tolist() for one in found), strict=True)) == expected


@given(st.lists(st.tuples(st.integers(1, 10_000), st.integers(0, 10_000)), max_size=12))
def test_what_is_merged_leaves_few_segments_of_which_each_is_mostly_live(sizes):
    sizes = [Size(live, deleted, live) for live, deleted in sizes]
    chosen = to_merge(sizes)
    assert len(set(chosen)) == len(chosen)
    kept = [one for place, one in enumerate(sizes) if place not in chosen]
    together = sum(sizes[place].live for place in chosen)
    for one in kept:
        assert one.deleted <= (one.live + one.deleted) / 4
        assert one.live >= 3 * sum(other.live for other in kept if other.live < one.live)
    if chosen and kept:
        assert together
    assert not to_merge(kept) or chosen


def test_segments_too_large_for_one_are_not_merged():
    half = Size(10, 0, 2**31)
    assert to_merge([half, half]) == []
    assert sorted(to_merge([half, half, Size(8, 0, 100)])) == [0, 2]
    assert to_merge([Size(10, 9, 2**31)]) == [0]


@pytest.fixture
def in_small_portions(monkeypatch):
    """What makes a segment of every few documents, and reads merged lists a few entries at once."""
    monkeypatch.setattr(codec, "_FLUSH_WEIGHT", 60)
    monkeypatch.setattr(united, "_PIECE", 5)


def test_what_one_transaction_writes_in_many_segments_is_one_index(tmp_path, in_small_portions):
    create(tmp_path)
    chance = random.Random(3)

    def some(document_id):
        texts = ["".join(chance.choices("教育强国，a", k=9)) for _ in range(chance.randrange(6))]
        return entry(document_id, *texts, title=chance.choice(["教育", "强国", ""]), year="2020")

    documents = {}
    for _ in range(4):
        with open_writer(tmp_path) as writer:
            for number in range(30):
                document_id = str(chance.randrange(40))
                writer.delete(document_id)
                documents.pop(document_id, None)
                if number % 3:
                    documents[document_id] = some(document_id)
                    writer.add(documents[document_id])
        snapshot = open_snapshot(tmp_path)
        for terms in ((), ("教育",), ("强", "，"), ("育强国",), ("国，a",)):
            check(snapshot, documents.values(), EngineQuery(every(terms), ("教育",), limit=200))
