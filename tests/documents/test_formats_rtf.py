"""Rich text gives the lines that a reader sees, whatever way its characters are written."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.documents.formats.rtf import read_rich_text
from searchapp.errors import UnreadableFile
from tests.documents.conftest import refused

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Times;}{\f13\fnil\fcharset134 SimSun;}{\f14\fcharset136 MingLiU;}}"
)


def rtf(body, head=r"\ansi\ansicpg936\deff0"):
    return (
        (b"{\\rtf1" + head.encode() + FONTS.encode() + b"\n")
        + (body if isinstance(body, bytes) else body.encode("ascii"))
        + b"}"
    )


def escaped(text, encoding="gbk"):
    """Every byte above ASCII as an escape, the others as they are, as Word writes them."""
    data = text.encode(encoding)
    return "".join(
        f"\\'{byte:02x}" if byte >= 0x80 or byte in b"\\{}" else chr(byte) for byte in data
    )


def utf16(text, fallback="?"):
    data = text.encode("utf-16-le")
    units = (int.from_bytes(data[n : n + 2], "little", signed=True) for n in range(0, len(data), 2))
    return "".join(f"\\u{unit}{fallback}" for unit in units)


def lines(body, **head):
    return list(read_rich_text(rtf(body, **head)).lines)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (escaped("立德树人"), "立德树人"),
        (escaped("朱镕基说"), "朱镕基说"),  # 镕 is E9 46, that is \'e9F
        (rf"\f14 {escaped('優質均衡許功蓋', 'big5')}", "優質均衡許功蓋"),
        (utf16("立德樹人𠮷"), "立德樹人𠮷"),
        (r"\uc2 " + "".join(utf16(one, escaped(one)) for one in "立德，"), "立德，"),
        (r"{\uc0 " + utf16("双减", "") + "}" + utf16("后"), "双减后"),
        (r"a\f13 \'bd\'cc\f0 b \ldblquote\'bd\'cc\rdblquote\~c", "a教b “教”\xa0c"),
        (r"\u8220\'93\u25945\'bd\u8221\'94", "“教”"),
    ],
)
def test_characters_are_read_however_they_are_written(body, text):
    assert lines(body) == [text]


def test_bytes_without_a_chinese_font_are_in_the_code_page_of_the_file():
    assert lines(escaped("教育"), head=r"\ansi\ansicpg936") == ["教育"]
    assert lines(rf"\f13 {escaped('教育')}", head=r"\ansi\ansicpg1252") == ["教育"]
    assert lines(r"caf\'e9", head=r"\ansi\ansicpg1252") == ["café"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (r"one\par two\line three\par\par four", ["one", "two", "three", "", "four"]),
        (r"{\header head}{\footer\par foot}text{\footnote note}", ["text"]),
        (r"{\*\generator Word}{\stylesheet{\s1 h;}}{\colortbl;\red0;}text", ["text"]),
        (r"a{\v hidden}b{\deleted gone}c\v x\plain d", ["abcd"]),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}", ["shown"]),
        (r"{\pict\wmetafile8 0102}a{\pict\bin4 }}{{}b", ["ab"]),
        (r"{\listtext\pard 1.\tab}one", ["1.\tone"]),
        (
            r"a{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt box\par}}{\shprslt box}}b\par c",
            ["ab", "box", "c"],
        ),
        (r"{\header{\shp{\*\shpinst{\shptxt water}}}}text", ["text"]),
        (
            r"\trowd\pard\intbl a\cell b\cell\row\trowd\pard\intbl c\cell d\cell\row\pard end",
            ["a | b", "c | d", "end"],
        ),
        (r"\trowd\pard\intbl a\par b\cell c\cell\row\pard", ["a", "b", "c", ""]),
        (r"a\{b\}\\c", [r"a{b}\c"]),
        ("a\nb\r\nc\\\nd", ["abc", "d"]),
    ],
)
def test_lines_come_as_they_are_shown(body, found):
    assert lines(body) == found


def test_a_title_among_the_properties_counts_if_the_text_says_it_too(read):
    info = rf"{{\info{{\title {escaped('在会上的讲话')}}}{{\author dell}}}}"
    assert read("a.rtf", rtf(info + escaped("在会上的讲话") + r"\par a")).title == "在会上的讲话"
    assert read("a.rtf", rtf(info + escaped("别的标题") + r"\par a")).title is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件为空"),
        ("只是文字".encode(), "不是有效的 RTF"),
        (b"{\\rtf1" + b"{" * 100_000, "嵌套过深"),
    ],
)
def test_what_is_no_rich_text_is_refused_with_the_reason(read, content, reason):
    assert reason in refused(read, "a.rtf", content)


PARTS = (
    r"\'bd \u20013 \u-1 \uc9 {\* } {\shptxt \cell \row \intbl \bin99 \ansicpg0 \fcharset134 \f13 "
    r"\v \par text { } \\ \' \fonttbl {\info {\title"
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from([*PARTS.split(), "\n", " "]), max_size=40))
def test_any_control_words_give_lines_or_a_reason(parts):
    try:
        raw = read_rich_text(rtf("".join(parts)))
    except UnreadableFile:
        return
    "".join(raw.lines).encode()
