"""The page of a document, and the file it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from flask import Blueprint, Response, render_template, request, send_file

from searchapp.asking import tree_of
from searchapp.errors import NotFound
from searchapp.indexing.live import LiveIndex
from searchapp.marks import Mark, highlights, text_marks
from searchapp.results import DocumentView, ParagraphView
from searchapp.search import document
from searchapp.settings import Settings
from searchapp.web.operations import Operation, described, page
from searchapp.web.parameters import MARKED, read_marked

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Paragraphs in a row that the same people speak, or nobody, each with its marks."""

    speakers: tuple[str, ...]
    paragraphs: tuple[tuple[ParagraphView, Ranges], ...]


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes of documents."""
    documents = Blueprint("documents", __name__)

    @documents.get("/documents/<document_id:document_id>")
    @described(page("整篇文档的网页，标着检索词", *MARKED))
    def document_page(document_id: str) -> str:
        asked, unknown = read_marked(request.query_string, settings)
        marks = text_marks(tree_of(asked, settings))
        live = index.current()
        shown = document(live, document_id)
        turns = _turns(shown, marks)
        return render_template(
            "document.html",
            document=shown.metadata,
            turns=turns,
            marks=[one for turn in turns for one in turn.paragraphs if one[1]],
            asked=asked,
            searched=bool(marks),
            ignored=unknown,
            snapshot=live.snapshot,
            stale=live.manifest.differences(settings.dictionary),
        )

    @documents.get("/originals/<document_id:document_id>")
    @described(Operation("文档的原文件", {"application/octet-stream": {"type": "string"}}))
    def original(document_id: str) -> Response:
        shown = document(index.current(), document_id)
        return _send(_source_file(settings.source, shown.metadata.get("file")))

    return documents


def _turns(shown: DocumentView, marks: Sequence[Mark]) -> list[Turn]:
    return [
        Turn(speakers, tuple((one, highlights(one.text, marks)) for one in paragraphs))
        for speakers, paragraphs in groupby(shown.paragraphs, key=lambda one: one.speakers)
    ]


def _source_file(folder: Path, name: str | None) -> Path:
    """The file if it is still inside the source folder, whatever its name says."""
    source = folder.resolve()
    path = (source / name).resolve() if name else source
    if not path.is_relative_to(source) or not path.is_file():
        raise NotFound("这篇文档的原文件已不在文档目录中，索引里的全文仍可阅读")
    return path


def _send(path: Path) -> Response:
    """The file to be kept, not shown: what it holds was written by others."""
    response = send_file(
        path, "application/octet-stream", as_attachment=True, download_name=path.name, max_age=0
    )
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
