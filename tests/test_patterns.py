"""No text makes a regular expression try again and again: the time grows with the length alone."""

import re
import signal
import time

import pytest

from tests.patterns import near_matches, patterns
from tests.soak.states import SHORT

LATE_SECONDS = 15


class Late(Exception):
    """An expression that has no end."""


@pytest.fixture
def no_end():
    """Interrupt what takes too long: a search looks for signals now and then."""

    def ring(*_):
        raise Late

    before = signal.signal(signal.SIGVTALRM, ring)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def seconds(pattern, ways, text):
    """Of the processor, to use an expression on a text in each of the ways in which it is used."""
    if isinstance(pattern.pattern, bytes):
        text = text.encode()
    signal.setitimer(signal.ITIMER_VIRTUAL, LATE_SECONDS)
    started = time.process_time()
    try:
        for way in ways & {"match", "fullmatch"}:
            getattr(pattern, way)(text)
        if not ways <= {"match", "fullmatch"}:
            for _ in pattern.finditer(text):
                pass
    except Late:
        return LATE_SECONDS
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


def slow(found, length, most):
    """The expressions that take more seconds for a text of a length, and what the text repeats."""
    for place, pattern, ways in found:
        for head, body, tail in near_matches(pattern):
            text = head + body * (length // len(body)) + tail
            if (took := seconds(pattern, ways, text)) > most:
                yield place, pattern.pattern, (head, body, tail), took
                break


def test_what_is_slow_is_noticed(no_end):
    quadratic, exponential = re.compile(r"\s+$"), re.compile(r"法(?:\(.{1,30}\))*$")
    found = [("a", quadratic, {"search"}), ("b", exponential, {"search"})]
    assert [one[0] for one in slow(found, 32_000, 0.4)] == ["a", "b"]
    assert not list(slow([("a", quadratic, {"match"})], 32_000, 0.4))


def slowest(found, length):
    """The same expressions, each with the text that it takes longest over, of all of a length."""
    for place, pattern, ways in found:
        texts = [
            (seconds(pattern, ways, head + body * (length // len(body)) + tail), head, body, tail)
            for head, body, tail in near_matches(pattern)
        ]
        if texts:
            yield place, pattern, ways, max(texts)[1:]


@pytest.mark.soak
def test_no_expression_is_slow_over_a_long_text_that_nearly_matches(no_end):
    """Of the meeting that names a title only the first 1,000 characters are searched."""
    length, most = (16_000, 0.4) if SHORT else (1_000_000, 13)
    late = {}
    for place, pattern, ways, (head, body, tail) in slowest(patterns(), 2_000):
        took = seconds(pattern, ways, head + body * (length // len(body)) + tail)
        if took > most:
            late[place] = (pattern.pattern, took)
    assert late == {}
