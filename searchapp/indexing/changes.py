"""What changed in the source folder since the index was made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from searchapp.documents.folder import SourceFile
from searchapp.indexing.manifest import FileState


@dataclass(frozen=True, slots=True)
class Changes:
    """Source files by what has happened to them; `removed` are paths that are gone.

    `touched` have another size or time than the manifest says, but the same content.
    """

    added: tuple[SourceFile, ...]
    changed: tuple[SourceFile, ...]
    touched: tuple[SourceFile, ...]
    unchanged: tuple[SourceFile, ...]
    removed: tuple[str, ...]

    @property
    def to_read(self) -> tuple[SourceFile, ...]:
        return (*self.changed, *self.added)

    @property
    def mostly_gone(self) -> bool:
        """Whether more than half of the files that were there are gone."""
        there_before = len(self.removed) + len(self.changed + self.touched + self.unchanged)
        return len(self.removed) * 2 > there_before


def find_changes(
    source: Path, files: Iterable[SourceFile], known: Mapping[str, FileState]
) -> Changes:
    """Compare the files found in `source` with those known; reads only what looks changed."""
    added, changed, touched, unchanged = [], [], [], []
    paths = set()
    for file in files:
        paths.add(file.path)
        state = known.get(file.path)
        if state is None:
            added.append(file)
        elif (file.size, file.modified_ns) == (state.size, state.modified_ns):
            unchanged.append(file)
        elif file.sha256(source) == state.sha256:
            touched.append(file)
        else:
            changed.append(file)
    removed = tuple(sorted(path for path in known if path not in paths))
    return Changes(tuple(added), tuple(changed), tuple(touched), tuple(unchanged), removed)
