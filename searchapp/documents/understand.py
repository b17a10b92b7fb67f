"""From the lines of a file to a document: its text in paragraphs, and what is known of it."""

from searchapp.documents.cleaning import clean
from searchapp.documents.kinds import kind_of, model_text
from searchapp.documents.locating import locate
from searchapp.documents.model import Document, Paragraph, RawText
from searchapp.documents.occasion import occasion
from searchapp.documents.paragraphs import pieces
from searchapp.documents.reported import reported
from searchapp.documents.speakers import speakers
from searchapp.documents.titles import title_from
from searchapp.documents.wording import Wording
from searchapp.text.fold import fold
from searchapp.text.script import script_of

_LEAD = 700
"""Characters at the beginning of a text that show its voice."""
_SAMPLE = 120
"""Characters that show the script of a text."""


def understand(raw: RawText, document_id: str) -> Document:
    """The document that a file holds; what the text does not settle is None.

    Never fails: text of a kind never seen becomes plain paragraphs with unknown metadata.
    """
    cleaned = clean(raw)
    header, imprint = cleaned.header, cleaned.imprint
    parts = pieces(cleaned.lines)
    texts = [part.text for part in parts]
    title = header.title or (title_from(texts[0]) if texts else document_id)
    published = imprint.published or raw.published

    folded = [fold(text) for text in texts]
    folded_title = fold(title)
    above = [fold(line) for line in cleaned.above]
    told = reported(folded, [part.continues for part in parts], folded_title)
    kind, kind_words = kind_of(
        folded_title, "".join(folded)[:_LEAD], tells=bool(told.starts or imprint.authors)
    )
    when = occasion(folded_title, above, folded, published, told=kind == "news")
    place = locate(folded_title, above, fold(imprint.source or ""), folded)
    page = Wording([*cleaned.above, title, *texts])
    who = speakers(kind, title, list(cleaned.above), texts, told)
    model_words = model_text(folded_title)

    found = {
        "kind": kind_words,
        "model": model_words,
        **when.evidence,
        "region": place and place[1],
        "complete": cleaned.omission,
    }
    evidence = {"title": title, **header.evidence, **imprint.evidence}
    evidence |= {name: page.as_written(words) for name, words in found.items() if words}
    return Document(
        id=document_id,
        title=title,
        paragraphs=tuple(
            Paragraph(ordinal, text, names)
            for ordinal, (text, names) in enumerate(
                zip(texts, who.of_paragraphs, strict=True), start=1
            )
        ),
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
        speakers=who.all,
        complete=cleaned.omission is None,
        script=script_of("".join(texts[:20])[:_SAMPLE]),
        evidence={**evidence, **who.evidence},
        removed=cleaned.removed,
    )
