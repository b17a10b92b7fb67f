"""A process that cuts texts into words: `python -m searchapp.text.worker [DICTIONARY]`.

A request is a line, a JSON list of comparable texts; the answer is a line, a JSON list of as many
strings, the words of each text joined by blanks (no word holds one). It ends with its input.
"""

import json
import sys
from pathlib import Path

from searchapp.text.words import words


def answer(request: bytes, own: Path | None) -> bytes:
    """The line that answers a request line; `own` is as in `words`."""
    texts: list[str] = json.loads(request)
    joined = [" ".join(words(text, own)) for text in texts]
    return json.dumps(joined, ensure_ascii=False).encode() + b"\n"


def main() -> None:
    """Answer requests until there are no more."""
    own = Path(sys.argv[1]) if sys.argv[1:] else None
    for request in sys.stdin.buffer:
        sys.stdout.buffer.write(answer(request, own))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
