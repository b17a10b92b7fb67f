r"""Rich Text Format (.rtf).

Chinese in it is bytes in the code page of the font they are set in, a character's second byte often
as it stands (`\'e9F` is 镕), or UTF-16 in decimal, behind which bytes for older programs are passed
over. striprtf fails over the former and over pairs of the latter, takes deleted text for text,
leaves out text boxes, and searches some files in quadratic time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from searchapp.documents.formats.content import read_bytes
from searchapp.documents.formats.lines import confirmed_title, paired, row_lines, visible_lines
from searchapp.documents.model import RawText
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,9})? ?|((?:\\'[0-9a-fA-F]{2})+)|\\([^a-zA-Z'])|([{}])|[\r\n]+|"
    rb"([^\\{}\r\n]+)|\\"
)
_DEEPEST = 1_000
# Groups that hold no text of the page. So do those that begin with \* and are not known here.
_LEFT_OUT = re.compile(
    "annotation|author|buptim|category|colortbl|comment|company|creatim|doccomm|fldinst|footer[flr]?|"
    "footnote|ftnsepc?|header[flr]?|hlinkbase|keywords|listname|manager|nonesttables|objclass|objname|"
    "operator|pict|printim|revtim|rxe|shprslt|sp|stylesheet|subject|tc|template|txe|xe"
)
_HOLDING = ("do", "shpinst")  # but these, which hold boxes
# Where text goes that is in such a group within text that goes elsewhere.
_INTO = {
    ("body", "shptxt"): "box",
    ("body", "dptxbxtext"): "box",
    ("body", "fonttbl"): "fonts",
    ("body", "info"): "info",
    ("info", "title"): "title",
}
_CHARACTERS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "~": "\xa0",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
_LINE_ENDS = frozenset(("par", "line", "sect", "page", "\n", "\r", "nestcell", "nestrow"))
# What programs call code pages and character sets; Microsoft's hold GB2312 and Big5 and more.
_CODECS = {"936": "gb18030", "54936": "gb18030", "950": "big5hkscs", "65001": "utf-8"}
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949"}


def read_rtf(path: Path, settings: Settings) -> RawText:
    """Paragraphs and tables in their order; tracked changes as if they were accepted."""
    return read_rich_text(read_bytes(path, settings.max_file_bytes))


def read_rich_text(data: bytes) -> RawText:
    """The text of a file from its bytes; raises `UnreadableFile` for what is none."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile("不是有效的 RTF 文件")
    text = _Text()
    for token in _tokens(data):
        text.take(*token)
    text.end_line()
    text.end_row()
    lines = tuple(part for line in text.lines for part in visible_lines(paired(line)) or ("",))
    return RawText(lines, title=confirmed_title(paired("".join(text.title)), lines))


