"""All hits of a search, written to a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from searchapp.errors import SearchAppError
from searchapp.terminal.saying import say

if TYPE_CHECKING:
    from searchapp.exporting.export import Export


def write_export(made: "Export", path: Path | None) -> None:
    """Write an export to a file, by default one of its own name, or, for `-`, to standard output.

    A file that is there stays as it was until the new one is whole. Raises `SearchAppError` where
    nothing can be written.
    """
    if path == Path("-"):
        sys.stdout.buffer.writelines(made.content)
        return
    target = path or Path(made.file_name)
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with unfinished.open("wb") as file:
            file.writelines(made.content)
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise SearchAppError(
            f"无法写入“{target}”（{error.strerror}）：请用 --output 换一个位置"
        ) from error
    say(f"已写入“{target}”", err=True)
