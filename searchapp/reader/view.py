"""What a person sees who reads a whole document: as plain data, and as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from searchapp.addresses import SEARCH_API, document_url, paragraph_url
from searchapp.anchors import Anchor, State
from searchapp.hits import summary
from searchapp.marks import Ranges
from searchapp.query.request import to_url
from searchapp.reader.contents import Heading
from searchapp.reader.elsewhere import Elsewhere
from searchapp.reader.request import ReaderRequest
from searchapp.text.script import Script

# Of the stored metadata, what stands elsewhere or is not the document's own.
_STORED_KEYS = ("file", "extra", "first_indexed")


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph with the names of those who speak it: `text` as it is shown, `original` as it is.

    `highlights` are ranges of either, which are equally long. `first_match` is the number of the
    first of them, from 1, among all of the document.
    """

    ordinal: int
    text: str
    original: str
    speakers: tuple[str, ...]
    highlights: Ranges
    first_match: int


@dataclass(frozen=True, slots=True)
class LinkedParagraph:
    """The paragraph that a link asks for; `state` is what has become of it since the link was made.

    `anchor` is its anchor now. Of one that is gone nothing else is known. `citations` are named as
    in `citations.FORMATS`.
    """

    state: State
    anchor: Anchor | None = None
    url: str | None = None
    elsewhere: Elsewhere | None = None
    citations: Mapping[str, str] | None = None

    @property
    def ordinal(self) -> int | None:
        return self.anchor.ordinal if self.anchor else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document as somebody reads it.

    `metadata` is as it is stored, `title` and `subtitle` as they are shown, in `script` like the
    text; None where that is not known. `is_searched` is whether some text is looked for. `similar`
    is the metadata of documents about the same.
    """

    request: ReaderRequest
    metadata: Mapping[str, Any]
    title: str
    subtitle: str | None
    script: Script | None
    is_searched: bool
    paragraphs: tuple[ParagraphView, ...]
    contents: tuple[Heading, ...]
    at: LinkedParagraph | None
    similar: tuple[Mapping[str, Any], ...]
    citations: Mapping[str, str]

    @property
    def match_count(self) -> int:
        """How many ranges are marked."""
        return sum(len(one.highlights) for one in self.paragraphs)

    @property
    def match(self) -> int | None:
        """The match that is looked at: the one asked for, or the first of the paragraph at hand."""
        if self.request.match:
            return self.request.match if self.request.match <= self.match_count else None
        if self.at and self.at.ordinal:
            here = self.paragraphs[self.at.ordinal - 1]
            return here.first_match if here.highlights else None
        return None

    def to_json(self) -> dict[str, Any]:
        """The document with the keys of `searchapp read --json`, and further ones for a reader."""
        document_id = self.metadata["id"]
        return {
            **{key: value for key, value in self.metadata.items() if key not in _STORED_KEYS},
            "title": self.title,
            "subtitle": self.subtitle,
            "paragraphs": [
                {
                    "ordinal": one.ordinal,
                    "text": one.text,
                    "speakers": list(one.speakers),
                    "highlights": one.highlights,
                    "url": paragraph_url(document_id, one.ordinal, one.original),
                }
                for one in self.paragraphs
            ],
            "extra": self.metadata["extra"],
            "shown_script": self.script,
            "contents": [asdict(one) for one in self.contents],
            "match_count": self.match_count,
            "at": self.at and _linked_json(self.at),
            "similar": [{**summary(one), "url": document_url(one["id"])} for one in self.similar],
            "citations": dict(self.citations),
        }


def _linked_json(linked: LinkedParagraph) -> dict[str, Any]:
    elsewhere = linked.elsewhere
    return {
        "state": linked.state,
        "ordinal": linked.ordinal,
        "url": linked.url,
        "same": elsewhere
        and {
            "count": elsewhere.same_count,
            "url": to_url(SEARCH_API, elsewhere.all_same),
            "hits": [one.to_json() for one in elsewhere.same],
        },
        "related": [one.to_json() for one in elsewhere.related] if elsewhere else [],
        "citations": linked.citations and dict(linked.citations),
    }
