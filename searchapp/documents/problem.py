"""What is wrong with a source, told to the person who keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a file, or about a line of it, that its keeper should know.

    `path` is the file's path below the source folder; `line` counts from 1, None where the whole
    file is meant. `str(problem)` is fit for a person.
    """

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path} 第 {self.line} 行"
        return f"{place}：{self.message}"
