"""A document from the index to its reader: marked, in his script, with what is like it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from searchapp.addresses import document_url, paragraph_url
from searchapp.anchors import anchor, find
from searchapp.asking import tree_of
from searchapp.citations import FORMATS, Cited, Part
from searchapp.deadline import check_time
from searchapp.engine.contract import StoredDocument
from searchapp.errors import NotFound
from searchapp.indexing.live import OpenIndex
from searchapp.labels import read_metadata, speaker_names
from searchapp.languages import gettext
from searchapp.marks import highlights_of_each, text_marks
from searchapp.query.tree import Node
from searchapp.reader.contents import headings
from searchapp.reader.elsewhere import elsewhere, similar_documents
from searchapp.reader.request import ReaderRequest
from searchapp.reader.view import LinkedParagraph, ParagraphView, Reading
from searchapp.settings import Settings
from searchapp.text.script import Script, in_script


def stored_document(index: OpenIndex, document_id: str) -> StoredDocument:
    """A document of an index; raises `NotFound`."""
    stored = index.snapshot.document(document_id)
    if stored is None:
        raise NotFound(
            gettext("索引中没有编号为“%(id)s”的文档，它可能已被移除或改名", id=document_id)
        )
    return stored


def read(
    index: OpenIndex, document_id: str, request: ReaderRequest, settings: Settings, site: str
) -> Reading:
    """A whole document as it was asked for; `site` is what URLs in its citations begin with.

    Raises `NotFound`, and `BadRequest` if the query text has a mistake.
    """
    tree = tree_of(request.search, settings)
    stored = stored_document(index, document_id)
    metadata = read_metadata(stored.metadata)
    script = request.script or metadata["script"]
    to = script if script != metadata["script"] else None
    paragraphs = _paragraphs(stored, tree, to)
    contents = headings([one.text for one in paragraphs])
    about = [metadata["title"], *(one.text for one in contents if one.level == 1)]
    at = _linked(index, stored, request, settings, site)
    return Reading(
        request=request,
        metadata=metadata,
        title=in_script(metadata["title"], to),
        subtitle=metadata["subtitle"] and in_script(metadata["subtitle"], to),
        script=script,
        is_searched=bool(text_marks(tree)),
        paragraphs=paragraphs,
        contents=contents,
        at=at,
        similar=similar_documents(index.snapshot, document_id, about, settings),
        citations=citations(cited(stored, site)),
    )


def cited(stored: StoredDocument, site: str, ordinal: int | None = None) -> Cited:
    """A document, or a paragraph of it, as it is cited today from the site at this address."""
    metadata = read_metadata(stored.metadata)
    today = datetime.now().astimezone().date()
    whole = Cited(metadata, site + document_url(stored.id), today)
    if ordinal is None:
        return whole
    text, values = stored.paragraphs[ordinal - 1]
    speakers = _speakers(stored, values)
    return replace(
        whole, part=Part(ordinal, text, speakers, site + paragraph_url(stored.id, ordinal, text))
    )


def citations(of: Cited) -> Mapping[str, str]:
    """Every form in which it is cited."""
    return {name: write(of) for name, write in FORMATS.items()}


def _paragraphs(
    stored: StoredDocument, tree: Node | None, script: Script | None
) -> tuple[ParagraphView, ...]:
    """The paragraphs with what the tree looks for marked, in this script if one is given."""
    texts = [text for text, _ in stored.paragraphs]
    ranges = highlights_of_each(texts, text_marks(tree))
    paragraphs = []
    match = 1
    for ordinal, (text, values) in enumerate(stored.paragraphs, start=1):
        check_time()
        found = ranges[ordinal - 1]
        shown = in_script(text, script)
        speakers = _speakers(stored, values)
        paragraphs.append(ParagraphView(ordinal, shown, text, speakers, found, match))
        match += len(found)
    return tuple(paragraphs)


def _speakers(stored: StoredDocument, values: tuple[str, ...]) -> tuple[str, ...]:
    names = speaker_names(stored.metadata)
    return tuple(names[one] for one in values if one in names)


def _linked(
    index: OpenIndex,
    stored: StoredDocument,
    request: ReaderRequest,
    settings: Settings,
    site: str,
) -> LinkedParagraph | None:
    """The paragraph that is asked for, wherever it is now."""
    if request.at is None:
        return None
    found = find(request.at, [text for text, _ in stored.paragraphs])
    if found.ordinal is None:
        return LinkedParagraph(found.state)
    text, _ = stored.paragraphs[found.ordinal - 1]
    return LinkedParagraph(
        found.state,
        anchor(found.ordinal, text),
        paragraph_url(stored.id, found.ordinal, text),
        elsewhere(index.snapshot, stored.id, found.ordinal, text, settings),
        citations(cited(stored, site, found.ordinal)),
    )
