"""What is compiled, beside the same in plain Python."""

import subprocess
import sys
from bisect import bisect_right
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.whoosh.kernels.positions import (
    count_among_rows,
    count_in_rows,
    follow,
    gaps,
    inside,
)
from searchapp.engine.whoosh.kernels.rows import MARKED, add_up, look_up, meet, read, read_among
from searchapp.engine.whoosh.layout import BLOCK_BITS, ROW_BITS
from searchapp.engine.whoosh.postings import _strengths
from searchapp.engine.whoosh.ranks import marked, ranks_before
from searchapp.engine.whoosh.scoring import strengths
from tests.conftest import ROOT

COUNT = 300
ROW = 30
in_row = st.integers(0, ROW - 1)
ascending = st.sets(st.integers(0, COUNT - 1)).map(sorted)
few = st.sets(st.integers(0, COUNT - 1), max_size=4).map(sorted)
blocks = st.lists(few | ascending, min_size=1, max_size=3)


def rows(numbers):
    return np.array(numbers, np.intp)


@given(blocks, st.integers(0, 9))
def test_rows_are_read_from_their_blocks(blocks, start):
    lows = np.array([low for block in blocks for low in block], np.uint16)
    starts = np.cumsum([start, *map(len, blocks)]).astype(np.uint32)
    strengths = np.arange(len(lows), dtype=np.uint8)
    found, scores = np.empty(len(lows), np.intp), np.empty(len(lows), np.float32)
    read(lows, starts, strengths, np.float32(0.5), found, scores)
    assert found.tolist() == in_blocks(blocks)
    assert scores.tolist() == [number / 2 for number in range(len(lows))]


@given(blocks, blocks)
def test_what_two_lists_have_in_common_is_found_at_its_places(left, right):
    left, right = in_blocks(left), in_blocks(right)
    marks = np.zeros(1 << ROW_BITS, np.uint8)
    places = np.empty((2, len(left) + 1), np.intp)
    count = meet(rows(left), rows(right), marks, *places)
    assert pairs_of(places, count) == common_places(left, right)
    assert not marks.any()


@given(few | ascending, blocks, st.data())
def test_rows_are_looked_up_in_the_blocks_of_a_list(lows, blocks, data):
    of_list = in_blocks(blocks)
    high = data.draw(st.integers(0, len(blocks) - 1))
    wanted = sorted({low + (high << ROW_BITS) for low in lows} | {*of_list[::5]})
    starts = np.cumsum([7, *map(len, blocks)]).astype(np.uint32)
    stored = np.array([low for block in blocks for low in block], np.uint16)
    strengths = np.arange(len(stored)).astype(np.uint8)
    expected = common_places(wanted, of_list)
    marks = np.zeros(1 << ROW_BITS, np.uint8)
    for look, *to_mark in ((look_up,), (read_among, marks)):
        found, places = np.empty((2, len(wanted) + 1), np.intp)
        scores = np.empty(len(wanted), np.float32)
        arrays = stored, starts, strengths, np.float32(0.5), *to_mark
        count = look(rows(wanted), *arrays, found, scores, places)
        assert found[:count].tolist() == [wanted[place] for place, _ in expected]
        assert scores[:count].tolist() == [strengths[place] / 2 for _, place in expected]
        assert places[:count].tolist() == [place for place, _ in expected]
    assert not marks.any()


def in_blocks(lists):
    return [low + (number << ROW_BITS) for number, some in enumerate(lists) for low in some]


def common_places(left, right):
    return [(left.index(one), right.index(one)) for one in sorted(set(left) & set(right))]


def pairs_of(places, count):
    return list(zip(*places[:, :count].tolist(), strict=True))


