"""What a question in plain words is about."""

import pytest

from searchapp.query.questions import subjects
from searchapp.text.fold import comparable


@pytest.mark.parametrize(
    ("texts", "about"),
    [
        (["怎样减轻中小学生课业负担"], ["减轻中小学生课业负担"]),
        (["孩子近视怎么办"], ["孩子近视"]),
        (["教师体罚学生要承担什么责任"], ["教师体罚学生要承担", "责任"]),
        (["為什麼要推行國民教育科"], ["要推行国民教育科"]),
        (["怎么办好学校呢"], ["办好学校"]),
        (["双减 是什么", "怎么办", "双减"], ["双减 是", "双减"]),
        (["学校能不能收费吗"], ["学校", "收费"]),
        (["在任何时候"], ["在任何时候"]),
        (["吗啡"], ["吗啡"]),
        (["怎么办"], []),
        ([], []),
    ],
)
def test_question_words_are_left_out(texts, about):
    assert subjects(map(comparable, texts)) == tuple(map(comparable, about))
