"""What a document is, once it has been read."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from searchapp.text.script import Script as Script

Kind = Literal["speech", "news", "report", "law", "other"]


@dataclass(frozen=True, slots=True)
class RawText:
    """What a file holds before anybody has understood it.

    `lines` are the lines as they stand, in order, without line ends; "" where the file has an empty
    one. `title`, `url`, `published`, `source` and `authors` are what the file format itself says
    (an HTML head, the properties of a Word file), None or empty where it says nothing. `problems`
    are parts of the file that could not be read, in words for the person who keeps it.
    """

    lines: tuple[str, ...]
    title: str | None = None
    url: str | None = None
    published: dt.date | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """Text that cleaning took out, and why (in Chinese, for the reader of a report)."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks: his name, simplified, and his office as the text has it, or None.

    One who is not named bears his office, or the body he speaks for, in 〈〉 as his name.
    """

    name: str
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The unit that is indexed and returned.

    `ordinal` counts from 1 within the document. `speakers` are names of the document's speakers;
    none where the text narrates, or where nobody is known to speak.
    """

    ordinal: int
    text: str
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One speech or report with what is known of it; None is unknown.

    `date` is the day of the speech or meeting, `published` the day the page was put out, `year`
    the year of the event. `region` is a path of GB/T 2260 names (河南省/郑州市/中原区) or 全国.
    `model` marks a model text (范文) that nobody need have given. `complete` is False where the
    text itself says that something is left out. `evidence` gives, for a field, the words that
    settle it. `extra` keeps what a source says beyond these fields.

    Three things are for those who check the reading, and not kept in the index: `confidence`, from
    0 to 1, that a field which was settled is right; `disagreements`, in words, where the text says
    two things; `removed`, in reading order, what cleaning took out.
    """

    id: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    subtitle: str | None = None
    kind: Kind = "other"
    model: bool = False
    source: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: dt.date | None = None
    date: dt.date | None = None
    year: int | None = None
    region: str | None = None
    speakers: tuple[Speaker, ...] = ()
    complete: bool = True
    script: Script | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)
    disagreements: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()

    def metadata(self) -> dict[str, Any]:
        """Everything but the paragraphs, as JSON has it (dates as ISO 8601), in reading order."""
        return {
            "id": self.id,
            "title": self.title,
            "subtitle": self.subtitle,
            "kind": self.kind,
            "model": self.model,
            "source": self.source,
            "authors": list(self.authors),
            "url": self.url,
            "published": self.published and self.published.isoformat(),
            "date": self.date and self.date.isoformat(),
            "year": self.year,
            "region": self.region,
            "speakers": [{"name": one.name, "office": one.office} for one in self.speakers],
            "complete": self.complete,
            "script": self.script,
            "evidence": dict(self.evidence),
        }

    def to_json(self) -> dict[str, Any]:
        """The document as `searchapp read --json` and `/api/documents/ID` give it."""
        paragraphs = [
            {"ordinal": one.ordinal, "text": one.text, "speakers": list(one.speakers)}
            for one in self.paragraphs
        ]
        return {**self.metadata(), "paragraphs": paragraphs, "extra": dict(self.extra)}
