"""How often Python looks for objects that hold on to each other and to nothing else."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 100_000
"""Look after so many; usually it is 700. Few objects of a build are ever in a circle, and to look
through all that is held time and again is a tenth of its work beside word segmentation."""


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Look for garbage rarely until this is left."""
    first, *others = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *others)
    try:
        yield
    finally:
        gc.set_threshold(first, *others)
