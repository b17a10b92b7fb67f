"""What is wrong with a part of a source file, told to the person who keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that was left out, while the rest of the file was read.

    `line` counts from 1, None where no line is meant. `str(problem)` is fit for a person who knows
    which file it is about.
    """

    message: str
    line: int | None = None

    def __str__(self) -> str:
        return self.message if self.line is None else f"第 {self.line} 行：{self.message}"
