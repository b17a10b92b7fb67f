"""Lines that belong together: those that print broke, and labels with their values below."""

from hypothesis import given
from hypothesis import strategies as st

from searchapp.documents.tables import with_values
from searchapp.documents.wrapping import unwrapped


def test_lines_broken_by_print_are_joined_and_short_ones_stay() -> None:
    text = "这次会议的主要任务是贯彻落实全省义务教育优质均衡发展推进会议精神，安排部署"
    text += "创建工作，动员各级统一思想认识。"
    lines = [text[start : start + 16] for start in range(0, len(text), 16)]
    printed = ["在会上的讲话", "", "同志们：", "", *lines, "", "一、提高认识", *lines]
    assert [line for line in unwrapped(printed) if line.strip()] == [
        "在会上的讲话",
        "同志们：",
        text,
        "一、提高认识",
        text,
    ]


@given(st.lists(st.text("教育工作。，abc　 ", max_size=50), max_size=30))
def test_joining_lines_of_print_loses_nothing_but_blanks(lines: list[str]) -> None:
    joined = unwrapped(lines)
    assert len(joined) == len(lines)
    assert "".join("".join(joined).split()) == "".join("".join(lines).split())


def test_a_table_of_particulars_is_read_label_by_label() -> None:
    page = [
        "索 引 号：",
        "014/2023-1",
        "发布日期：",
        "2023-02-20",
        "名    称：",
        "关于某事",
        "正文。",
    ]
    assert [line for line in with_values(page) if line] == [
        "索 引 号：014/2023-1",
        "发布日期：2023-02-20",
        "名    称：关于某事",
        "正文。",
    ]
