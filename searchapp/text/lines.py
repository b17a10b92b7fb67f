"""Given a text file that a person has written, what are its lines?"""

from pathlib import Path

from searchapp.errors import UnreadableFile


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
