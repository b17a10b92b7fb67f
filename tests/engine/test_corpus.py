"""Real text: whatever stands in a paragraph finds it, and exactly those that hold it."""

import json
import lzma
import random
from itertools import islice

import pytest
from engine_oracle import entry, write

from searchapp.engine.contract import EngineQuery
from searchapp.engine.whoosh import create, open_snapshot
from searchapp.query.tree import Substring
from searchapp.text.fold import comparable


@pytest.mark.corpus
def test_every_substring_of_real_paragraphs_is_found_where_it_stands(tmp_path, corpora):
    with lzma.open(corpora / "education.jsonl.xz", "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in islice(file, 0, None, 12)]
    create(tmp_path)
    texts = {one["id"]: list(map(comparable, one["paragraphs"])) for one in lines}
    documents = [entry(name, *each, title=each[0]) for name, each in texts.items()]
    write(tmp_path, *documents[::2])
    write(tmp_path, *documents[1::2])
    snapshot = open_snapshot(tmp_path)
    places = {(name, n): one for name, each in texts.items() for n, one in enumerate(each, start=1)}
    assert len(places) > 1_500
    chance = random.Random(11)
    for text in chance.choices(list(filter(None, places.values())), k=300):
        start = chance.randrange(len(text))
        term = text[start : start + chance.randint(1, 12)]
        hits = snapshot.search(EngineQuery(Substring(term), limit=len(places), related=0)).hits
        found = {(one.document_id, one.ordinal) for one in hits}
        assert found == {place for place, one in places.items() if term in one}
