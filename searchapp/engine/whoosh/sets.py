"""What ascending arrays of rows, in which nothing is twice, have in common, and what they hold."""

import numpy as np

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.kernels.rows import MARKED, add_up, meet
from searchapp.engine.whoosh.segment import Segment


def common(segment: Segment, left: Array, right: Array) -> tuple[Array, Array]:
    """The places in two arrays of rows of a segment of those rows that both have."""
    if len(left) > len(right):
        second, first = common(segment, right, left)
        return first, second
    first, second = np.empty((2, len(left) + 1), np.intp)
    marks = segment.row_marks.borrow()
    count = meet(left, right, marks, first, second)
    segment.row_marks.give_back(marks)
    return first[:count], second[:count]


def sums(segment: Segment, rows: Array, scores: Array) -> tuple[Array, Array]:
    """The different ones of many rows in any order, ascending, and the sums of their scores."""
    most = min(len(rows), segment.row_count)
    found, sums = np.empty(most, np.intp), np.empty(most, np.float32)
    table, marks = segment.row_sums.borrow(), np.zeros(segment.row_count // MARKED + 1, np.intp)
    count = add_up(rows, scores, table, marks, found, sums)
    segment.row_sums.give_back(table)
    return found[:count], sums[:count]
