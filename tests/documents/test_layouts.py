"""Pages of many layouts, made up but for their places, against what a careful reader finds in them.

`pages/*.toml`: a table a page. `text` are its lines, `head` and `put_out` what its file format says
of title and day. A field that is not there is unknown and must be None; `unsure` lists fields that
careful readers may differ on. `said_by` pairs a phrase with the speakers of its paragraph, `gone`
must be in no paragraph, `kept` must be in one, unbroken.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from searchapp.documents.model import Document, RawText
from searchapp.documents.understand import understand
from searchapp.text.fold import comparable

PAGES: dict[str, dict[str, Any]] = {
    f"{file.stem}/{name}": page
    for file in sorted((Path(__file__).parent / "pages").glob("*.toml"))
    for name, page in tomllib.loads(file.read_text("utf-8")).items()
}
GIVEN = ("kind", "title")
"""Fields that are checked only where the page gives them."""
each_page = pytest.mark.parametrize("name", PAGES)


@cache
def read(name: str) -> Document:
    page = PAGES[name]
    lines = tuple(page["text"].strip("\n").split("\n"))
    return understand(RawText(lines, title=page.get("head"), published=page.get("put_out")), name)


def paragraphs(name: str) -> list[str]:
    return [comparable(paragraph.text) for paragraph in read(name).paragraphs]


@each_page
@pytest.mark.parametrize("field", ["kind", "title", "year", "date", "published", "region"])
def test_what_a_page_settles_is_found_and_the_rest_is_unknown(name: str, field: str) -> None:
    page = PAGES[name]
    if field not in page.get("unsure", []) and (field in page or field not in GIVEN):
        assert getattr(read(name), field) == page.get(field)


@each_page
def test_the_speakers_are_found_with_their_offices(name: str) -> None:
    page = PAGES[name]
    expected = [
        speaker if isinstance(speaker, dict) else {"name": speaker}
        for speaker in page.get("speakers", [])
    ]
    if "speakers" not in page.get("unsure", []):
        found = read(name).speakers
        assert [one.name for one in found] == [one["name"] for one in expected]
        offices = [
            (one["office"], it.office)
            for one, it in zip(expected, found, strict=True)
            if "office" in one
        ]
        assert all(right == office for right, office in offices), offices


@each_page
def test_each_paragraph_has_its_speakers(name: str) -> None:
    for phrase, speakers in PAGES[name].get("said_by", []):
        saying = [
            one for one in read(name).paragraphs if comparable(phrase) in comparable(one.text)
        ]
        assert [list(one.speakers) for one in saying] == [speakers], phrase


@each_page
def test_furniture_goes_and_what_is_said_stays_whole(name: str) -> None:
    page = PAGES[name]
    for words in page.get("gone", []):
        assert not any(comparable(words) in text for text in paragraphs(name)), words
    for words in page.get("kept", []):
        assert any(comparable(words) in text for text in paragraphs(name)), words


@each_page
def test_every_settled_field_has_a_confidence_and_no_other(name: str) -> None:
    document = read(name)
    metadata = document.metadata()
    fields = ("title", "published", "date", "year", "region", "speakers", "source", "authors")
    settled = {field for field in fields if metadata[field]}
    assert settled <= set(document.confidence)
    assert set(document.confidence) <= {*settled, "kind"}
    assert all(0.5 <= sure <= 1 for sure in document.confidence.values())


def test_confidence_says_how_many_decisions_are_right() -> None:
    """What is given with at least 0.9 is right in 98 of 100 cases over all these pages."""
    right = wrong = 0
    for name, page in PAGES.items():
        document = read(name)
        for field in ("year", "date", "published", "region"):
            if document.confidence.get(field, 0) >= 0.9 and field not in page.get("unsure", []):
                right += getattr(document, field) == page.get(field)
                wrong += getattr(document, field) != page.get(field)
    assert right > 150
    assert wrong <= right / 49
