"""What the index holds, whether it is whole, and whether it should be made anew."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from searchapp.errors import IndexUnusable
from searchapp.indexing.committing import load_base
from searchapp.indexing.generations import current_generation
from searchapp.indexing.integrity import find_damage
from searchapp.indexing.live import LiveIndex, open_index
from searchapp.indexing.manifest import load_manifest
from searchapp.indexing.report import FileProblem


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

    `damaged` names the files that are not as they were written, `detail` says what to do.
    """

    ready: bool
    generation: str | None
    revision: int | None
    stale: tuple[str, ...]
    damaged: tuple[str, ...]
    detail: str | None


def index_health(live: LiveIndex) -> Health:
    """The state of the index that a server answers from."""
    try:
        opened = live.current()
    except IndexUnusable as error:
        return Health(
            ready=False,
            generation=None,
            revision=None,
            stale=(),
            damaged=error.damaged,
            detail=str(error),
        )
    return Health(
        ready=True,
        generation=opened.generation,
        revision=opened.snapshot.revision,
        stale=opened.stale,
        damaged=(),
        detail=None,
    )


def verify_index(index: Path) -> tuple[FileCheck, ...]:
    """Read every file of the index in use; raises `IndexUnusable` if it is not known which."""
    folder = index / current_generation(index)
    records = load_manifest(folder).files
    damage = find_damage(folder, records, {})
    return tuple(FileCheck(name, one.size_bytes, damage.get(name)) for name, one in records.items())


def index_status(index: Path) -> Status:
    """The state of the index in use; raises `IndexUnusable` if there is none, or it is damaged."""
    opened = open_index(index)
    base = load_base(index)
    return Status(
        generation=opened.generation,
        revision=opened.snapshot.revision,
        built_at=opened.snapshot.committed_at.isoformat(timespec="seconds"),
        file_count=len(base.sources),
        document_count=opened.snapshot.document_count,
        paragraph_count=opened.snapshot.paragraph_count,
        size_bytes=sum(one.size_bytes for one in base.manifest.files.values()),
        made_with=dict(base.manifest.made_with),
        stale=opened.stale,
        problems=tuple(
            FileProblem(path, message, kept=bool(state.documents))
            for path, state in base.sources.items()
            for message in state.problems
        ),
    )
