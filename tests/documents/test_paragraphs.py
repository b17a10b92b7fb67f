"""Paragraphs are readable, and put together they are the text."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from searchapp.documents.paragraphs import cut, pieces

END = re.compile(r"[。！？；：!?;:][”’」』\"]*\s*$")
NUMBERING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是要]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]"
)
texts = st.lists(
    st.sampled_from(
        [
            "教育",
            "工作",
            *"。！?；：:，、“”（）",
            "一、",
            "二、",
            "（一）",
            "（二）",
            "一是",
            "二是",
            "一要",
            "11:28",
            "http://a.cn/",
        ]
    )
    | st.text("质量发展学生", min_size=1, max_size=120),
    max_size=120,
).map("".join)


@given(texts)
def test_the_paragraphs_of_a_line_put_together_are_the_line(line: str) -> None:
    assert "".join(cut(line)) == line


@given(texts)
def test_a_line_is_cut_only_before_its_numbering_or_after_a_sentence(line: str) -> None:
    parts = cut(line)
    for before, after in pairwise(parts):
        assert END.search(before) or NUMBERING.match(after)


@given(st.lists(st.text("质量发展学生", min_size=1, max_size=200), max_size=60))
def test_no_paragraph_is_longer_than_800_unless_its_sentence_is(sentences: list[str]) -> None:
    line = "".join(f"{sentence}。" for sentence in sentences)
    assert all(len(part) <= 800 for part in cut(line))


def test_a_sentence_longer_than_all_limits_stays_whole() -> None:
    sentence = "全面提高教育质量，" * 150 + "。"
    assert sentence in cut(f"{'好。' * 200}{sentence}")


def test_short_lines_are_not_merged() -> None:
    assert [piece.text for piece in pieces(("一句。", "又一句。"))] == ["一句。", "又一句。"]


def test_a_long_run_is_cut_before_its_own_numbering() -> None:
    point = "要全面贯彻党的教育方针，落实立德树人根本任务" * 12
    line = f"一是{point}二是{point}三是{point}"
    assert [part[:2] for part in cut(line)] == ["一是", "二是", "三是"]


def test_enumerations_and_words_that_look_like_numbering_are_not_cut() -> None:
    line = "第一、二、三产业发展，统一要求，唯一要求" * 40
    assert cut(line) == [line]


def test_times_addresses_and_quotations_stay_whole() -> None:
    line = (
        ("会议于11:28召开，详见http://a.cn/b?c=1，" * 12) + "他说“一。二。三。”" + "，大家赞成" * 20
    )
    parts = cut(line)
    assert "".join(parts) == line
    assert all(part.count("“") == part.count("”") for part in parts)
