"""The file that a document was read from."""

from pathlib import Path

from flask import Blueprint, Response, send_file

from searchapp.errors import NotFound
from searchapp.indexing.live import LiveIndex
from searchapp.labels import read_metadata
from searchapp.languages import gettext
from searchapp.reader.reading import stored_document
from searchapp.settings import Settings
from searchapp.web.operations import Operation, described


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The route of original files."""
    originals = Blueprint("originals", __name__)

    @originals.get("/originals/<document_id:document_id>")
    @described(Operation("文档的原文件", {"application/octet-stream": {"type": "string"}}))
    def original(document_id: str) -> Response:
        stored = stored_document(index.current(), document_id)
        return _send(_source_file(settings.source, read_metadata(stored.metadata).get("file")))

    return originals


def _source_file(folder: Path, name: str | None) -> Path:
    """The file if it is still inside the source folder, whatever its name says."""
    source = folder.resolve()
    path = (source / name).resolve() if name else source
    if not path.is_relative_to(source) or not path.is_file():
        raise NotFound(gettext("这篇文档的原文件已不在文档目录中，索引里的全文仍可阅读"))
    return path


def _send(path: Path) -> Response:
    """The file to be kept, not shown: what it holds was written by others."""
    response = send_file(
        path, "application/octet-stream", as_attachment=True, download_name=path.name, max_age=0
    )
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
