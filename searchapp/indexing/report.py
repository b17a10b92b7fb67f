"""What a `reindex` did, or would do."""

from dataclasses import asdict, dataclass
from typing import Any

from searchapp.indexing.lock import Holder


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A source file that could not be read, wholly or in part, and why.

    `kept` says that its last indexed version stays in the index.
    """

    path: str
    message: str
    kept: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"file": self.path, "message": self.message, "kept": self.kept}


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a `reindex`: paths of source files, and what the index holds afterwards.

    `full` says that everything was, or would be, built anew, `reasons` why. `withheld` are files
    that are gone but whose documents stay, for want of a permission to remove so many. Counts are
    None for a dry run.
    """

    dry_run: bool
    full: bool
    reasons: tuple[str, ...]
    generation: str | None
    revision: int | None
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    withheld: tuple[str, ...]
    unchanged_count: int
    problems: tuple[FileProblem, ...]
    document_count: int | None
    paragraph_count: int | None
    interrupted: Holder | None
    took_seconds: float

    def to_json(self) -> dict[str, Any]:
        """The report for machines: `searchapp reindex --json`."""
        return {
            "dry_run": self.dry_run,
            "full": self.full,
            "reasons": list(self.reasons),
            "generation": self.generation,
            "revision": self.revision,
            "added": list(self.added),
            "changed": list(self.changed),
            "removed": list(self.removed),
            "withheld": list(self.withheld),
            "unchanged_count": self.unchanged_count,
            "problems": [one.to_json() for one in self.problems],
            "document_count": self.document_count,
            "paragraph_count": self.paragraph_count,
            "interrupted": asdict(self.interrupted) if self.interrupted else None,
            "took_seconds": self.took_seconds,
        }
