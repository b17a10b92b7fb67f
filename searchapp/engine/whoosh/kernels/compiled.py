"""How a function becomes machine code."""

from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any, TypeVar, cast

import numpy as np

from searchapp.deadline import uncounted

_Function = TypeVar("_Function", bound=Callable[..., Any])
_making = Lock()
_makers: list[Callable[[], object]] = []


def compiled(*types: str) -> Callable[[_Function], _Function]:
    """Have a function compiled for arguments of these types, and run without Python's lock.

    A type is numpy's name of it, `u4`; `<u4` is an array of them that is read, `>u4` one that is
    written. Arrays are contiguous. A function that is compiled calls no other one of ours.
    """

    def decorate(function: _Function) -> _Function:
        @cache
        def made() -> Callable[..., Any]:
            return _made(function, types)

        def call(*arguments: Any) -> Any:
            return made()(*arguments)

        _makers.append(made)
        return cast("_Function", call)

    return decorate


@cache
def prepare() -> None:
    """Compile all functions, or load what was compiled, so that no later search waits for one."""
    with uncounted(), _making:
        for make in _makers:
            make()


def _made(function: Callable[..., Any], types: tuple[str, ...]) -> Callable[..., Any]:
    from numba import njit

    signature = tuple(map(_type, types))
    try:
        made = njit(signature, nogil=True, error_model="numpy", cache=True)(function)
    except RuntimeError:  # there is no folder to keep it in
        made = njit(signature, nogil=True, error_model="numpy")(function)
    return cast("Callable[..., Any]", made)


def _type(name: str) -> Any:
    from numba import from_dtype
    from numba.core.types import Array

    if name[0] not in "<>":
        return from_dtype(np.dtype(name))
    return Array(from_dtype(np.dtype(name[1:])), 1, "C", readonly=name[0] == "<")
