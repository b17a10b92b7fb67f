"""A process that cuts texts into words: `python -m searchapp.text.worker`.

A request is a line, a JSON list of comparable texts; the answer is a line, a JSON list of as many
strings, the words of each text joined by blanks (no word holds one). It ends with its input.
"""

import json
import sys

from searchapp.text.words import words


def answer(request: bytes) -> bytes:
    """The line that answers a request line."""
    texts: list[str] = json.loads(request)
    joined = [" ".join(words(text)) for text in texts]
    return json.dumps(joined, ensure_ascii=False).encode() + b"\n"


def main() -> None:
    """Answer requests until there are no more."""
    for request in sys.stdin.buffer:
        sys.stdout.buffer.write(answer(request))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
