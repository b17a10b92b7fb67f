"""Removing what interrupted runs have left behind, and what a finished one has replaced.

It is for whoever holds the lock: nobody else then writes to the index folder. What cannot be
removed stays for the next time.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from searchapp.errors import IndexUnusable
from searchapp.indexing.generations import (
    CURRENT,
    MANIFEST,
    all_generations,
    current_generation,
)
from searchapp.indexing.manifest import load_manifest
from searchapp.indexing.storage import TEMPORARY


def tidy(index: Path) -> None:
    """Leave the generation in use, with what it consists of, and the last one before it.

    Where none is in use, all complete ones stay.
    """
    (index / f"{CURRENT}{TEMPORARY}").unlink(missing_ok=True)
    try:
        in_use = current_generation(index)
    except IndexUnusable:
        in_use = ""
    folders = all_generations(index)
    complete = [one for one in folders if (one / MANIFEST).exists()]
    kept = [one for one in complete if one.name < in_use][-1:] if in_use else complete
    for folder in folders:
        if folder.name == in_use:
            _keep_named(folder)
        elif folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _keep_named(generation: Path) -> None:
    """Remove from the folder of a generation what its manifest does not name."""
    try:
        kept = {MANIFEST, *load_manifest(generation).files}
    except IndexUnusable:
        return  # and then nobody knows what belongs to it
    for path in generation.iterdir():
        if path.name in kept:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
