import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.text.pinyin import readings, sounds, spells

NAMES = ["吴晓昊", "郑州市", "单霁翔", "重庆市", "吕玉刚", "艾尔肯·吐尼亚孜", "〈副区长〉", "A班"]


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        *(("wxh", "吴晓昊"), ("wuxiaohao", "吴晓昊"), ("wuxiao", "吴晓昊"), ("wuxhao", "吴晓昊")),
        *(("w", "吴晓昊"), ("WuXiaoHao", "吴晓昊"), ("wu xiao hao", "吴晓昊")),
        *(("zhengzhou", "郑州市"), ("zz", "郑州市"), ("zhzh", "郑州市"), ("zzs", "郑州市")),
        *(("xi'an", "西安市"), ("xi’an", "西安市"), ("xian", "西安市")),
        *(("shanjixiang", "单霁翔"), ("danjixiang", "单霁翔"), ("sjx", "单霁翔")),
        *(("chongqing", "重庆市"), ("cq", "重庆市")),
        *(
            ("lvyugang", "吕玉刚"),
            ("luyugang", "吕玉刚"),
            ("lüyugang", "吕玉刚"),
            ("lyuyg", "吕玉刚"),
        ),
        *(("aektnyz", "艾尔肯·吐尼亚孜"), ("fqz", "〈副区长〉"), ("aban", "A班")),
    ],
)
def test_letters_spell_the_beginning_of_a_name(letters, name):
    assert spells(letters, name)


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        *(("xh", "吴晓昊"), ("wxhx", "吴晓昊"), ("wuhao", "吴晓昊"), ("uxh", "吴晓昊")),
        *(("zhengzhou2", "郑州市"), ("吴", "吴晓昊"), ("", "吴晓昊"), ("wu-x", "吴晓昊")),
    ],
)
def test_other_letters_do_not(letters, name):
    assert not spells(letters, name)


@given(st.data())
def test_a_name_is_spelt_by_any_beginning_of_each_reading(data):
    name = data.draw(st.text("吴郑单重吕州行乐长·", min_size=1, max_size=5))
    spelt = [data.draw(st.sampled_from(readings(one))) for one in name if readings(one)]
    parts = [one[: data.draw(st.integers(1, len(one)))] for one in spelt]
    assert spells("".join(parts), name) == bool(parts)


@given(st.text(max_size=8), st.text(max_size=8) | st.sampled_from(NAMES))
def test_whatever_is_typed_is_answered(letters, name):
    assert spells(letters, name) in (True, False)
    assert len(sounds(name)) <= 16


def test_readings_are_those_of_today():
    assert readings("宁") == ("ning",)
    assert {*readings("重")} == {"zhong", "chong"}
    assert {"shan", "dan"} <= {*readings("单")}
    assert readings("吕") == ("lv",)
    assert readings("貝") == ("bei",)
    assert readings("a") == readings("·") == readings("😀") == readings("\ud800") == ()


def test_texts_of_one_sound_share_it_tones_apart():
    assert sounds("布署") == ("bu shu",)
    assert set(sounds("布署")) & set(sounds("部署"))
    assert set(sounds("重复")) & set(sounds("崇复"))
    assert len(sounds("重" * 40)) == 16
    assert sounds("a班") == sounds("") == ()


def test_the_tables_are_loaded_when_they_are_needed():
    code = (
        "import sys, searchapp.text.pinyin; assert not [m for m in sys.modules if 'pypinyin' in m]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