def _tokens(data: bytes) -> Iterator[tuple[str, int | None, bytes]]:
    """(control word, its number, "") or ("", None, bytes of text), passing over binary data."""
    position = 0
    while match := _TOKEN.match(data, position):
        position = match.end()
        word, number, code, sign, brace, run = match.groups()
        if word == b"bin":
            position += max(0, int(number or 0))
        elif word:
            yield word.decode(), int(number) if number else None, b""
        elif code:
            yield "", None, bytes.fromhex(code.replace(b"\\'", b"").decode())
        elif run:
            yield "", None, run
        elif sign:
            yield sign.decode("latin-1"), None, b""
        elif brace:  # not the escaped one, which is a character
            yield f"\\{brace.decode()}", None, b""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group: `into` is where its text goes, "" if nowhere."""

    into: str = "body"
    font: int | None = None
    fallback_length: int = 1  # characters for older programs behind one in UTF-16
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False


@dataclass(slots=True)
class _Text:
    """The lines so far, and the one that is being put together."""

    lines: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _outer: list[_State] = field(default_factory=list)
    _codec: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _default_font: int | None = None
    _passing_over: int = 0  # characters for older programs that are still to come
    _optional: bool = False  # behind \*
    _bytes: bytearray = field(default_factory=bytearray)  # of the line, not decoded yet
    _line: list[str] = field(default_factory=list)
    _box: list[str] = field(default_factory=list)
    _cell: list[str] = field(default_factory=list)
    _row: list[list[str]] = field(default_factory=list)

    def take(self, word: str, number: int | None, run: bytes) -> None:
        """Go on with a control word or with bytes of text."""
        if not word:
            self._bytes_of_text(run)
            return
        if word == "\\{":
            self._open()
        elif word == "\\}":
            self._close()
        elif word == "*":
            self._optional = True
            return
        elif self._passing_over and word in _CHARACTERS:
            self._passing_over -= 1
        else:
            self._control(word, number)
        self._optional = False

    def end_line(self) -> None:
        """End a line of the text, with the boxes that are anchored in it."""
        self._decode()
        ended = ["".join(self._line), *filter(None, "".join(self._box).splitlines())]
        self._line.clear()
        self._box.clear()
        if self._state.in_table:
            self._cell += ended
        else:
            self.end_row()
            self.lines += ended

    def end_row(self) -> None:
        """End a row of a table; nothing where there is none."""
        if self._cell:
            self._row.append(self._cell)
        self.lines += row_lines(self._row)
        self._row, self._cell = [], []

    def _open(self) -> None:
        self._decode()
        if len(self._outer) >= _DEEPEST:
            raise UnreadableFile("内容嵌套过深")
        self._outer.append(self._state)
        self._passing_over = 0

    def _close(self) -> None:
        self._decode()
        if self._outer:
            inner, self._state = self._state, self._outer.pop()
            if inner.into == "box" != self._state.into:
                self._box.append("\n")
        self._passing_over = 0

    def _control(self, word: str, number: int | None) -> None:
        if word == "u":
            self._add(chr((number or 0) & 0xFFFF))
            self._passing_over = self._state.fallback_length
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word in _LINE_ENDS:
            if self._state.into == "body":
                self.end_line()
            else:
                self._add("\n")
        elif word in ("cell", "row"):
            if self._state.into == "body":
                self._end_cell(ends_row=word == "row")
        else:
            self._decode()
            self._property(word, number)

    def _end_cell(self, *, ends_row: bool) -> None:
        self._state = replace(self._state, in_table=not ends_row)
        if ends_row:
            self.end_row()
        else:
            self.end_line()
            self._row.append(self._cell)
            self._cell = []

    def _property(self, word: str, number: int | None) -> None:
        """What changes how the text behind it is read."""
        state = self._state
        if into := _INTO.get((state.into, word)):
            self._state = replace(state, into=into)
        elif _LEFT_OUT.fullmatch(word) or (self._optional and word not in _HOLDING):
            self._state = replace(state, into="")
        elif word == "f":
            self._state = replace(state, font=number)
        elif word == "uc":
            self._state = replace(state, fallback_length=max(0, number or 0))
        elif word == "v":
            self._state = replace(state, hidden=number != 0)
        elif word == "deleted":
            self._state = replace(state, deleted=number != 0)
        elif word == "plain":
            self._state = replace(state, font=self._default_font, hidden=False, deleted=False)
        elif word in ("pard", "intbl"):
            self._state = replace(state, in_table=word == "intbl")
        else:
            self._encoding(word, number)

    def _encoding(self, word: str, number: int | None) -> None:
        """What tells which characters the bytes behind it are."""
        font = self._state.font
        if word == "deff":
            self._default_font = number
            self._state = replace(self._state, font=number)
        elif word == "ansicpg":
            self._codec = _CODECS.get(str(number), _known(f"cp{number}"))
        elif word == "fcharset" and self._state.into == "fonts" and font is not None:
            self._fonts[font] = _CHARSETS.get(number or 0, "")

    def _bytes_of_text(self, run: bytes) -> None:
        passed = min(self._passing_over, len(run))
        self._passing_over -= passed
        self._bytes += run[passed:]
        self._optional = False

    def _decode(self) -> None:
        """Add the bytes so far, which are in the code page of the font that still holds."""
        if self._bytes:
            codec = self._fonts.get(self._state.font or 0) or self._codec
            data, self._bytes = bytes(self._bytes), bytearray()
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                text = data.decode("cp1252", "replace")
            self._put(text)

    def _add(self, text: str) -> None:
        self._decode()
        self._put(text)

    def _put(self, text: str) -> None:
        state = self._state
        if state.hidden or state.deleted:
            return
        if state.into == "body":
            self._line.append(text)
        elif state.into == "box":
            self._box.append(text)
        elif state.into == "title":
            self.title.append(text)


def _known(codec: str) -> str:
    try:
        "".encode(codec)
    except LookupError:
        return "cp1252"
    return codec
