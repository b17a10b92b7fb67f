"""The five seeds, read and understood, against what a careful reader finds in them."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from searchapp.documents.model import Document, RawText
from searchapp.documents.understand import understand
from searchapp.text.fold import comparable

EXPECTED = tomllib.loads((Path(__file__).parent / "expected.toml").read_text("utf-8"))
SEEDS = Path(__file__).parent.parent.parent / "seeds"
SETTLED = ("kind", "title", "source", "authors", "published", "date", "year", "region", "speakers")
FIELDS = (*SETTLED, "subtitle", "complete", "script", "model")
ABSENT: dict[str, Any] = {"model": False, "authors": []}
each_seed = pytest.mark.parametrize("name", EXPECTED)


@cache
def read(name: str) -> Document:
    return understand(RawText(tuple((SEEDS / name).read_text("utf-8").splitlines())), name)


@each_seed
@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_what_a_careful_reader_finds(name: str, field: str) -> None:
    assert read(name).metadata()[field] == EXPECTED[name].get(field, ABSENT.get(field))


@each_seed
def test_every_known_field_has_evidence(name: str) -> None:
    document = read(name)
    known = {field for field in SETTLED if document.metadata()[field] not in (None, [])}
    assert known <= set(document.evidence)


@each_seed
def test_the_evidence_for_day_place_and_kind_stands_in_the_text(name: str) -> None:
    document = read(name)
    texts = [document.title, *(paragraph.text for paragraph in document.paragraphs)]
    text = comparable("\n".join(texts))
    for field in {"date", "year", "region", "kind"} & set(document.evidence):
        assert all(comparable(word) in text for word in document.evidence[field].split("、")), field


@each_seed
def test_broken_phrases_are_whole_within_one_paragraph(name: str) -> None:
    texts = [comparable(paragraph.text) for paragraph in read(name).paragraphs]
    for phrase in EXPECTED[name].get("joined", []):
        assert any(comparable(phrase) in text for text in texts), phrase


@each_seed
def test_page_furniture_is_in_no_paragraph(name: str) -> None:
    texts = [comparable(paragraph.text) for paragraph in read(name).paragraphs]
    for words in EXPECTED[name].get("gone", []):
        assert not any(comparable(words) in text for text in texts), words


@each_seed
def test_each_phrase_is_said_by_its_speakers(name: str) -> None:
    for said in EXPECTED[name]["said_by"]:
        found = [
            paragraph
            for paragraph in read(name).paragraphs
            if comparable(said["phrase"]) in comparable(paragraph.text)
        ]
        assert found, said["phrase"]
        assert all(list(paragraph.speakers) == said["speakers"] for paragraph in found)


@each_seed
def test_whoever_only_listens_hosts_reads_out_or_reports_does_not_speak(name: str) -> None:
    names = {speaker.name for speaker in read(name).speakers}
    assert names.isdisjoint(EXPECTED[name].get("not_speakers", []))


@each_seed
def test_every_speaker_has_a_paragraph_and_every_paragraph_only_the_documents_speakers(
    name: str,
) -> None:
    document = read(name)
    speaking = {speaker for paragraph in document.paragraphs for speaker in paragraph.speakers}
    assert speaking == {speaker.name for speaker in document.speakers}


@each_seed
def test_no_paragraph_is_longer_than_800_characters(name: str) -> None:
    assert all(len(paragraph.text) <= 800 for paragraph in read(name).paragraphs)


def test_dates_are_days() -> None:
    assert read("004_7f1a02c0e0311705.txt").date == date(2020, 2, 21)


def test_a_title_whose_year_the_text_speaks_against_is_told() -> None:
    (told,) = read("001_86119ade0226ca68.txt").disagreements
    assert "2021" in told
    assert "2022" in told
    assert not read("000_56287dc81019960e.txt").disagreements
