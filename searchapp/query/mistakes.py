"""What is wrong in a query text, where, and how it might be put right."""


class Mistake(Exception):
    """A query text cannot be understood at `start`.

    `repair` in the place of the characters from `start` to `end` might be what was meant.
    """

    def __init__(self, message: str, start: int, end: int, repair: str = "") -> None:
        super().__init__(message)
        self.start = start
        self.end = end
        self.repair = repair
