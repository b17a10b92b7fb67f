import os
import re
import subprocess
import sys

from searchapp.text import words as module
from searchapp.text.script import script_of, to_simplified
from searchapp.text.words import cut, words


def test_words_come_in_order_with_the_parts_of_compounds():
    assert words("中华人民共和国成立") == [
        "中华",
        "华人",
        "人民",
        "共和",
        "共和国",
        "中华人民共和国",
        "成立",
    ]


def test_punctuation_and_blanks_are_no_words():
    assert words("，。 “”（）、") == []
    assert words("") == []


def test_the_pieces_of_a_text_joined_are_the_text():
    assert cut("教育高质量发展，a b。") == ["教育", "高质量", "发展", "，", "a", " ", "b", "。"]
    assert cut("") == []


def test_the_fingerprint_names_the_library_and_its_version():
    assert re.fullmatch(r"r?jieba 0\.\d+\.\d+", module.fingerprint())


def test_the_faster_library_is_taken_where_it_is_installed(tmp_path):
    """A stand-in of its interface shows the choice; the real one is measured by the benchmark."""
    (tmp_path / "rjieba.py").write_text("def cut_for_search(text): return ['快', '，', text]")
    code = (
        "from searchapp.text import words; print(words.words('教育')); print(words._segmenter()[0])"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )
    assert result.stdout.decode().split("\n")[:2] == ["['快', '教育']", "rjieba"]


def test_the_script_is_that_of_most_characters_that_differ():
    assert script_of("坚持优质均衡发展") == "Hans"
    assert script_of("堅持優質均衡發展") == "Hant"
    assert script_of("一二三 abc") is None


def test_traditional_text_becomes_simplified():
    assert to_simplified("教育強國") == "教育强国"
