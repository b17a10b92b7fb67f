"""Generations: complete builds of the index, each in a folder of its own.

    index/current           the name of the generation in use, replaced atomically
    index/<generation>/     its engine's files, the account of its source files, and manifest.json

A full build goes to a new generation and is switched to when it is complete. The one in use before
stays until the next switch, for readers that are still opening it.
"""

import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from searchapp.errors import IndexUnusable
from searchapp.indexing.access import check_private
from searchapp.indexing.storage import sync_folder, write_atomically
from searchapp.languages import gettext

CURRENT = "current"
"""Names the generation in use."""
MANIFEST = "manifest.json"
"""A generation's last file to be written."""
_TIME = "%Y%m%dT%H%M%S"
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9a-f]{6}")


def current_generation(index: Path) -> str:
    """The name of the generation in use; raises `IndexUnusable` if there is none to be trusted."""
    try:
        check_private(index)
        content = (index / CURRENT).read_text("utf-8")
    except FileNotFoundError:
        if index.is_dir() and any((one / MANIFEST).exists() for one in all_generations(index)):
            raise IndexUnusable(
                gettext(
                    "“%(file)s”缺失：请运行 searchapp reindex --full 重建", file=index / CURRENT
                ),
                damaged=(CURRENT,),
            ) from None
        raise IndexUnusable(
            gettext("“%(folder)s”里还没有索引：请先运行 searchapp reindex 建立索引", folder=index)
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnusable(
            gettext(
                "无法读取“%(file)s”（%(error)s）：请检查权限，或运行 searchapp reindex --full 重建",
                file=index / CURRENT,
                error=error,
            ),
            damaged=(CURRENT,),
        ) from error
    name = content.strip()
    if content != f"{name}\n" or not _NAME.fullmatch(name) or not (index / name).is_dir():
        raise IndexUnusable(
            gettext(
                "“%(file)s”指向的索引“%(name)s”不存在：请运行 searchapp reindex --full 重建",
                file=index / CURRENT,
                name=name[:40],
            ),
            damaged=(CURRENT,),
        )
    check_private(index / name)
    return name


def new_generation(index: Path) -> str:
    """Make the folder of a new generation, not yet in use.

    Its name says when it was begun, and sorts behind all others even where the clock went back.
    """
    begun = datetime.now(UTC)
    for folder in all_generations(index)[-1:]:
        last = datetime.strptime(folder.name.partition("-")[0], _TIME).replace(tzinfo=UTC)
        begun = max(begun, last + timedelta(seconds=1))
    name = f"{begun:{_TIME}}-{secrets.token_hex(3)}"
    (index / name).mkdir(mode=0o700)
    return name


def switch_to(index: Path, generation: str) -> None:
    """Put a complete generation to use."""
    sync_folder(index / generation)
    sync_folder(index)
    write_atomically(index / CURRENT, f"{generation}\n".encode())


def all_generations(index: Path) -> list[Path]:
    """The folders of generations, the oldest first; whatever else lies there is not ours."""
    return sorted(one for one in index.iterdir() if _NAME.fullmatch(one.name) and one.is_dir())