@given(st.lists(st.integers(0, COUNT - 1)))
def test_scores_of_rows_are_added_up_in_the_order_of_rows(numbers):
    table, marks = np.zeros(COUNT, np.float32), np.zeros(COUNT // MARKED + 1, np.intp)
    found, sums = np.empty(COUNT, np.intp), np.empty(COUNT, np.float32)
    scores = np.arange(1, len(numbers) + 1, dtype=np.float32)
    count = add_up(rows(numbers), scores, table, marks, found, sums)
    expected = Counter()
    for number, score in zip(numbers, scores.tolist(), strict=True):
        expected[number] += score
    assert list(zip(found[:count].tolist(), sums[:count].tolist(), strict=True)) == sorted(
        expected.items()
    )
    assert not table.any()
    assert not marks.any()


@given(ascending | few, ascending, st.integers(0, 9))
def test_what_follows_at_a_distance_is_what_stands_there(starts, positions, offset):
    array = np.array(starts, np.uint32)
    count = follow(array, np.array(positions, np.uint32), offset, array)
    assert array[:count].tolist() == [one for one in starts if one + offset in positions]


@given(st.lists(st.integers(1, 150), min_size=1), st.data())
def test_positions_are_counted_in_their_rows(lengths, data):
    edges = np.cumsum([0, *lengths])
    some = data.draw(st.sets(st.integers(0, int(edges[-1]) - 1)))
    expected = Counter(bisect_right(edges.tolist(), one) - 1 for one in some)
    positions = np.array(sorted(some), np.uint32)
    row_position = edges.astype(np.uint32)
    before = ranks_before(marked(row_position[:-1], int(edges[-1]))) - np.int32(1)
    assert len(before) == (edges[-1] >> BLOCK_BITS) + 1
    others = data.draw(st.sets(st.integers(0, len(lengths) - 1)))
    among = rows(sorted(others | set(expected)))
    for count_rows, where in ((count_in_rows, before), (count_among_rows, among)):
        found = np.empty((2, len(lengths)), np.intp)
        count = count_rows(positions, where, row_position, *found)
        assert dict(zip(*found[:, :count].tolist(), strict=True)) == expected
        assert found[0, :count].tolist() == sorted(expected)


@given(ascending, st.lists(st.integers(1, 40), min_size=2, max_size=20))
def test_positions_in_ranges_are_all_that_lie_in_one(positions, lengths):
    edges = np.cumsum([0, *lengths])
    lows, highs = edges[:-1:2].astype(np.uint32), edges[1::2].astype(np.uint32)
    lows = lows[: len(highs)]
    found = np.empty(len(positions), np.uint32)
    count = inside(np.array(positions, np.uint32), lows, highs, found)
    ranges = [range(low, high) for low, high in zip(lows.tolist(), highs.tolist(), strict=True)]
    expected = [one for one in positions if any(one in each for each in ranges)]
    assert found[:count].tolist() == expected


@given(st.lists(st.tuples(st.sets(in_row, min_size=1), st.sets(in_row, min_size=1)), max_size=5))
def test_the_gap_between_two_texts_is_the_smallest_of_all(of_rows):
    places = [
        [
            number * ROW + place
            for number, both in enumerate(of_rows)
            for place in sorted(both[side])
        ]
        for side in (0, 1)
    ]
    highs = np.arange(1, len(of_rows) + 1, dtype=np.uint32) * np.uint32(ROW)
    fewest = np.empty(len(of_rows), np.intp)
    gaps(*(np.array(one, np.uint32) for one in places), 2, 3, highs, fewest)
    expected = [
        min(max(b - a - 2, a - b - 3, 0) for a in left for b in right) for left, right in of_rows
    ]
    assert fewest.tolist() == expected


@given(st.lists(st.tuples(st.integers(1, 70_000), st.integers(0, 65_535))))
def test_a_query_reckons_strengths_as_the_index_does(pairs):
    counts = np.array([count for count, _ in pairs], np.intp)
    lengths = np.array([length for _, length in pairs], np.uint16)
    assert _strengths(counts, lengths).tolist() == strengths(counts, lengths).tolist()


def test_what_cannot_be_kept_is_compiled_all_the_same():
    # Of a program that lies in no file there is nothing beside which it could be kept.
    program = """
import numpy as np
from searchapp.engine.whoosh.kernels.compiled import compiled

@compiled("<i8", "i8")
def times(values, factor):
    return values.sum() * factor

print(times(np.arange(4), 7))
"""
    assert printed(program) == "42"


def test_what_indexes_does_not_load_the_compiler(tmp_path):
    program = f"""
import sys
from pathlib import Path
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings

reindex(Settings(source=Path({str(ROOT / "seeds")!r}), index=Path({str(tmp_path)!r})))
print("numba" in sys.modules)
"""
    assert printed(program) == "False"


def printed(program):
    return subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()
