"""A process that cuts texts into words: `python -m searchapp.text.worker`.

The first line it is sent has words besides those of the segmenter, as a JSON list of pairs (word,
frequency or null). Each line after that is a request, a JSON list of comparable texts; the answer
is a line, a JSON list of as many strings, the words of each text joined by blanks (no word holds
one). It ends with its input.
"""

import json
import sys
from collections.abc import Callable
from functools import partial

from searchapp.text.remembering import remembering
from searchapp.text.segmenter import library, segmenter, words_of


def answer(request: bytes, cut: Callable[[str], list[str]]) -> bytes:
    """The line that answers a request line.

    `cut` gives the words of a text, each alone or some of them with blanks between.
    """
    texts: list[str] = json.loads(request)
    joined = [" ".join(cut(text)) for text in texts]
    return json.dumps(joined, ensure_ascii=False).encode() + b"\n"


def main() -> None:
    """Answer requests until there are no more."""
    entries = sys.stdin.buffer.readline()
    if not entries:
        return
    known = segmenter(json.loads(entries))
    is_slow = library().startswith("jieba")
    cut = remembering(known) if is_slow else partial(words_of, segmenter=known)
    for request in sys.stdin.buffer:
        sys.stdout.buffer.write(answer(request, cut))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
