"""The text of HTML, a line a block."""

import re
from collections import Counter
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from searchapp.documents.formats.lines import row_lines, unwrapped, visible

_HEADING = re.compile("h[1-6]")
_BLOCK = re.compile(
    "h[1-6]|address|article|aside|blockquote|body|button|caption|center|dd|details|dialog|dir|div|"
    "dl|dt|fieldset|figcaption|figure|footer|form|header|hgroup|hr|legend|li|main|menu|ol|p|pre|"
    "search|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
# What is not text of the page, and the pronunciation printed above characters.
_LEFT_OUT = re.compile(
    "audio|canvas|datalist|embed|head|iframe|map|nav|noscript|object|rp|rt|rtc|script|select|style|"
    "svg|template|textarea|video"
)
_LINE_END = re.compile("\n")
# A browser shows a blank line behind a sentence as nothing; whoever typed it began a paragraph.
_TYPED_BREAK = re.compile(r"(?<=[。！？；：”])(?=[ \t\r]*+\n[ \t\r]*+\n)\s++(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `linked` if more than a third of its characters are links."""

    text: str
    heading: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Blocks:
    """The lines of a page.

    `spans` are, for each block element, the number of its first line and one past its last.
    """

    lines: tuple[Line, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)


def blocks(tree: LexborHTMLParser) -> Blocks:
    """The text of a page: a line for each block and each piece between line breaks.

    Rows of tables become lines, and items of numbered lists get the number a browser shows. Walks
    without recursion, however deep the page is nested.
    """
    flow = _Flow()
    if tree.body is None:  # a page of frames
        return Blocks((), ())
    node, depth = tree.body, 0
    while True:
        child = node.first_child if flow.enter(node) else None
        if child is not None:
            node, depth = child, depth + 1
            continue
        flow.leave(node)
        while depth and node.next is None and node.parent is not None:
            node, depth = node.parent, depth - 1
            flow.leave(node)
        if not depth or node.next is None:
            break
        node = node.next
    return Blocks(tuple(flow.lines), tuple(flow.spans))


@dataclass(slots=True)
class _Flow:
    """The lines so far, and the one that is being put together."""

    lines: list[Line] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _linked: int = 0  # characters of the pieces that are links
    _starts: list[int] = field(default_factory=list)
    _rows: list["_Row"] = field(default_factory=list)
    _lists: list[int | None] = field(default_factory=list)  # the next item's number, if it has one
    _number: str = ""
    _inside: Counter[str] = field(default_factory=Counter)  # elements that are open, of some kinds

    def enter(self, node: LexborNode) -> bool:
        """Begin a node; whether what it holds is wanted."""
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text_content or "")
        elif tag == "br":
            self._end_line()
        elif tag == "a":
            self._inside["a"] += 1
        elif _BLOCK.fullmatch(tag):
            self._enter_block(node, tag)
        return not _LEFT_OUT.fullmatch(tag)

    def leave(self, node: LexborNode) -> None:
        """End a node that was entered."""
        tag = node.tag or ""
        if tag == "a":
            self._inside["a"] -= 1
        elif _BLOCK.fullmatch(tag):
            self._leave_block(tag)

    def _add(self, text: str) -> None:
        breaks = _LINE_END if self._inside["pre"] else _TYPED_BREAK
        for number, piece in enumerate(breaks.split(text)):
            if number:
                self._end_line()
            self._pieces.append(piece)
            if self._inside["a"]:
                self._linked += len(piece.strip())

    def _end_line(self) -> None:
        text = unwrapped("".join(self._pieces)).replace("&nbsp;", " ")  # escaped twice by some
        if line := visible(text).strip():
            linked = self._linked > len(line) / 3
            self.lines.append(Line(self._number + line, self._inside["h"] > 0, linked))
            self._number = ""
        self._pieces.clear()
        self._linked = 0

    def _enter_block(self, node: LexborNode, tag: str) -> None:
        self._end_line()
        self._starts.append(len(self.lines))
        if tag == "tr":
            self._rows.append(_Row(len(self.lines), len(self.spans)))
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "ol":
            start = node.attributes.get("start") or ""
            self._lists.append(int(start) if start.isdecimal() and len(start) < 5 else 1)
        elif tag == "li" and self._lists and (number := self._lists[-1]) is not None:
            self._number = f"{number}. "
            self._lists[-1] = number + 1
        elif tag == "pre":
            self._inside["pre"] += 1
        elif _HEADING.fullmatch(tag):
            self._inside["h"] += 1

    def _leave_block(self, tag: str) -> None:
        self._end_line()
        span = (self._starts.pop(), len(self.lines))
        if span[0] < span[1]:
            self.spans.append(span)
        if tag in ("td", "th") and self._rows:
            self._rows[-1].cells.append([line.text for line in self.lines[slice(*span)]])
        elif tag == "tr":
            self._end_row(self._rows.pop())
        elif tag in ("ol", "ul"):
            self._lists.pop()
        elif tag == "li":
            self._number = ""
        elif tag == "pre":
            self._inside["pre"] -= 1
        elif _HEADING.fullmatch(tag):
            self._inside["h"] -= 1

    def _end_row(self, row: "_Row") -> None:
        """Put the cells of a row of data on one line; what was noted of its lines lapses."""
        lines = self.lines[row.line :]
        texts = row_lines(row.cells)
        if texts != [line.text for line in lines]:
            linked = all(line.linked for line in lines)
            self.lines[row.line :] = [Line(text, linked=linked) for text in texts]
            del self.spans[row.span :]


@dataclass(slots=True)
class _Row:
    """A table row: its cells' texts, and how many lines and spans there were when it began."""

    line: int
    span: int
    cells: list[list[str]] = field(default_factory=list)
