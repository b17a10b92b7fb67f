"""Every substring of every paragraph is found, in every paragraph that has it and in no other."""

import json
import lzma

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from searchapp.documents.folder import scan
from searchapp.documents.reading import read_file
from searchapp.engine.contract import EngineQuery
from searchapp.errors import BadRequest
from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.query.language import parse_query, quoted
from searchapp.settings import Settings
from searchapp.text.fold import comparable
from tests.oracle import containing, rows_of

TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
TO_HALF_WIDTH = {full: half for half, full in TO_FULL_WIDTH.items()}
SCRIPTS = {
    "as it stands": lambda text: text,
    "simplified": OpenCC("t2s").convert,
    "s2t": OpenCC("s2t").convert,
    "s2tw": OpenCC("s2tw").convert,
    "s2hk": OpenCC("s2hk").convert,
}
WIDTHS = {
    "as it stands": lambda text: text,
    "full": lambda text: text.translate(TO_FULL_WIDTH),
    "half": lambda text: text.translate(TO_HALF_WIDTH),
}
PARAGRAPHS_OF_THE_CORPUS = 2_000
# Words that segmentation cuts apart, here or in another context.
SPLIT_WORDS = ["立德树人", "双一流", "产教融合", "教育强国", "五育并举", "新质生产力"]


def indexed(settings):
    """The snapshot of an index and the oracle's rows of the same source folder."""
    documents = [
        item for file in scan(settings) for item in read_file(settings.source, file, settings)
    ]
    return LiveIndex(settings.index).current().snapshot, rows_of(documents)


@pytest.fixture(scope="module")
def seeds_and_rows(seeds_index):
    return indexed(seeds_index)


@pytest.fixture(scope="module")
def corpus_and_rows(corpora, tmp_path_factory):
    """Some 2,000 paragraphs spread over the corpus, with both scripts, in two index segments."""
    source = tmp_path_factory.mktemp("source")
    with lzma.open(corpora / "education.jsonl.xz", "rt", encoding="utf-8") as file:
        lines = list(file)
    with_words = [next(line for line in lines if word in line) for word in SPLIT_WORDS]
    chosen, count = [], 0
    for line in dict.fromkeys([*with_words, *lines[::9]]):
        if count < PARAGRAPHS_OF_THE_CORPUS:
            chosen.append(line)
            count += len(json.loads(line)["paragraphs"])
    settings = Settings(source=source, index=tmp_path_factory.mktemp("index"))
    (source / "first.jsonl").write_text("".join(chosen[::2]), "utf-8")
    reindex(settings)
    (source / "second.jsonl").write_text("".join(chosen[1::2]), "utf-8")
    reindex(settings)
    return indexed(settings)


def found(snapshot, query_text):
    """The ids of all hits, after checking that the counts agree with them."""
    tree = parse_query(query_text, Settings()).tree
    answer = snapshot.search(EngineQuery(tree, limit=1_000_000, related=0))
    ids = {(one.document_id, one.ordinal) for one in answer.hits}
    assert len(ids) == len(answer.hits) == answer.paragraph_count
    assert len({document_id for document_id, _ in ids}) == answer.document_count
    return ids


@st.composite
def substrings(draw, rows):
    """A substring of 1 to 12 characters of some paragraph, without blanks at its edges."""
    text = draw(st.sampled_from(rows)).text
    start = draw(st.integers(0, max(0, len(text) - 1)))
    return text[start : start + draw(st.integers(1, 12))]


def check_substring(data, snapshot, rows):
    part = data.draw(substrings(rows))
    if not part or part != part.strip() or not comparable(part).strip(" "):
        return
    script = data.draw(st.sampled_from(sorted(SCRIPTS)))
    width = data.draw(st.sampled_from(sorted(WIDTHS)))
    written = WIDTHS[width](SCRIPTS[script](part))
    if comparable(written) != comparable(part):  # this script has another word for it
        return
    expected = containing(rows, part)
    assert expected
    assert found(snapshot, quoted(written)) == expected
    if any(character.isspace() for character in written) or ":" in comparable(written):
        return
    if not set(comparable(written)) & set('"“「()|*?-'):
        assert found(snapshot, written) == expected
    elif comparable(written)[0] != "-":
        assert found(snapshot, mended(written)) >= expected


def mended(query_text):
    """The query text, or what is suggested in its place."""
    try:
        parse_query(query_text, Settings())
    except BadRequest as error:
        return error.errors[0].mistake.suggestion
    return query_text


many = settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@many
@given(data=st.data())
def test_every_substring_of_the_seeds_is_found_exactly(data, seeds_and_rows):
    check_substring(data, *seeds_and_rows)


@pytest.mark.corpus
@many
@given(data=st.data())
def test_every_substring_of_the_corpus_is_found_exactly(data, corpus_and_rows):
    check_substring(data, *corpus_and_rows)


@many
@given(data=st.data())
def test_two_terms_find_the_paragraphs_that_contain_both(data, seeds_and_rows):
    snapshot, rows = seeds_and_rows
    text = data.draw(st.sampled_from(rows)).text
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), min_size=2, max_size=3))
    parts = [text[start : start + 3].strip() for start in starts]
    parts = [part for part in parts if comparable(part).strip(" ")]
    if parts:
        query_text = " ".join(map(quoted, parts))
        assert found(snapshot, query_text) == containing(rows, *parts)


@many
@given(data=st.data(), extra=st.sampled_from("的教〇aＡ，。 \u200b𠀀"))
def test_what_no_paragraph_contains_is_not_found(data, extra, seeds_and_rows):
    snapshot, rows = seeds_and_rows
    part = data.draw(substrings(rows)).strip() + extra + data.draw(substrings(rows)).strip()
    if comparable(part).strip(" "):
        assert found(snapshot, quoted(part)) == containing(rows, part)


@pytest.mark.parametrize("word", [*SPLIT_WORDS, "双减", "德", "，"])
@pytest.mark.parametrize("write", list(SCRIPTS.values()), ids=list(SCRIPTS))
def test_words_that_segmentation_splits_are_found_in_every_script(word, write, seeds_and_rows):
    snapshot, rows = seeds_and_rows
    assert found(snapshot, write(word)) == containing(rows, word)


@pytest.mark.corpus
@pytest.mark.parametrize("word", SPLIT_WORDS)
def test_words_that_segmentation_splits_are_found_in_the_corpus(word, corpus_and_rows):
    snapshot, rows = corpus_and_rows
    assert containing(rows, word)
    assert found(snapshot, word) == containing(rows, word)


def test_blanks_alone_are_an_empty_query_and_find_everything(seeds_and_rows):
    snapshot, rows = seeds_and_rows
    for text in ("", "  ", "　", '" "'):
        assert len(found(snapshot, text)) == len(rows)
