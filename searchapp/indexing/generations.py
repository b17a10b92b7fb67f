"""Generations: complete builds of the index, each in a folder of its own.

    index/current           the name of the generation in use, replaced atomically
    index/<generation>/     its engine's files and its manifest.json

A full build goes to a new generation and is switched to when it is complete. The one in use before
stays until the next switch, for readers that are still opening it.
"""

import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

from searchapp.errors import IndexUnusable
from searchapp.indexing.storage import sync_folder, write_atomically

_CURRENT = "current"
MANIFEST = "manifest.json"
"""A generation's last file to be written."""


def current_generation(index: Path) -> str:
    """The name of the generation in use; raises `IndexUnusable` if there is none."""
    try:
        name = (index / _CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        raise IndexUnusable(f"“{index}”里还没有索引：请先运行 searchapp reindex 建立索引") from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnusable(
            f"无法读取“{index / _CURRENT}”（{error}）："
            "请检查权限，或运行 searchapp reindex --full 重建"
        ) from error
    if not name or not (index / name).is_dir() or Path(name).name != name:
        raise IndexUnusable(
            f"“{index}”指向的索引“{name}”不存在：请运行 searchapp reindex --full 重建"
        )
    return name


def new_generation(index: Path) -> str:
    """Make the folder of a new generation, not yet in use; its name says when it was begun."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    (index / name).mkdir(parents=True)
    return name


def switch_to(index: Path, generation: str) -> None:
    """Put a complete generation to use, and remove those before the last one."""
    pointer = index / _CURRENT
    previous = pointer.read_text("utf-8").strip() if pointer.exists() else ""
    sync_folder(index / generation)
    sync_folder(index)
    write_atomically(pointer, f"{generation}\n")
    for folder in _folders(index):
        if folder.name not in (generation, previous):
            shutil.rmtree(folder)


def remove_unfinished(index: Path) -> None:
    """Remove what builds have left behind that never got as far as their manifest."""
    for folder in _folders(index):
        if not (folder / MANIFEST).exists():
            shutil.rmtree(folder)


def _folders(index: Path) -> list[Path]:
    return [one for one in index.iterdir() if one.is_dir()]
