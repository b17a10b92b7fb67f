"""What is known of a document goes into the index as queries ask for it."""

import pytest

from searchapp.documents.model import Document, Paragraph, Speaker
from searchapp.engine.contract import NARRATION, UNKNOWN
from searchapp.indexing.entries import uncut_document
from searchapp.indexing.first_indexed import first_indexed


@pytest.fixture
def entry(tmp_path):
    """Makes the entry of a document of which this is known."""

    def entry(**known):
        document = Document("a", "標題", (Paragraph(1, "一"),), **known)
        with first_indexed(tmp_path) as moments:
            return uncut_document(document, "a.txt", moments).entry([[], []])

    return entry


def test_source_and_kind_can_be_asked_for_in_any_script_and_width(entry):
    known = entry(source="中國 教育報ＡＢ", kind="speech")
    assert (known.source, known.kind) == ("中国教育报ab", "speech")


def test_what_is_not_known_is_marked_as_unknown(entry):
    unknown = entry()
    assert (unknown.source, unknown.year, unknown.region) == (UNKNOWN,) * 3
    assert unknown.paragraphs[0].speakers == (UNKNOWN,)
    assert entry(speakers=(Speaker("吴晓昊"),)).paragraphs[0].speakers == (NARRATION,)
