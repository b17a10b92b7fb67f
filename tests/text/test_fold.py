import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from searchapp.text.fold import comparable, fold, is_han, squeeze

EVERYTHING = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
CHINESE_TEXT = st.text(
    st.one_of(
        st.sampled_from("双減教育臺灣著覆瞭衞·・　 \t\u200bＡa１1，,。、《“”⻢㎡①"),
        st.characters(exclude_categories=["Cs"]),
    )
)


@given(CHINESE_TEXT, CHINESE_TEXT)
def test_fold_keeps_length_and_concatenation(left, right):
    assert len(fold(left)) == len(left)
    assert fold(left + right) == fold(left) + fold(right)


def test_folding_folded_text_changes_nothing():
    folded = fold(EVERYTHING)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    "variants",
    [
        "了瞭",
        "复復複覆",
        "着著",
        "卫衛衞",
        "台臺颱檯",
        "里裏裡",
        "群羣",
        "床牀",
        "马馬⻢⾺",
        "长長⻓",
        "·・•‧･",
        "Ａaａ",
        "１1①",
        "，,",
        " \u3000\xa0\t\n\u2002\u200b\ufeff",
    ],
)
def test_what_a_reader_takes_for_the_same_character_is_one(variants):
    assert len(set(fold(variants))) == 1


@pytest.mark.parametrize("different", ["炼链", "记纪", "未末", "己已巳", "，、。", "“”\"'"])
def test_what_is_another_character_stays_another(different):
    assert len(set(fold(different))) == len(different)


@pytest.mark.parametrize("conversion", ["s2t", "s2tw", "s2hk"])
def test_every_simplified_character_is_united_with_what_opencc_writes_for_it(conversion):
    convert = OpenCC(conversion).convert
    simplify = OpenCC("t2s").convert
    level_one = [
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xD7)
        for cell in range(0xA1, 0xFF)
    ]
    apart = [
        character
        for character in level_one
        if fold(convert(character)) != fold(character) and simplify(convert(character)) == character
    ]
    assert apart == []


def test_folded_simplified_text_reads_as_before():
    text = "坚持立德树人，加快建设教育强国；艾尔肯·吐尼亚孜"
    assert fold(text) == text.replace("，", ",").replace("；", ";")


@given(CHINESE_TEXT)
def test_squeeze_leaves_out_exactly_the_blanks_between_chinese_characters(text):
    folded = fold(text)

    def is_chinese(character):
        return is_han(character) or "\u3000" <= character <= "\u303f"

    def is_left_out(position):
        before = folded[:position].rstrip(" ")[-1:]
        after = folded[position:].lstrip(" ")[:1]
        blank = folded[position] == " "
        return blank and before != "" and after != "" and is_chinese(before) and is_chinese(after)

    kept = [position for position in range(len(folded)) if not is_left_out(position)]
    squeezed = squeeze(folded)
    assert squeezed.text == "".join(folded[position] for position in kept)
    for place, position in enumerate(kept):
        assert list(squeezed.original_ranges([(place, place + 1)])) == [(position, position + 1)]
    assert comparable(text) == squeezed.text


@given(CHINESE_TEXT, st.data())
def test_a_part_of_a_text_is_a_part_of_what_it_is_compared_as(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = fold(text[start:end]).strip(" ")
    assert comparable(part) in comparable(text)


def test_offsets_lead_back_to_the_original():
    squeezed = squeeze(fold("不忘 立　德樹 人 ok"))
    assert squeezed.text == "不忘立德树人 ok"
    start = squeezed.text.index("立德树人")
    assert squeezed.original_ranges([(start, start + 4)]) == [(3, 9)]


def test_han_is_what_unicode_calls_an_ideograph():
    for character in "一龥㐀𠀀豈":
        assert is_han(character)
        assert "CJK" in unicodedata.name(character)
    for character in "a1，。、ぁ한 ":
        assert not is_han(character)


@pytest.mark.parametrize("forms", ["么幺麼麽", "抬擡", "吃喫", "群羣", "核覈", "台臺", "只衹"])
def test_the_form_in_use_on_the_mainland_stands_for_all(forms):
    assert fold(forms) == forms[0] * len(forms)
