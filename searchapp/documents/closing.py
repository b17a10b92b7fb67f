"""The lines below a text: who gave or signed it, and the day. They are metadata, no paragraphs."""

import re

from searchapp.documents.deliverer import names_deliverer
from searchapp.documents.names import closed_name

CLOSING_DAY = re.compile(
    r"\(?(?:民国)?[\d〇○零一二三四五六七八九十]{2,4} ?年 ?[\d一二三四五六七八九十]{1,3} ?月 ?"
    r"[\d一二三四五六七八九十]{1,3} ?日 ?\)?(?: ?\(?星期.\)?)?"
)
_MOST = 3


def closing_lines(folded: list[str], text: list[int]) -> dict[int, str]:
    """Numbers of the lines that close a text, in order -> why they are no paragraphs.

    `folded` are the lines, `text` the numbers of those of the text. A name alone is a signature
    only beside a day, since a short last line may be anything.
    """
    taken: dict[int, str] = {}
    for number in reversed(text[1:][-_MOST:]):
        line = folded[number]
        if CLOSING_DAY.fullmatch(line) and "日期" not in taken.values():
            taken[number] = "日期"
        elif names_deliverer(line):
            taken[number] = "讲话人署名"
        else:
            break
    bare = [n for n in taken if taken[n] != "日期" and closed_name(folded[n])]
    if bare and "日期" not in taken.values():
        return {}
    return dict(sorted(taken.items()))
