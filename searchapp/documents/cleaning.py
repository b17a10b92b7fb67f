"""Cleaning: from the lines of a page to the lines of its text, with a reason for all that went.

Nothing is rewritten: a line is taken out, or a piece of it, or joined to the one before it.
"""

import re
from dataclasses import dataclass
from datetime import date

from searchapp.documents.closing import CLOSING_DAY, closing_lines
from searchapp.documents.dates import full_date
from searchapp.documents.deliverer import names_deliverer
from searchapp.documents.furniture import (
    ends_text,
    has_sentence,
    line_reason,
    omission,
    piece_ranges,
)
from searchapp.documents.glosses import without_glosses
from searchapp.documents.header import Header, read_header, title_repeated
from searchapp.documents.imprint import Imprint, read_imprint, reporter_at_end
from searchapp.documents.model import RawText, Removed
from searchapp.documents.page_markers import page_starts
from searchapp.documents.tables import with_values
from searchapp.documents.wording import folded_lines
from searchapp.documents.wrapping import unwrapped
from searchapp.text.fold import comparable, fold

# Control characters, marks of direction and of byte order, unassigned ends of planes.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff0-\uffff]"
)
_KEY_POINT = re.compile("^(?:核心提示|内容提要|内容摘要|摘要|导读|提要) ?[:】\\]]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text of a page.

    `lines` are its filled lines; `removed` all that went, in reading order; `above` the lines
    between title and text that say when, where and by whom; `below` those that close the text with
    a signature or the day, which is `closing_day`; `omission` the words that say that the page
    leaves a part of the text out, or None.
    """

    lines: tuple[str, ...]
    removed: tuple[Removed, ...]
    header: Header
    imprint: Imprint
    above: tuple[str, ...]
    below: tuple[str, ...]
    closing_day: date | None
    omission: str | None


def clean(raw: RawText) -> Cleaned:
    """Take the furniture out of a page."""
    visible = [_UNSEEN.sub("", line.replace("\t", " ")) for line in raw.lines]
    lines, glosses = without_glosses(with_values(unwrapped(visible)))
    folded = [line.strip() for line in folded_lines(lines)]
    header = read_header(lines, folded, raw.title)
    imprint = read_imprint(lines, folded, header, raw.title)
    signed = {n: "讲话人署名" for n in header.zone if names_deliverer(folded[n])}
    taken = {**signed, **imprint.taken, **header.taken}
    closing = _closing(folded, header, taken)
    taken = {**closing, **taken}
    pages = page_starts(lines)
    kept: list[str] = []
    removed: list[Removed] = []
    omitted: str | None = None
    over = False
    joinable = False
    for number, line in enumerate(lines):
        removed += [Removed(gloss, "拼音注音") for gloss in glosses[number]]
        plain = folded[number]
        if not plain:
            continue
        omitted = omitted or omission(plain)
        reason = taken.get(number) or line_reason(plain)
        if not reason and over and not has_sentence(plain):
            reason = "正文之后的页面文字"
        over = over or (reason is not None and ends_text(plain))
        if not reason and _KEY_POINT.match(plain) and _said_again(line, lines[number + 1 :]):
            reason = "重复正文的核心提示"
        if reason:
            removed.append(Removed(line.strip(), reason))
            joinable = joinable and reason != "省略内容的提示"
            continue
        text = line
        if number in pages:
            removed.append(Removed(line[: pages[number]].strip(), "页码"))
            text = line[pages[number] :]
        if not kept and header.title and (repeated := title_repeated(text, header.title)):
            removed.append(Removed(text[:repeated].strip(), "标题"))
            text = text[repeated:]
        text, pieces = _without_pieces(text)
        removed += pieces
        if not text:
            joinable = False
        elif number in pages and joinable:
            kept[-1] += text
        else:
            kept.append(text)
            joinable = number in pages
    above = tuple(
        lines[n].strip()
        for n in header.zone
        if n not in imprint.taken and not line_reason(folded[n])
    )
    below = tuple(lines[n].strip() for n in closing)
    days = (full_date(folded[n]) for n in closing if CLOSING_DAY.fullmatch(folded[n]))
    return Cleaned(
        tuple(kept), tuple(removed), header, imprint, above, below, next(days, None), omitted
    )


def _closing(folded: list[str], header: Header, taken: dict[int, str]) -> dict[int, str]:
    """The lines that close the text: the last ones that are no furniture."""
    text = [
        number
        for number in range(header.body_line, len(folded))
        if folded[number] and number not in taken and not line_reason(folded[number])
    ]
    return closing_lines(folded, text)


def _without_pieces(line: str) -> tuple[str, list[Removed]]:
    """The line without the pieces of it that are furniture, and these."""
    folded = fold(line)
    ranges = piece_ranges(folded)
    signature = reporter_at_end(folded.rstrip())
    if signature is not None and (not ranges or ranges[-1][1] <= signature):
        ranges.append((signature, len(folded), "记者署名"))
    kept = []
    position = 0
    for start, end, _ in ranges:
        kept.append(line[position:start])
        position = end
    kept.append(line[position:])
    return "".join(kept).strip(), [Removed(line[s:e].strip(), reason) for s, e, reason in ranges]


def _said_again(line: str, following: list[str]) -> bool:
    """Whether the text itself says what a key point says, so that nothing is lost with it."""
    point = comparable(_KEY_POINT.sub("", fold(line))).strip(" 。")
    return bool(point) and any(point in comparable(other) for other in following)
