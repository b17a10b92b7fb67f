"""What the index holds, whether it is whole, and whether it should be made anew."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from searchapp.errors import IndexUnusable
from searchapp.indexing.generations import current_generation
from searchapp.indexing.integrity import find_damage
from searchapp.indexing.live import LiveIndex
from searchapp.indexing.manifest import load_manifest
from searchapp.indexing.report import FileProblem
from searchapp.indexing.sources import load_sources


@dataclass(frozen=True, slots=True)
class Status:
    """The index in use.

    `stale` names what has changed in the program since the index was made: a `reindex` would build
    it anew. `problems` are source files that could not be read.
    """

    generation: str
    revision: int
    built_at: str
    file_count: int
    document_count: int
    paragraph_count: int
    size_bytes: int
    made_with: dict[str, str]
    stale: tuple[str, ...]
    problems: tuple[FileProblem, ...]

    def to_json(self) -> dict[str, Any]:
        """The status for machines: `searchapp status --json`."""
        return {
            "generation": self.generation,
            "revision": self.revision,
            "built_at": self.built_at,
            "file_count": self.file_count,
            "document_count": self.document_count,
            "paragraph_count": self.paragraph_count,
            "size_bytes": self.size_bytes,
            "made_with": self.made_with,
            "stale": list(self.stale),
            "problems": [one.to_json() for one in self.problems],
        }


@dataclass(frozen=True, slots=True)
class FileCheck:
    """A file of the index compared with its record; `problem` is None where it is as written."""

    name: str
    size_bytes: int
    problem: str | None

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "size_bytes": self.size_bytes, "problem": self.problem}


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a running server can answer, for those who watch it.

    `stale` is as in `Status`, `damaged` names the files that are not as they were written, `detail`
    says what to do.
    """

    ready: bool
    generation: str | None = None
    revision: int | None = None
    built_at: datetime | None = None
    document_count: int = 0
    paragraph_count: int = 0
    size_bytes: int = 0
    stale: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    detail: str | None = None


def index_health(live: LiveIndex, dictionary: Path | None = None) -> Health:
    """The state of the index that a server answers from; `dictionary` as in `made_with`."""
    try:
        opened = live.current()
    except IndexUnusable as error:
        return Health(ready=False, damaged=error.damaged, detail=str(error))
    snapshot, manifest = opened.snapshot, opened.manifest
    return Health(
        ready=True,
        generation=opened.generation,
        revision=snapshot.revision,
        built_at=snapshot.committed_at,
        document_count=snapshot.document_count,
        paragraph_count=snapshot.paragraph_count,
        size_bytes=manifest.size_bytes,
        stale=manifest.differences(dictionary),
    )


def verify_index(index: Path) -> tuple[FileCheck, ...]:
    """Read every file of the index in use; raises `IndexUnusable` if it is not known which."""
    while True:
        folder = index / current_generation(index)
        manifest = load_manifest(folder)
        damage = find_damage(folder, manifest.files, {})
        # What a commit has replaced meanwhile is not damaged.
        if not damage or load_manifest(index / current_generation(index)) == manifest:
            return tuple(
                FileCheck(name, one.size_bytes, damage.get(name))
                for name, one in manifest.files.items()
            )


def index_status(index: Path, dictionary: Path | None = None) -> Status:
    """The state of the index in use; raises `IndexUnusable` if there is none, or it is damaged.

    `dictionary` is as in `made_with`.
    """
    live = LiveIndex(index)
    while True:
        opened = live.current()
        manifest = opened.manifest
        try:
            sources = load_sources(index / opened.generation, manifest.sources)
            break
        except IndexUnusable:
            if live.current() is opened:  # and was not replaced since
                raise
    return Status(
        generation=opened.generation,
        revision=manifest.revision,
        built_at=opened.snapshot.committed_at.isoformat(timespec="seconds"),
        file_count=len(sources),
        document_count=opened.snapshot.document_count,
        paragraph_count=opened.snapshot.paragraph_count,
        size_bytes=manifest.size_bytes,
        made_with=dict(manifest.made_with),
        stale=manifest.differences(dictionary),
        problems=tuple(
            FileProblem(path, message, kept=bool(state.documents))
            for path, state in sources.items()
            for message in state.problems
        ),
    )
