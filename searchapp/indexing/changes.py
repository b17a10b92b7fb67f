"""What changed in the source folder since the index was made."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from searchapp.documents.folder import SourceFile
from searchapp.indexing.sources import FileState


@dataclass(frozen=True, slots=True)
class Changes:
    """Source files by what has happened to them.

    `touched` have another size or time than the manifest says, but the same content. Of the files
    that are gone, those `removed` leave the index and those `withheld` stay in it.
    """

    added: tuple[SourceFile, ...]
    changed: tuple[SourceFile, ...]
    touched: tuple[SourceFile, ...]
    unchanged: tuple[SourceFile, ...]
    removed: tuple[str, ...]
    withheld: tuple[str, ...]

    @property
    def to_read(self) -> tuple[SourceFile, ...]:
        return (*self.changed, *self.added)


def find_changes(
    source: Path,
    files: Iterable[SourceFile],
    known: Mapping[str, FileState],
    *,
    allow_removal: bool,
) -> Changes:
    """Compare the files found in `source` with those known; reads only what looks changed.

    A file that could not be opened when it was last read counts as changed. Where more than half
    of the files are gone at once, that is more likely a mistake than meant: they are withheld, now
    and later, until they are back or `allow_removal` is given. So are files below a folder that
    cannot be listed (its path ends in `/`).
    """
    added, changed, touched, unchanged = [], [], [], []
    paths = set()
    for file in files:
        paths.add(file.path)
        state = known.get(file.path)
        if state is None:
            added.append(file)
        elif state.sha256 and not state.withheld and _looks_like(file, state):
            unchanged.append(file)
        elif state.sha256 and file.sha256(source) == state.sha256:
            touched.append(file)
        else:
            changed.append(file)
    gone = {path: state for path, state in known.items() if path not in paths}
    unlisted = tuple(path for path in paths if path.endswith("/"))
    out_of_sight = {path for path in gone if path.startswith(unlisted)}
    withheld = () if allow_removal else _withheld(gone, known, out_of_sight)
    removed = tuple(path for path in gone if path not in withheld)
    return Changes(
        tuple(added), tuple(changed), tuple(touched), tuple(unchanged), removed, withheld
    )


def _withheld(
    gone: Mapping[str, FileState], known: Mapping[str, FileState], out_of_sight: AbstractSet[str]
) -> tuple[str, ...]:
    """Of the files that are gone, those whose documents stay."""
    stay = out_of_sight | {path for path, state in gone.items() if state.withheld}
    there_before = sum(not state.withheld for state in known.values())
    mostly_gone = 2 * len(gone.keys() - stay) > there_before
    return tuple(path for path in gone if mostly_gone or path in stay)


def _looks_like(file: SourceFile, state: FileState) -> bool:
    return (file.size, file.modified_ns) == (state.size, state.modified_ns)
