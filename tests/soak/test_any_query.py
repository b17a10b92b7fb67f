"""Any text at all in the box gets an answer or a clear message, and soon."""

import itertools
import json
import lzma
import random
import time

import pytest

from searchapp import create_app
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings
from tests.conftest import CORPORA, ROOT
from tests.soak.states import SHORT

pytestmark = [pytest.mark.soak, *([] if SHORT else [pytest.mark.corpus])]

COUNT = 2_000 if SHORT else 50_000
PARAGRAPHS = 100_000
LONGEST_SECONDS = 2
SIGNS = [
    *'"“”「」()（）|｜-－*?＊？:：,。、 \t',
    *(" OR ", " AND ", " NOT ", " NEAR/3 ", " NEAR/100 ", "title:", "讲话人:", "地区：", "来源:"),
    *("year:2019..2023", "年份:", "date:2021-03..", "kind:法规", "..", "～", "\\", '\\"'),
]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The folder of what is searched: the seeds, or so many paragraphs of statutes."""
    if SHORT:
        return ROOT / "seeds"
    folder = tmp_path_factory.mktemp("source")
    count = 0
    with (
        lzma.open(CORPORA / "laws.jsonl.xz", "rt", encoding="utf-8") as laws,
        (folder / "laws.jsonl").open("w", encoding="utf-8") as file,
    ):
        for line in laws:
            file.write(line)
            count += len(json.loads(line)["paragraphs"])
            if count >= PARAGRAPHS:
                return folder
    raise AssertionError(count)


@pytest.fixture(scope="module")
def client(source, tmp_path_factory):
    settings = Settings(source=source, index=tmp_path_factory.mktemp("index") / "index")
    report = reindex(settings)
    assert SHORT or report.paragraph_count >= PARAGRAPHS
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def sentences(source):
    """Texts that are in the index."""
    texts = [file.read_text("utf-8", errors="ignore") for file in sorted(source.iterdir())]
    return "".join(text[:2_000_000] for text in texts)


def strings(draw, sentences):
    """Random texts: of any characters, of signs, and of pieces of what is in the index."""

    def piece():
        start = draw.randrange(len(sentences) - 8)
        return sentences[start : start + draw.randint(1, 8)]

    def any_character():
        code = draw.choice([draw.randrange(0x80), draw.randrange(0x3000, 0xA000)])
        return chr(draw.choice([code, code, draw.randrange(0x110000)]))

    for number in itertools.count():
        length = draw.choice([1, 2, 3, 5, 8, 13, 40])
        kinds = [(any_character,), (lambda: draw.choice(SIGNS), piece), (piece,)][number % 3]
        yield "".join(draw.choice(kinds)() for _ in range(length))


def test_any_text_gets_an_answer_or_a_clear_message(client, sentences):
    client.get("/api/search?q=没有这样的词语吧")  # loads what is loaded once
    answers = {200: 0, 400: 0}
    slowest = 0.0, ""
    for text in itertools.islice(strings(random.Random(1), sentences), COUNT):
        started = time.perf_counter()
        answer = client.get("/api/search", query_string={"q": text.encode("utf-8", "replace")})
        slowest = max(slowest, (time.perf_counter() - started, text))
        assert answer.status_code in answers, text
        answers[answer.status_code] += 1
        if answer.status_code == 400:
            assert all(one["message"] for one in answer.json["errors"]), text
    print(f"{COUNT} texts: {answers}, slowest {slowest[0]:.2f} s: {slowest[1]!r}")
    assert slowest[0] < LONGEST_SECONDS, slowest[1]
    assert min(answers.values()) > COUNT / 100
