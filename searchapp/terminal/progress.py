"""A bar that shows how far a command has come."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from searchapp.indexing.progress import Progress


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A progress bar on a terminal, and silence in a pipe."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    bar: Any
    with click.progressbar(
        length=1,
        label=label,
        file=sys.stderr,
        item_show_func=lambda paragraphs: f"{paragraphs or 0:,} 段",
    ) as bar:

        def show(done: int, total: int, paragraphs: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos, paragraphs)

        yield show
