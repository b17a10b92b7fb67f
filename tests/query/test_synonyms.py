"""Groups of synonyms: how they are written, what they widen, and what is wrong with them."""

from itertools import chain

import pytest

from searchapp.errors import UnreadableFile
from searchapp.query.synonyms import Synonyms, read_groups, synonyms
from searchapp.query.tree import Expansion
from searchapp.text.fold import comparable


@pytest.fixture
def known(tmp_path):
    def known(text):
        path = tmp_path / "own.txt"
        path.write_text(text, "utf-8")
        return Synonyms(read_groups(path))

    return known


def test_what_is_the_same_is_so_in_both_directions_and_what_is_close_is_not(known):
    table = known("职教 = 職業教育 ~ 技能人才 ~ 学徒 = 徒弟  # 注释\n\n# 只有注释\n")
    assert table.same("职教") == ("职业教育",)
    assert table.same("职业教育") == ("职教",)
    assert table.same("技能人才") == ()
    assert table.same("学徒") == ("徒弟",)
    assert table.same("无关") == ()
    assert table.written["职业教育"] == "職業教育"
    assert [one.text for one in table.expansions(["职业教育"])] == [
        "职教", "技能人才", "学徒", "徒弟",
    ]  # fmt: skip


def test_two_groups_are_not_joined_by_a_text_of_both(known):
    table = known("甲甲 = 乙乙\n乙乙 = 丙丙")
    assert table.same("甲甲") == ("乙乙",)
    assert table.same("乙乙") == ("甲甲", "丙丙")


def test_other_words_are_found_for_parts_of_a_term_and_take_turns(known):
    table = known("职教 = 职业教育 ~ 技校\n课业负担 ~ 作业负担 ~ 学习负担")
    expansions = table.expansions(["职业教育发展", "减轻课业负担"])
    assert [one.text for one in expansions] == ["职教", "作业负担", "技校", "学习负担"]


def test_a_text_is_reworded_where_it_names_something_with_the_nearest_words_first(known):
    table = known("职教 = 职业教育 ~ 技校\n课业负担 ~ 作业负担")
    assert list(table.reworded("减轻职教课业负担")) == [
        "减轻职业教育课业负担", "减轻技校课业负担", "减轻职教作业负担",
    ]  # fmt: skip
    assert list(table.reworded("无关")) == list(table.reworded("职教法")) == []


def test_a_long_paraphrase_counts_by_the_length_of_what_it_stands_for(known):
    table = known("双减 = 减轻义务教育阶段学生作业负担和校外培训负担")
    (long,) = table.expansions(["双减"])
    assert long == Expansion(comparable("减轻义务教育阶段学生作业负担和校外培训负担"), 2 / 21)
    (short,) = table.expansions([long.text])
    assert short == Expansion("双减", 1)


def test_what_is_in_the_query_already_and_names_of_laws_are_left_alone(known):
    table = known("学前教育 = 幼儿教育 ~ 幼儿园\n教学 ~ 授课")
    assert [one.text for one in table.expansions(["学前教育", "幼儿园"])] == ["幼儿教育"]
    assert table.expansions(["学前教育法"]) == ()
    assert table.expansions(["学前教育条例"]) == ()
    assert [one.text for one in table.expansions(["教学方法"])] == ["授课"]


def test_no_query_gets_more_than_eight_other_words(known):
    table = known(
        "\n".join(f"词{n}词 ~ " + " ~ ".join(f"词{n}{m}" for m in "甲乙丙丁戊") for n in "一二三")
    )
    assert len(table.expansions([f"词{n}词" for n in "一二三"])) == 8


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("双减", "应为用 = 或 ~ 隔开的两个或更多的词"),
        ("双减 = ", "= 和 ~ 的两边都要有词"),
        ("双减 ~~ 减负", "= 和 ~ 的两边都要有词"),
        ("双减 = 減", "“減”不足两个字"),
        ("减负 = 雙減 ~ 双减", "“双减”写了两次"),
    ],
)
def test_every_line_that_is_not_right_is_told_by_its_number(tmp_path, line, reason):
    path = tmp_path / "own.txt"
    path.write_text(f"# 自己的\n职教 = 职业教育\n{line}\n\n错\n", "utf-8")
    with pytest.raises(UnreadableFile, match=f"own.txt”第 3 行不能用：{reason}；第 5 行不能用"):
        read_groups(path)


def test_a_file_of_ones_own_comes_on_top_of_the_packaged_ones(tmp_path):
    path = tmp_path / "own.txt"
    path.write_text("双减 = 减负令\n", "utf-8")
    both = synonyms(path)
    assert "减负令" in both.same("双减")
    assert set(synonyms(None).same("双减")) < set(both.same("双减"))
    with pytest.raises(UnreadableFile, match="无法打开同义词文件"):
        synonyms(tmp_path / "missing.txt")


def test_the_packaged_groups_are_many_and_none_is_written_twice():
    import searchapp.query.synonyms as module

    groups = read_groups(module._PACKAGED)
    assert len(groups) > 300
    texts = [frozenset(chain.from_iterable(one)) for one in groups]
    assert len(set(texts)) == len(texts)
    table = synonyms(None)
    for short, long in [
        ("双减", "减轻义务教育阶段学生作业负担和校外培训负担"),
        ("职教", "职业教育"),
        ("高职", "高等职业"),
        ("县中", "县域普通高中"),
        ("普高", "普通高中"),
        ("思政课", "思想政治理论课"),
        ("幼稚園", "幼儿园"),
        ("計畫", "计划"),
        ("資訊科技", "信息技术"),
    ]:
        assert comparable(long) in table.same(comparable(short))
        assert comparable(short) in table.same(comparable(long))
