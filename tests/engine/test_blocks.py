"""Rows in 16 bits: more rows than these can number."""

import numpy as np
from engine_oracle import entry, every, write
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.contract import EngineQuery
from searchapp.engine.whoosh import create, open_snapshot
from searchapp.engine.whoosh.blocks import block_count, block_sizes, whole_rows

ROWS = 200_000
lists_of_rows = st.lists(st.sets(st.integers(0, ROWS - 1), max_size=30).map(sorted), max_size=8)


@given(lists_of_rows)
def test_rows_come_back_from_their_lower_bits_and_the_sizes_of_blocks(lists):
    rows = np.array([row for one in lists for row in one], np.intp)
    counts = np.array([len(one) for one in lists], np.intp)
    sizes = block_sizes(rows, counts, block_count(ROWS))
    assert whole_rows(rows.astype(np.uint16), sizes, block_count(ROWS)).tolist() == rows.tolist()


def test_a_block_more_is_begun_by_the_row_that_does_not_fit():
    assert [block_count(rows) for rows in (0, 1, 65_536, 65_537)] == [1, 1, 1, 2]


def test_rows_of_several_blocks_are_found_when_merged_and_when_others_are_deleted(tmp_path):
    def found(term):
        hits = open_snapshot(tmp_path).scan(EngineQuery(every([term]), sort="date", limit=10**6))
        return [(one.document_id, one.ordinal) for one in hits]

    texts = ["共同" if place % 3 else "甲乙" for place in range(66_000)]
    create(tmp_path)
    write(tmp_path, entry("a", *texts))
    write(tmp_path, entry("b", *texts, "丙丁", "共同"))
    assert len(open_snapshot(tmp_path)._segments) == 1
    of_a = [("a", place + 1) for place, text in enumerate(texts) if text == "共同"]
    of_b = [("b", place) for _, place in of_a] + [("b", 66_002)]
    assert found("共同") == of_a + of_b
    assert found("丙丁") == [("b", 66_001)]
    write(tmp_path, entry("c", "丙丁"), delete=["a"])
    assert found("共同") == of_b
    assert found("丙丁") == [("b", 66_001), ("c", 1)]
