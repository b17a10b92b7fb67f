"""Real text: whatever stands in a paragraph finds it, and exactly those that hold it."""

import json
import lzma
import random
import re
from itertools import islice

import pytest
from engine_oracle import entry, write

from searchapp.engine.contract import EngineQuery
from searchapp.engine.whoosh import create, open_snapshot
from searchapp.query.tree import Gap, Near, Or, Substring, Wildcard
from searchapp.text.fold import comparable

pytestmark = pytest.mark.corpus


class Corpus:
    """A twelfth of the speeches and reports, in an index of two segments."""

    def __init__(self, folder, corpora):
        with lzma.open(corpora / "education.jsonl.xz", "rt", encoding="utf-8") as file:
            lines = [json.loads(line) for line in islice(file, 0, None, 12)]
        create(folder)
        texts = {one["id"]: list(map(comparable, one["paragraphs"])) for one in lines}
        documents = [entry(name, *each, title=each[0]) for name, each in texts.items()]
        write(folder, *documents[::2])
        write(folder, *documents[1::2])
        self.snapshot = open_snapshot(folder)
        self.texts = {
            (name, n): one for name, each in texts.items() for n, one in enumerate(each, start=1)
        }

    def found(self, tree):
        hits = self.snapshot.search(EngineQuery(tree, limit=len(self.texts), related=0)).hits
        return {(one.document_id, one.ordinal) for one in hits}

    def drawn(self, chance, count):
        """Some paragraphs that are not empty, and in each a place."""
        texts = chance.choices(list(filter(None, self.texts.values())), k=count)
        return [(text, chance.randrange(len(text))) for text in texts]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, corpora):
    return Corpus(tmp_path_factory.mktemp("corpus"), corpora)


def test_every_substring_of_real_paragraphs_is_found_where_it_stands(corpus):
    assert len(corpus.texts) > 1_500
    chance = random.Random(11)
    for text, start in corpus.drawn(chance, 300):
        term = text[start : start + chance.randint(1, 12)]
        expected = {place for place, one in corpus.texts.items() if term in one}
        assert corpus.found(Substring(term)) == expected


def test_what_stands_apart_in_real_paragraphs_is_found_by_wildcards_and_nearness(corpus):
    chance = random.Random(12)
    for text, start in corpus.drawn(chance, 60):
        first = text[start : start + chance.randint(1, 3)]
        second = text[start + 4 :][: chance.randint(1, 3)] or "的"
        left, right = re.escape(first), re.escape(second)
        expected = re.compile(f"{left}[^。!?]{{0,10}}{right}", re.DOTALL)
        found = corpus.found(Wildcard((first, second), (Gap(0, 10),)))
        assert found == {place for place, one in corpus.texts.items() if expected.search(one)}
        expected = re.compile(f"{left}.{{0,9}}{right}|{right}.{{0,9}}{left}", re.DOTALL)
        found = corpus.found(Near(Substring(first), Or((Substring(second),)), 9))
        assert found == {place for place, one in corpus.texts.items() if expected.search(one)}
