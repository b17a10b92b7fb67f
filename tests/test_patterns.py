"""No text makes a regular expression try again and again: the time grows with the length alone."""

import math
import re
import signal
import time

import pytest

from tests.patterns import near_matches, patterns
from tests.soak.states import SHORT


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


def seconds(pattern, ways, text, most):
    """Of the processor, to use an expression on a text in each of the ways in which it is used.

    After more than the most it is interrupted, and what it would have taken is not known.
    """
    if isinstance(pattern.pattern, bytes):
        text = text.encode()
    signal.setitimer(signal.ITIMER_VIRTUAL, 1.1 * most)
    started = time.process_time()
    try:
        for way in ways & {"match", "fullmatch"}:
            getattr(pattern, way)(text)
        if not ways <= {"match", "fullmatch"}:
            for _ in pattern.finditer(text):
                pass
    except Late:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


def long_text(parts, length):
    head, body, tail = parts
    return head + body * (length // len(body)) + tail


def slow(found, length, most):
    """The expressions that take more seconds over a text of a length.

    That text is the one that takes longest, while it is short, of all that nearly match.
    """
    for place, pattern, ways in found:
        short = [
            (seconds(pattern, ways, long_text(parts, 2_000), most), parts)
            for parts in near_matches(pattern)
        ]
        if not short:
            continue
        took = seconds(pattern, ways, long_text(max(short)[1], length), most)
        if took > most:
            yield place, pattern.pattern, took


def test_what_is_slow_is_noticed(no_end):
    quadratic, exponential = re.compile(r"\s+$"), re.compile(r"法(?:\(.{1,30}\))*$")
    found = [("a", quadratic, {"search"}), ("b", exponential, {"search"})]
    assert [place for place, _, _ in slow(found, 32_000, 0.4)] == ["a", "b"]
    assert not list(slow([("a", quadratic, {"match"})], 32_000, 0.4))


@pytest.mark.soak
def test_no_expression_is_slow_over_a_long_text_that_nearly_matches(no_end):
    """Of the meeting that names a title only the first 1,000 characters are searched."""
    length, most = (16_000, 0.4) if SHORT else (1_000_000, 13)
    assert not list(slow(patterns(), length, most))
