"""The page of a document."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from flask import Blueprint, render_template, request

from searchapp.anchors import anchor
from searchapp.indexing.live import LiveIndex
from searchapp.languages import translatable
from searchapp.query.language import quoted
from searchapp.query.request import SearchRequest
from searchapp.reader.contents import overview
from searchapp.reader.reading import read
from searchapp.reader.request import PARAMETERS, ReaderRequest
from searchapp.reader.view import ParagraphView, Reading
from searchapp.settings import Settings
from searchapp.text.script import Script
from searchapp.web import links
from searchapp.web.operations import described, page
from searchapp.web.parameters import read_reader

_SCRIPTS: tuple[tuple[Script | None, str], ...] = (
    (None, translatable("原文")),
    ("Hans", translatable("简体")),
    ("Hant", translatable("繁體")),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Paragraphs in a row that the same people speak, or nobody."""

    speakers: tuple[str, ...]
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A match to go to, counted from 1, and where it is."""

    match: int
    url: str


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The route of documents."""
    documents = Blueprint("documents", __name__)

    @documents.get("/documents/<document_id:document_id>")
    @described(page("整篇文档的网页，标着检索词", *PARAMETERS))
    def document_page(document_id: str) -> str:
        asked, unknown = read_reader(request.query_string, settings)
        live = index.current()
        shown = read(live, document_id, asked, settings, links.site_url())
        lost = asked.at.letters if asked.at and shown.at and not shown.at.anchor else ""
        return render_template(
            "document.html",
            shown=shown,
            document=shown.metadata,
            turns=list(_turns(shown)),
            contents=overview(shown.contents),
            titles=_titles(shown),
            scripts=list(_scripts(asked)),
            steps=_steps(shown),
            asked=asked,
            lost=lost and SearchRequest(quoted(lost)),
            ignored=unknown,
            snapshot=live.snapshot,
            stale=live.manifest.differences(settings.dictionary),
            links=links,
            site=links.site_url(),
            link_to=lambda one: _link_to(asked, one),
        )

    return documents


def _turns(shown: Reading) -> Iterator[Turn]:
    for speakers, paragraphs in groupby(shown.paragraphs, key=lambda one: one.speakers):
        yield Turn(speakers, tuple(paragraphs))


def _titles(shown: Reading) -> set[int]:
    """The paragraphs that are a heading and nothing else."""
    texts = {one.ordinal: one.text for one in shown.contents}
    return {one.ordinal for one in shown.paragraphs if one.text.strip() == texts.get(one.ordinal)}


def _scripts(asked: ReaderRequest) -> Iterator[tuple[str, bool, str]]:
    """The scripts to choose from: label, whether it is shown in it, where the page is in it."""
    name = "at" if asked.at else ""
    for script, label in _SCRIPTS:
        yield label, script == asked.script, links.reader_url(replace(asked, script=script), name)


def _link_to(asked: ReaderRequest, paragraph: ParagraphView) -> str:
    """The link to a paragraph of this page."""
    at = anchor(paragraph.ordinal, paragraph.original)
    return links.reader_url(replace(asked, at=at, match=None), "at")


def _steps(shown: Reading) -> tuple[Step, Step] | None:
    """The matches before and after the one that is looked at, round and round."""
    if not shown.match_count:
        return None
    here, last = shown.match, shown.match_count
    before = last if here in (None, 1) else here - 1
    after = 1 if here in (None, last) else here + 1
    return _step(shown, before), _step(shown, after)


def _step(shown: Reading, match: int) -> Step:
    asked = replace(shown.request, at=None, match=match)
    return Step(match, links.reader_url(asked, f"m{match}"))
