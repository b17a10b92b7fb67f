import json
import lzma
import subprocess
import sys
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.text import worker
from searchapp.text.dictionary import entries
from searchapp.text.fold import comparable
from searchapp.text.words import words

KNOWN = "中华人民共和国教育部关于深化教师队伍建设改革的意见各省自治区直辖市第一百二十条之规定"
SIGNS = " ,;:!?()\"'、。〈〉《》「」『』【】〔〕“”‘’·—…々〇①㈠㐀龦+#&._%-/=\n"


@pytest.fixture(scope="module")
def cut():
    """Cuts texts in a process of its own; `words`, in this one, leaves it all to jieba."""
    process = subprocess.Popen(
        [sys.executable, "-m", worker.__name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )

    def send(content):
        process.stdin.write(json.dumps(content).encode() + b"\n")
        process.stdin.flush()

    def cut(texts):
        send(texts)
        return [one.split() for one in json.loads(process.stdout.readline())]

    send([(one.word, one.frequency) for one in entries(None)])
    yield cut
    process.communicate()
    assert process.returncode == 0


@given(text=st.text(st.sampled_from(KNOWN + SIGNS * 2 + "aB7３.①é한")) | st.text())
def test_clauses_cut_one_by_one_give_the_words_of_the_whole_text(cut, text):
    assert cut([comparable(text)]) == [words(comparable(text))]


def test_a_clause_that_comes_again_gives_the_same_words(cut):
    text = "本法自公布之日起施行；教育厅长王小明说。"
    assert cut([text * 2, text, ""]) == [words(text) * 2, words(text), []]


@pytest.mark.corpus
@pytest.mark.parametrize(("corpus", "step"), [("education.jsonl.xz", 20), ("laws.jsonl.xz", 700)])
def test_the_words_of_corpora_are_those_of_whole_paragraphs(cut, corpora, corpus, step):
    with lzma.open(corpora / corpus, "rt", encoding="utf-8") as file:
        for line in islice(file, 0, None, step):
            texts = [comparable(one) for one in json.loads(line)["paragraphs"]]
            assert cut(texts) == [words(one) for one in texts]
