"""Bytes become the characters somebody wrote, or are refused; never anything else."""

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from opencc import OpenCC

from searchapp.documents.encodings import decode
from searchapp.errors import UnreadableFile
from searchapp.text.script import to_simplified
from tests.conftest import ROOT

SEEDS = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
SCRIPTS = {
    "Hans": [to_simplified(one) for one in SEEDS],
    "Hant": [OpenCC("s2t").convert(one) for one in SEEDS],
}
ENCODINGS = [
    ("Hans", "utf-8"),
    ("Hans", "utf-8-sig"),
    ("Hans", "gb18030"),
    ("Hans", "gbk"),
    ("Hans", "gb2312"),
    ("Hans", "utf-16"),
    ("Hans", "utf-16-le"),
    ("Hans", "utf-16-be"),
    ("Hant", "utf-8"),
    ("Hant", "gb18030"),
    ("Hant", "big5"),
    ("Hant", "big5hkscs"),
    ("Hant", "cp950"),
    ("Hant", "utf-16-le"),
    ("Hant", "utf-16-be"),
]


@st.composite
def written_texts(draw):
    """A piece of a seed of at least ten Chinese characters, and an encoding that can write it."""
    script, encoding = draw(st.sampled_from(ENCODINGS))
    text = draw(st.sampled_from(SCRIPTS[script]))
    start = draw(st.integers(0, len(text) - 10))
    piece = text[start : start + draw(st.sampled_from([12, 20, 40, 200, 5_000]))]
    assume(sum("\u4e00" <= character <= "\u9fff" for character in piece) >= 10)
    try:
        return piece, encoding, piece.encode(encoding)
    except UnicodeEncodeError:
        assume(False)


@given(written_texts())
def test_every_piece_of_ten_characters_comes_back_from_every_encoding(written):
    text, _encoding, data = written
    assert decode(data) == text


@given(st.sampled_from(ENCODINGS), st.data())
def test_whole_documents_come_back_whatever_the_encoding(way, data):
    script, encoding = way
    text = data.draw(st.sampled_from(SCRIPTS[script]))
    encodable = text.encode(encoding, "ignore").decode(encoding)
    assert decode(encodable.encode(encoding)) == encodable


@pytest.mark.parametrize(
    "text",
    ["双减", "教育", "联通", "优质均衡", "a", "caf\u00e9", "教育2021", "Привет", "🙂", "亓伟逄锦"],
)
def test_short_text_in_utf8_is_never_taken_for_something_else(text):
    assert decode(text.encode()) == text


@pytest.mark.parametrize("text", ["双减", "教育", "联通", "优质均衡", "立德树人", "讲话", "区长"])
def test_short_text_in_gb18030_is_read(text):
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("text", ["優質均衡", "教育局局長", "立法會發言", "主席，我感謝議員"])
def test_short_text_in_big5_is_read(text):
    assert decode(text.encode("big5")) == text


def test_signs_that_only_one_kind_of_big5_has_are_read():
    assert decode("主席：粧飾裏牆，每人€5".encode("cp950")) == "主席：粧飾裏牆，每人€5"
    assert (
        decode("深水埗、鰂魚涌及銅鑼灣的學校".encode("big5hkscs")) == "深水埗、鰂魚涌及銅鑼灣的學校"
    )


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(mark, encoding):
    assert decode(mark + "中".encode(encoding)) == "中"


def test_the_encoding_a_file_declares_settles_what_the_bytes_leave_open():
    data = "區長".encode("big5")
    assert decode(data, "big5") == "區長"
    assert decode("立德树人是根本任务".encode(), "gb2312") == "立德树人是根本任务"
    assert decode("立德树人是根本任务".encode("gbk"), "no-such-encoding") == "立德树人是根本任务"


@pytest.mark.parametrize(
    "data",
    [
        "立德树人是教育的根本任务".encode("gb18030")[:-1],
        "立德树人".encode("utf-16")[:-1],
        bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
        b"\x00" * 100,
        b"\x7fELF\x02\x01\x01" + b"\x00\x01\x02\x03" * 50,
    ],
)
def test_what_is_no_text_from_end_to_end_is_refused(data):
    with pytest.raises(UnreadableFile):
        decode(data)


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_text_or_refused(data):
    try:
        text = decode(data)
    except UnreadableFile:
        return
    text.encode("utf-8")  # no surrogate is left
