"""What a commit names has reached the disk before the commit does: power may fail at any moment."""

import os
from pathlib import Path

import pytest

from searchapp.indexing.manifest import load_manifest
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="needs /proc to tell which file is synced"
)


@pytest.fixture
def disk(tmp_path, monkeypatch):
    """All that is synced or renamed, in order: ("sync", path) and ("rename", path, new path)."""
    done = []
    sync, rename, replace = os.fsync, os.rename, os.replace

    def noted_sync(descriptor):
        done.append(("sync", str(Path(f"/proc/self/fd/{descriptor}").readlink())))
        sync(descriptor)

    def noted(move):
        def moved(old, new, **options):
            done.append(("rename", str(old), str(new)))
            move(old, new, **options)

        return moved

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(os, "rename", noted(rename))
    monkeypatch.setattr(os, "replace", noted(replace))
    return done


@pytest.mark.parametrize("full", [False, True])
def test_everything_is_synced_before_it_is_named_and_the_name_after(tmp_path, disk, full):
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    settings.source.mkdir()
    for number in range(3):
        (settings.source / f"{number}.txt").write_text(f"讲话{number}\n\n重视教育。", "utf-8")
    reindex(settings)
    (settings.source / "1.txt").write_text("讲话\n\n更重视教育。", "utf-8")
    earlier = {str(one) for one in settings.index.rglob("*")}
    disk.clear()
    folder = settings.index / reindex(settings, full=full).generation
    new = [str(folder / name) for name in load_manifest(folder).files]
    new = [path for path in new if path not in earlier]
    commit = place_of(disk, "manifest.json")
    name_before = {path: old for kind, old, path in filter(is_rename, disk)}
    synced = [disk.index(("sync", name_before.get(path, path))) for path in new]
    assert max(synced) < commit
    assert disk[commit - 1] == ("sync", disk[commit][1])
    assert ("sync", str(folder)) in disk[max(synced) : commit], "so are their names"
    assert ("sync", str(folder)) in disk[commit:]
    if full:
        switch = place_of(disk, "current")
        assert disk[switch - 1] == ("sync", disk[switch][1])
        assert ("sync", str(folder)) in disk[commit:switch]
        assert ("sync", str(settings.index)) in disk[commit:switch]
        assert ("sync", str(settings.index)) in disk[switch:]


def place_of(disk, name):
    """Where, in the order of things, the file of this name is put in place."""
    (place,) = [
        number for number, one in enumerate(disk) if is_rename(one) and Path(one[2]).name == name
    ]
    return place


def is_rename(one):
    return one[0] == "rename"
