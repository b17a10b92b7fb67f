"""How long an answer may take: a moment after which the work on it is given up.

Whoever answers a request says how long; whatever may take long looks at the clock between its
steps, which takes less than a microsecond. Nothing need be handed down for it, as the moment is the
thread's own. Where nobody has said anything, as on the command line, there is none.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from searchapp.errors import OutOfTime
from searchapp.languages import gettext

_moment: ContextVar[float] = ContextVar("moment", default=math.inf)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What is done inside is given up after so many seconds."""
    token = _moment.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _moment.reset(token)


@contextmanager
def uncounted() -> Iterator[None]:
    """What is made once for everybody is held against nobody: the time inside does not count."""
    started = time.monotonic()
    try:
        yield
    finally:
        _moment.set(_moment.get() + time.monotonic() - started)


def check_time() -> None:
    """Raise `OutOfTime` if the time is over."""
    if time.monotonic() > _moment.get():
        raise OutOfTime(
            gettext(
                "这次请求用的时间超过了上限，已经放弃，没有给出残缺的结果："
                "请加上筛选条件，少用通配符和 NEAR；服务器繁忙时，也可以稍后再试"
            )
        )


def each_in_time(pieces: Iterator[bytes], seconds: float) -> Iterator[bytes]:
    """The same pieces; to make them may take so long together, whatever becomes of them meanwhile.

    Raises `OutOfTime` in the place of the piece that is not made.
    """
    while True:
        started = time.monotonic()
        with time_limit(seconds):
            piece = next(pieces, None)
        if piece is None:
            return
        seconds -= time.monotonic() - started
        yield piece
