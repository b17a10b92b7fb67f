"""The index of a running server: opened once, opened again when another one is in use."""

import threading
from dataclasses import dataclass
from pathlib import Path

from searchapp.engine import whoosh as engine
from searchapp.engine.contract import Snapshot
from searchapp.errors import IndexUnusable
from searchapp.indexing.generations import current_generation
from searchapp.indexing.manifest import check_searchable


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """A generation at one revision, opened. It answers as it was for as long as it is held."""

    generation: str
    snapshot: Snapshot


class LiveIndex:
    """Hands out the index in use; safe to ask from many threads, at every request."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._open: OpenIndex | None = None

    def current(self) -> OpenIndex:
        """The index in use now; raises `IndexUnusable` with what to do about it."""
        generation = current_generation(self._folder)
        held = self._open
        if held and self._is_current(held, generation):
            return held
        with self._lock:
            held = self._open
            if held and self._is_current(held, generation):
                return held
            try:
                self._open = open_index(self._folder, generation)
            except IndexUnusable:
                # A reindex may have switched, and removed this one, since its name was read.
                again = current_generation(self._folder)
                if again == generation:
                    raise
                self._open = open_index(self._folder, again)
            return self._open

    def _is_current(self, held: OpenIndex, generation: str) -> bool:
        if held.generation != generation:
            return False
        return engine.revision(self._folder / generation) == held.snapshot.revision


def open_index(folder: Path, generation: str) -> OpenIndex:
    """Open a generation of the index as it is now."""
    check_searchable(folder / generation)
    return OpenIndex(generation, engine.open_snapshot(folder / generation))
