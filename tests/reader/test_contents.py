"""The table of contents says what a document numbers, and nothing else."""

import pytest

from searchapp.numbering import numbering
from searchapp.reader.contents import Heading, headings, overview

DIGITS = "零一二三四五六七八九"


def written(number):
    """A number up to 999 in Chinese."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def shown(texts):
    return [(one.level, one.text) for one in headings(texts)]


def test_every_number_is_read():
    for number in range(1, 1000):
        for text in (f"第{written(number)}条 内容", f"第{number}條", f"（{written(number)}）内容"):
            assert numbering(text).number == number, text


@pytest.mark.parametrize(
    "text",
    [
        "2024年工作",
        "1.5亿元",
        "一是要",
        "二〇二四年",
        "第一名是",
        "（见附件）",
        "",
        "三个坚持",
        "10:30",
    ],
)
def test_what_is_no_number_of_a_part_is_none(text):
    assert numbering(text) is None


def test_a_report_has_two_levels():
    report = [
        "各位代表：",
        "一、2024年工作回顾",
        "（一）经济运行稳进提质。健全高质量发展工作机制，加强经济运行分析。",
        "推动产业发展。",
        "（二）产业强省加快推进：见成效",
        "二、2025年重点任务",
        "（一）统筹消费和投资",
        "（二）坚持把发展特色优势产业作为主攻方向，构建符合省情实际的现代化产业体系和政策框架",
    ]
    assert headings(report) == (
        Heading(2, 1, "一、2024年工作回顾"),
        Heading(3, 2, "（一）经济运行稳进提质"),
        Heading(5, 2, "（二）产业强省加快推进"),
        Heading(6, 1, "二、2025年重点任务"),
        Heading(7, 2, "（一）统筹消费和投资"),
        Heading(8, 2, "（二）坚持把发展特色优势产业作为主攻方向…"),
    )


def test_other_ways_to_number_are_as_good():
    assert shown(["１．甲", "（1）子", "（2）丑", "２．乙"]) == [
        (1, "１．甲"),
        (2, "（1）子"),
        (2, "（2）丑"),
        (1, "２．乙"),
    ]
    assert shown(["第一部分　回顧", "第二部分　展望"]) == [
        (1, "第一部分　回顧"),
        (1, "第二部分　展望"),
    ]


def test_a_statute_shows_its_chapters_or_else_its_articles():
    articles = ["第一条 为了发展教育，制定本法。", "（一）甲", "（二）乙", "第二条 国家保障教育。"]
    assert shown(articles) == [(1, "第一条 为了发展教育，制定本法"), (1, "第二条 国家保障教育")]
    chapters = ["第一章 总则", articles[0], "第二章 学校", articles[3]]
    assert shown(chapters) == [(1, "第一章 总则"), (1, "第二章 学校")]


@pytest.mark.parametrize(
    "texts",
    [
        ["一、只有一个"],
        ["二、没有一", "三、接着二"],
        ["一、甲；", "二、乙；", "三、丙。"],
        ["三、四年级的学生", "五、六年级的学生"],
        ["今天讲三点", "一是政治", "二是质量"],
        [],
    ],
)
def test_what_does_not_count_from_one_to_two_is_no_contents(texts):
    assert headings(texts) == ()


def test_numbering_may_begin_anew_for_another_speaker():
    assert [one.ordinal for one in headings(["一、甲", "二、乙", "一、丙", "二、丁"])] == [
        1,
        2,
        3,
        4,
    ]


def test_a_long_document_shows_as_many_levels_as_fit():
    long = [f"{written(one)}、部分" for one in range(1, 5)]
    deep = [text for part in long for text in (part, *(f"{n}. 节" for n in range(1, 21)))]
    assert len(headings(deep)) == 84
    assert [one.text for one in overview(headings(deep))] == long
    assert overview(headings(deep[:42])) == headings(deep[:42])
    assert overview(()) == ()
