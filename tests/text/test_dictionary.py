"""The words of the field: how they are written, that they stay whole, what is wrong with them."""

import pytest

from searchapp.errors import UnreadableFile
from searchapp.text import dictionary as module
from searchapp.text.dictionary import Entry, entries, fingerprint, read_dictionary
from searchapp.text.words import cut, words


@pytest.fixture
def own(tmp_path):
    """Writes a dictionary of one's own."""

    def write(text):
        path = tmp_path / "own.txt"
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_line_is_a_word_perhaps_with_its_frequency_and_part_of_speech(own):
    path = own("\ufeff# 自己的\n\n智慧田園\nＡＢ计划 300 # 全角\n百工学堂\t7  nz\n1+X证书\n")
    assert read_dictionary(path) == (
        Entry("智慧田园", None),
        Entry("ab计划", 300),
        Entry("百工学堂", 7),
        Entry("1+x证书", None),
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("县", "“县”应有两个字以上"),
        ("“双减”", "““双减””应有两个字以上，只含汉字"),
        ("+x证书", r"“\+x证书”应有两个字以上，.*不以符号开头"),
        ("双减 很多", "词频“很多”应为正整数"),
        ("双减 0", "词频“0”应为正整数"),
        ("双减 5 n 县中", "应为一个词，后面可有词频和词性，以空格隔开"),
    ],
)
def test_every_line_that_is_not_right_is_told_by_its_number(own, line, reason):
    path = own(f"# 自己的\n百工学堂\n{line}\n\n错\n")
    with pytest.raises(UnreadableFile, match=f"own.txt”第 3 行不能用：{reason}.*；第 5 行不能用"):
        read_dictionary(path)


def test_a_file_of_ones_own_comes_on_top_of_the_packaged_one(own, tmp_path):
    assert entries(own("百工学堂\n")) == (*entries(None), Entry("百工学堂", None))
    with pytest.raises(UnreadableFile, match="无法打开词典文件"):
        entries(tmp_path / "missing.txt")


def test_the_fingerprint_changes_with_the_words_and_not_with_comments(own):
    packaged = fingerprint(None)
    one = fingerprint(own("百工学堂\n"))
    assert one != packaged
    assert fingerprint(own("# 校办工厂\n百工学堂 # 乡村\n")) == one
    assert fingerprint(own("百工学堂 9\n")) != one
    assert fingerprint(own("\n")) == packaged
    with pytest.raises(UnreadableFile, match="第 1 行"):
        fingerprint(own("百\n"))


@pytest.mark.parametrize(
    "word",
    [
        "双减",
        "产教融合",
        "新质生产力",
        "立德树人",
        "双一流",
        "五育并举",
        "教育强国",
        "职普融通",
        "县中",
        "县管校聘",
        "1+x证书",
    ],
)
@pytest.mark.parametrize("sentence", ["{}", "坚持{}是根本任务", "要全面推进{}建设，深化改革"])
def test_a_word_of_the_field_is_whole_wherever_it_stands(word, sentence):
    assert word in words(sentence.format(word))


def test_the_packaged_words_are_many_each_once_and_whole():
    found = [one.word for one in entries(None)]
    assert len(found) == len(set(found)) > 500
    assert [word for word in found if cut(word) != [word]] == []


def test_no_packaged_word_hides_another_one():
    """Of what is inside a word, the segmenter gives two and three characters again, and no more."""
    found = {one.word for one in entries(None)}
    longer = [word for word in found if len(word) > 4]
    assert [
        (word, part)
        for word in longer
        for start in range(len(word))
        for end in range(start + 4, len(word) + 1)
        if (part := word[start:end]) != word and part in found
    ] == []


def test_every_line_of_the_packaged_file_is_a_word_or_a_comment():
    lines = module._PACKAGED.read_text("utf-8").splitlines()
    assert sum(bool(one) and not one.startswith("#") for one in lines) == len(entries(None))
