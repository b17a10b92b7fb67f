"""What the index holds, and whether it should be made anew."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from searchapp.indexing.committing import load_base
from searchapp.indexing.live import open_index
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
