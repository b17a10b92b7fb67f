"""From the lines of a file to a document: its text in paragraphs, and what is known of it."""

from dataclasses import dataclass
from datetime import date

from searchapp.documents.cleaning import Cleaned, clean
from searchapp.documents.furniture import has_sentence
from searchapp.documents.kinds import kind_of, model_text
from searchapp.documents.locating import Located, locate
from searchapp.documents.model import Document, Kind, Paragraph, RawText, Script
from searchapp.documents.occasion import Occasion, occasion
from searchapp.documents.paragraphs import pieces
from searchapp.documents.reported import reported
from searchapp.documents.speakers import Speakers, speakers
from searchapp.documents.titles import title_from
from searchapp.documents.wording import Wording, folded_lines
from searchapp.text.fold import comparable, fold
from searchapp.text.script import script_of

_LEAD = 700
"""Characters at the beginning of a text that show its voice."""
_SAMPLE = 600
"""Characters that show the script of a text."""
_LONGEST_BANNER = 30
_BLOT = "□"


@dataclass(frozen=True, slots=True)
class _Settled:
    """What is known of a text besides what its header and imprint say."""

    kind: Kind
    kind_words: str | None
    when: Occasion
    place: Located | None
    who: Speakers
    script: Script | None


def understand(raw: RawText, document_id: str) -> Document:
    """The document that a file holds; what the text does not settle is None.

    Never fails: text of a kind never seen becomes plain paragraphs with unknown metadata.
    """
    cleaned = clean(raw)
    header, imprint = cleaned.header, cleaned.imprint
    parts = pieces(cleaned.lines)
    texts = [part.text for part in parts]
    title = header.title or (title_from(_first_sentence(texts)) if texts else document_id)
    published = imprint.published or raw.published
    settled = _settle(cleaned, title, published, texts, [part.continues for part in parts])
    if settled.kind == "news" and not published:
        published = cleaned.closing_day
    when, place, who = settled.when, settled.place, settled.who
    model_words = model_text(fold(title))
    found = {
        "kind": settled.kind_words,
        "model": model_words,
        **when.evidence,
        "region": place.words if place else None,
        "complete": cleaned.omission,
    }
    page = Wording([*cleaned.above, title, *texts, *cleaned.below])
    evidence = {"title": title, **header.evidence, **imprint.evidence}
    if published and "published" not in evidence:
        evidence["published"] = published.isoformat()
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
        kind=settled.kind,
        model=model_words is not None,
        source=imprint.source or raw.source,
        authors=imprint.authors or raw.authors,
        url=raw.url or imprint.url,
        published=published,
        date=when.day,
        year=when.year,
        region=place.path if place else None,
        speakers=who.all,
        complete=cleaned.omission is None,
        script=settled.script,
        evidence={**evidence, **who.evidence},
        confidence=_confidence(cleaned, raw, settled, published),
        disagreements=_disagreements(cleaned, raw, title, settled),
        removed=cleaned.removed,
    )


def _settle(
    cleaned: Cleaned, title: str, published: date | None, texts: list[str], continues: list[bool]
) -> _Settled:
    """What kind of text it is, when and where it was, and who speaks."""
    folded = folded_lines(texts)
    script = script_of("".join(texts[:20])[:_SAMPLE])
    folded_title = fold(title)
    subtitle = fold(cleaned.header.subtitle or "")
    told = reported(folded, continues, folded_title)
    kind, kind_words = kind_of(
        folded_title,
        "".join(folded)[:_LEAD],
        subtitle=subtitle,
        tells=bool(told.starts or cleaned.imprint.authors),
    )
    above = [fold(line) for line in cleaned.above]
    tells = kind == "news" or bool(told.turns)
    when = occasion(folded_title, above, folded, published, told=tells, closing=cleaned.closing_day)
    who = speakers(kind, title, (list(cleaned.above), list(cleaned.below)), texts, folded, told)
    # A person's name holds no place: 刘和田, 王海南.
    people = told.people | {fold(one.name) for one in who.all if not one.name.startswith("〈")}

    def placed(line: str) -> str:
        for name in people:
            line = line.replace(name, _BLOT * len(name))
        return line

    place = locate(
        placed(folded_title),
        [placed(line) for line in (*above, *map(fold, cleaned.below))],
        [fold(name) for name in (*cleaned.imprint.sites, *_banner(cleaned))],
        [placed(text) for text in folded],
        traditional=script == "Hant",
    )
    return _Settled(kind, kind_words, when, place, who, script)


def _first_sentence(texts: list[str]) -> str:
    """The first paragraph that says something; the first one where none does."""
    return next((text for text in texts if has_sentence(fold(text))), texts[0])


def _banner(cleaned: Cleaned) -> list[str]:
    """What the page shows of its site: the short lines around the text that are no part of it."""
    return [
        one.text
        for one in cleaned.removed
        if one.reason in ("标题之前的栏目", "页面工具") and len(one.text) <= _LONGEST_BANNER
    ]


def _confidence(
    cleaned: Cleaned, raw: RawText, settled: _Settled, published: date | None
) -> dict[str, float]:
    """For each field that is settled, what share of decisions on such evidence one may expect to
    be right; in coarse steps by the kind of evidence.
    """
    found = {**cleaned.imprint.confidence, **settled.when.confidence}
    found["title"] = cleaned.header.confidence
    if settled.kind != "other":
        found["kind"] = 0.95 if settled.kind_words else 0.85
    if published and "published" not in found:
        found["published"] = 0.95 if published == raw.published else 0.85
    if settled.place:
        found["region"] = settled.place.confidence
    if settled.who.confidence:
        found["speakers"] = settled.who.confidence
    return found


def _disagreements(
    cleaned: Cleaned, raw: RawText, title: str, settled: _Settled
) -> tuple[str, ...]:
    """Where a text says two things, in words."""
    found = list(settled.when.disagreements)
    if settled.place and settled.place.disagreement:
        found.append(settled.place.disagreement)
    named, chosen = comparable(raw.title or ""), comparable(title)
    if named and chosen not in named and named not in chosen and cleaned.header.title:
        found.append(f"文件所记标题为“{raw.title}”，正文上方为“{title}”")
    return tuple(found)
