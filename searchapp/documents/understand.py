"""From the lines of a file to a document: its text in paragraphs, and what is known of it."""

from searchapp.documents.cleaning import clean
from searchapp.documents.kinds import kind_of, model_text
from searchapp.documents.locating import locate
from searchapp.documents.model import Document, Paragraph, RawText
from searchapp.documents.occasion import occasion
from searchapp.documents.paragraphs import pieces
from searchapp.documents.titles import title_from
from searchapp.text.fold import fold
from searchapp.text.script import script_of

_LEAD = 700
"""Characters at the beginning of a text that show its voice."""
_SAMPLE = 1_000
"""Characters that show the script of a text."""


def understand(raw: RawText, document_id: str) -> Document:
    """The document that a file holds; what the text does not settle is None.

    Never fails: text of a kind never seen becomes plain paragraphs with unknown metadata.
    """
    cleaned = clean(raw)
    header, imprint = cleaned.header, cleaned.imprint
    parts = pieces(cleaned.lines)
    texts = [fold(part.text) for part in parts]
    title = header.title or (title_from(parts[0].text) if parts else document_id)
    folded_title = fold(title)
    above = [fold(line) for line in cleaned.above]
    evidence = {**header.evidence, **imprint.evidence}
    if not header.title and parts:
        evidence["title"] = title

    kind, kind_words = kind_of(folded_title, "".join(texts)[:_LEAD], tells=False)
    published = imprint.published or raw.published
    when = occasion(folded_title, above, texts, published, told=kind == "news")
    evidence.update(when.evidence)
    place = locate(folded_title, above, fold(imprint.source or ""), texts)
    model_words = model_text(folded_title)
    for name, words in (
        ("kind", kind_words),
        ("model", model_words),
        ("region", place and place[1]),
        ("complete", cleaned.omission),
    ):
        if words:
            evidence[name] = words
    return Document(
        id=document_id,
        title=title,
        paragraphs=tuple(Paragraph(n, part.text) for n, part in enumerate(parts, start=1)),
        subtitle=header.subtitle,
        kind=kind,
        model=model_words is not None,
        source=imprint.source,
        authors=imprint.authors,
        url=raw.url or imprint.url,
        published=published,
        date=when.day,
        year=when.year,
        region=place and place[0],
        complete=cleaned.omission is None,
        script=script_of("".join(part.text for part in parts[:20])[:_SAMPLE]),
        evidence=evidence,
    )
