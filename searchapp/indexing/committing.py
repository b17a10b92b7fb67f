"""The index that a `reindex` starts from, and the step by which what it did begins to hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from searchapp.engine import whoosh as engine
from searchapp.engine.contract import Snapshot
from searchapp.indexing.generations import current_generation
from searchapp.indexing.integrity import damaged, find_damage, find_damage_at_sight, record
from searchapp.indexing.manifest import Manifest, load_manifest, save_manifest
from searchapp.indexing.sources import FileState, load_sources, save_sources
from searchapp.indexing.storage import sync_folder


@dataclass(frozen=True, slots=True)
class Base:
    """The generation in use, and the source files that are in it."""

    generation: str
    manifest: Manifest
    sources: Mapping[str, FileState]


def load_base(index: Path) -> Base:
    """The index in use, all but what the engine has written; raises `IndexUnusable`."""
    generation = current_generation(index)
    folder = index / generation
    manifest = load_manifest(folder)
    return Base(generation, manifest, load_sources(folder, manifest.sources))


def damage_at_sight(index: Path, base: Base) -> dict[str, str]:
    """What is damaged in the index in use, as far as this is seen at once."""
    return find_damage_at_sight(index / base.generation, base.manifest.files)


def commit(
    folder: Path,
    made_with: Mapping[str, str],
    sources: Mapping[str, FileState],
    before: Manifest | None,
) -> Snapshot:
    """Let the engine's last commit in a generation hold, together with the account of its sources.

    The result is opened first. Files that were there before have their records in the manifest
    `before`; those it names that have been replaced are read once more, since if they were damaged
    so is what was made of them: then this raises `IndexUnusable`, and `before` goes on to hold.
    """
    known = before.files if before else {}
    revision = engine.revision(folder)
    names = engine.files(folder, revision)
    snapshot = engine.open_snapshot(folder, revision)
    if damage := find_damage(
        folder, {name: one for name, one in known.items() if name not in names}, {}
    ):
        raise damaged(folder, damage)
    files = {name: known.get(name) or record(folder / name) for name in names}
    account = save_sources(folder, sources)
    files[account] = record(folder / account)
    sync_folder(folder)
    save_manifest(folder, Manifest(made_with, revision, account, files))
    return snapshot
