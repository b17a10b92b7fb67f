"""A citation of a document or paragraph as a file, for the programs that keep references."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, request

from searchapp.anchors import find
from searchapp.citations import Cited, bibtex, key, ris
from searchapp.errors import NotFound
from searchapp.indexing.live import LiveIndex
from searchapp.languages import gettext
from searchapp.reader.reading import cited, stored_document
from searchapp.reader.request import AT, parse_at
from searchapp.web.links import site_url
from searchapp.web.operations import Operation, described
from searchapp.web.parameters import read_parameters, refuse

_FORMATS: dict[str, tuple[Callable[[Cited], str], str, str]] = {
    "bib": (bibtex, "application/x-bibtex", "BibTeX"),
    "ris": (ris, "application/x-research-info-systems", "RIS"),
}


def blueprint(index: LiveIndex) -> Blueprint:
    """The routes of citations, one for each format."""
    citing = Blueprint("citing", __name__)

    def answer(suffix: str, document_id: str) -> Response:
        given = read_parameters(request.query_string)
        refuse(dict.fromkeys(name for name, _ in given if name != AT))
        at = parse_at(given)
        stored = stored_document(index.current(), document_id)
        found = find(at, [text for text, _ in stored.paragraphs]) if at else None
        if found and found.ordinal is None:
            raise NotFound(gettext("链接所指的段落已不在这篇文档里"))
        of = cited(stored, site_url(), found.ordinal if found else None)
        write, mimetype, _ = _FORMATS[suffix]
        response = Response(write(of), content_type=f"{mimetype}; charset=utf-8")
        response.headers.set("Content-Disposition", "attachment", filename=f"{key(of)}.{suffix}")
        return response

    for suffix, (_, mimetype, label) in _FORMATS.items():
        view = partial(answer, suffix)
        operation = Operation(f"文档或段落的引用（{label}）", {mimetype: {"type": "string"}}, (AT,))
        citing.add_url_rule(
            f"/citation.{suffix}/<document_id:document_id>", suffix, described(operation)(view)
        )
    return citing
