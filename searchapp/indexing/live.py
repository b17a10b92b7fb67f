"""The index of a running server: opened once, and again when what lies on the disk has changed.

A file is read in full and compared with its record when it is first opened; after a commit only
those are that are new. Later its size, times and number are looked at before every answer, so a
file that somebody has cut off, changed or deleted under the server is not asked any more.
"""

import threading
import time
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from searchapp.engine import whoosh as engine
from searchapp.engine.contract import Snapshot
from searchapp.errors import IndexUnusable
from searchapp.indexing.generations import CURRENT, MANIFEST, current_generation
from searchapp.indexing.integrity import Mark, damaged, find_damage, mark
from searchapp.indexing.manifest import Manifest, check_searchable, load_manifest

_ATTEMPTS = 20
"""Commits that may pass, one after the other, while the index is being opened."""
_PATIENCE = 5.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """A generation at one revision, opened. It answers as it was for as long as it is held."""

    generation: str
    snapshot: Snapshot
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found when the index folder was looked at, which holds while the marks do.

    What was found unusable is looked at again after a while: perhaps it could not be read only
    because the system was short of something.
    """

    found: OpenIndex | IndexUnusable
    marks: Mapping[str, Mark | None]
    at: float

    def holds(self) -> bool:
        if isinstance(self.found, IndexUnusable) and time.monotonic() > self.at + _PATIENCE:
            return False
        return self.is_unchanged()

    def is_unchanged(self) -> bool:
        return all(mark(path) == one for path, one in self.marks.items())


class LiveIndex:
    """Hands out the index in use; safe to ask from many threads, at every request."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._intact: dict[str, Mark] = {}
        self._last: _Look | None = None

    def current(self) -> OpenIndex:
        """The index in use now; raises `IndexUnusable` with what to do about it."""
        last = self._last
        if last is None or not last.holds():
            with self._lock:
                last = self._last
                if last is None or not last.holds():
                    last = self._last = self._look()
        if isinstance(last.found, IndexUnusable):
            raise IndexUnusable(str(last.found), damaged=last.found.damaged)
        return last.found

    def _look(self) -> _Look:
        for _ in range(_ATTEMPTS):
            self._last = None  # two indexes at a time are enough
            opening = _Opening(self._folder, self._intact)
            try:
                found: OpenIndex | IndexUnusable = opening.open()
            except IndexUnusable as error:
                found = error.with_traceback(None)
            self._intact = {
                path: one for path, one in self._intact.items() if path in opening.marks
            }
            look = _Look(found, opening.marks, time.monotonic())
            # A reindex may have replaced what it was found unusable by.
            if isinstance(found, OpenIndex) or look.is_unchanged():
                break
        return look


def open_index(folder: Path) -> OpenIndex:
    """Open the index in use as it is now; raises `IndexUnusable` with what to do about it."""
    return LiveIndex(folder).current()


@dataclass(frozen=True, slots=True)
class _Opening:
    """Opens the index once; `marks` are those of all files that this went by."""

    folder: Path
    intact: MutableMapping[str, Mark]
    marks: dict[str, Mark | None] = field(default_factory=dict)

    def open(self) -> OpenIndex:
        self._note(self.folder / CURRENT)
        name = current_generation(self.folder)
        generation = self.folder / name
        self._note(generation / MANIFEST)
        manifest = load_manifest(generation)
        check_searchable(manifest)
        for one in manifest.files:
            self._note(generation / one)
        damage = find_damage(generation, manifest.files, self.intact)
        if damage:
            raise damaged(generation, damage)
        snapshot = engine.open_snapshot(generation, manifest.revision)
        return OpenIndex(name, snapshot, manifest)

    def _note(self, path: Path) -> None:
        """Taken before a file is read, so that a change meanwhile is seen the next time."""
        self.marks[str(path)] = mark(str(path))
