"""The account of a generation: which source files are in it, as they were when they were read."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from searchapp.indexing.integrity import damaged
from searchapp.indexing.storage import write_synced


@dataclass(frozen=True, slots=True)
class FileState:
    """A source file as it was when it was last read.

    `sha256` is "" where it could not be opened. `documents` are the ids it gave, `problems` what
    could not be read of it and why. `withheld` says that it is gone but its documents stay.
    """

    size: int
    modified_ns: int
    sha256: str
    documents: tuple[str, ...]
    problems: tuple[str, ...] = ()
    withheld: bool = False


_FIELDS = [one.name for one in fields(FileState)]


def load_sources(generation: Path, name: str) -> dict[str, FileState]:
    """Source files by path below the source folder; raises `IndexUnusable` if it cannot be read."""
    try:
        content = json.loads((generation / name).read_text("utf-8"))
        return {
            path: FileState(
                state["size"],
                state["modified_ns"],
                state["sha256"],
                tuple(state["documents"]),
                tuple(state["problems"]),
                state["withheld"],
            )
            for path, state in content.items()
        }
    except FileNotFoundError as error:
        raise damaged(generation, {name: "缺失"}) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(generation, {name: "内容不符"}) from error


def save_sources(generation: Path, files: Mapping[str, FileState]) -> str:
    """Write the account to a new file and return its name; it counts once the manifest names it."""
    content = {
        path: {name: getattr(state, name) for name in _FIELDS}
        for path, state in sorted(files.items())
    }
    name = f"sources-{secrets.token_hex(4)}.json"
    # In ASCII, as a path may hold bytes that are no text, and in one line, which is far
    # faster: there may be many files.
    write_synced(generation / name, json.dumps(content).encode())
    return name
