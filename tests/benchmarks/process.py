"""A process of its own for what is measured, so that its CPU and memory are nobody else's."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

Run = Callable[..., Any]
"""Calls a function of some module, given first, with the other arguments, in the process."""


@contextmanager
def own_process() -> Iterator[Run]:
    """A new process, which runs one function after another until the end of the block."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda function, *arguments: pool.submit(function, *arguments).result()
