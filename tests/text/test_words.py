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
    assert cut("教育质量很高，a b。") == ["教育质量", "很", "高", "，", "a", " ", "b", "。"]
    assert cut("") == []


def test_the_fingerprint_names_the_library_and_its_version():
    assert re.fullmatch(r"r?jieba 0\.\d+\.\d+，词典 [0-9a-f]{12}", module.fingerprint())


def test_a_damaged_copy_of_the_dictionary_is_made_anew(tmp_path):
    """jieba keeps a copy of what it has read in the folder for temporary files."""
    kept = tmp_path / "jieba.cache"
    kept.write_bytes(b"no copy")
    code = "from searchapp.text.words import words; print(words('中华人民共和国成立'))"
    for _ in range(2):
        result = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        )
        assert result.stdout.decode().strip() == str(words("中华人民共和国成立"))
        assert kept.stat().st_size > 1_000_000


def test_the_faster_library_is_taken_where_it_is_installed(tmp_path):
    """A stand-in of its interface shows the choice; the real one is measured by the benchmark.

    As of the real one, the functions of the module are those of a segmenter that is ready.
    """
    (tmp_path / "rjieba.py").write_text(
        "class Jieba:\n"
        "    def __init__(self): self.known = []\n"
        "    def add_word(self, word, frequency, tag): self.known.append((word, frequency))\n"
        "    def cut_for_search(self, text): return ['快', '，', '%s %s' % self.known[-1]]\n"
        "ready = Jieba()\n"
        "add_word, cut_for_search = ready.add_word, ready.cut_for_search\n",
        "utf-8",
    )
    information = tmp_path / "rjieba-0.2.2.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: rjieba\nVersion: 0.2.2\n")
    own = tmp_path / "own.txt"
    own.write_text("智慧田園 30\n", "utf-8")
    code = (
        "import sys; from pathlib import Path; from searchapp.text.words import *;"
        "own = Path(sys.argv[1]);"
        "print(words('教育', own), words('教育'), fingerprint(own), sep='\\n')"
    )
    environment = os.environ | {"PYTHONUTF8": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    result = subprocess.run(
        [sys.executable, "-c", code, str(own)], env=environment, capture_output=True, check=True
    )
    with_own, without, name = result.stdout.decode().splitlines()
    assert with_own == "['快', '智慧田园 30']"
    assert without.startswith("['快'")
    assert "智慧田园" not in without
    assert name.startswith("rjieba 0.2.2，词典 ")


def test_the_script_is_that_of_most_characters_that_differ():
    assert script_of("坚持优质均衡发展") == "Hans"
    assert script_of("堅持優質均衡發展") == "Hant"
    assert script_of("一二三 abc") is None


def test_traditional_text_becomes_simplified():
    assert to_simplified("教育強國") == "教育强国"
