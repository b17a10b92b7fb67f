"""Given a text file that a person has written, what are its lines?"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from searchapp.errors import UnreadableFile

_Parsed = TypeVar("_Parsed")


def parsed_lines(path: Path, name: str, parse: Callable[[str], _Parsed]) -> list[_Parsed]:
    """What `parse` makes of each line of a UTF-8 file; `#` begins a comment.

    `name` says what kind of file it is. `parse` raises `ValueError` with what is wrong with a line;
    then this raises `UnreadableFile` with all of these lines, as it does for a file it cannot read.
    """
    found: list[_Parsed] = []
    mistakes: list[str] = []
    for number, line in numbered_lines(path, name):
        if text := line.partition("#")[0].strip():
            try:
                found.append(parse(text))
            except ValueError as error:
                mistakes.append(f"第 {number} 行不能用：{error}")
    if mistakes:
        raise UnreadableFile(f"{name}“{path}”{'；'.join(mistakes)}")
    return found


def numbered_lines(path: Path, name: str) -> list[tuple[int, str]]:
    """The lines of a UTF-8 file that are not blank, without blanks at their edges, from 1 on.

    `name` says what kind of file it is. Raises `UnreadableFile` if it cannot be opened or is not
    UTF-8.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise UnreadableFile(f"无法打开{name}“{path}”（{error.strerror}）") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{name}“{path}”不是 UTF-8 编码") from error
    stripped = ((number, line.strip()) for number, line in enumerate(lines, start=1))
    return [(number, line) for number, line in stripped if line]
