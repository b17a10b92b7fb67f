"""What a search must find, in plain Python: every paragraph is looked at, nothing is indexed."""

from dataclasses import dataclass

from searchapp.text.fold import comparable


@dataclass(frozen=True)
class Row:
    """A paragraph as the oracle holds it."""

    document_id: str
    ordinal: int
    text: str
    comparable: str


def rows_of(documents):
    """The rows of documents as `reading` gives them."""
    return [
        Row(document.id, one.ordinal, one.text, comparable(one.text))
        for document in documents
        for one in document.paragraphs
    ]


def containing(rows, *terms):
    """The (document id, ordinal) of the rows that contain every term."""
    wanted = [comparable(term).strip(" ") for term in terms]
    return {
        (row.document_id, row.ordinal)
        for row in rows
        if all(term in row.comparable for term in wanted)
    }
