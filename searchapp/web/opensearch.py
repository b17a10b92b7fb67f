"""Searching here from a browser's address bar: OpenSearch 1.1, and its suggestions."""

from xml.etree import ElementTree as ET

from flask import Blueprint, Response, request

from searchapp.indexing.live import LiveIndex
from searchapp.labels import FACET_LABELS
from searchapp.query.language import quoted
from searchapp.settings import Settings
from searchapp.suggesting.names import NAMED_FACETS
from searchapp.suggesting.while_typing import Suggestion, suggest
from searchapp.web.links import site_url
from searchapp.web.operations import Operation, described
from searchapp.web.parameters import MARKED, read_marked, read_parameters, refuse
from searchapp.web.responses import json_response
from searchapp.web.revalidation import revalidated
from searchapp.web.schemas import reference

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_DESCRIPTION = "application/opensearchdescription+xml"
_SUGGESTIONS = "application/x-suggestions+json"
# Media type, what the address is for, and the address; what stands in braces the browser fills in.
_URLS = (
    ("text/html", "results", "/?q={searchTerms}"),
    ("application/json", "results", "/api/search?q={searchTerms}&page={startPage?}"),
    ("application/atom+xml", "results", "/feed.atom?q={searchTerms}"),
    (_SUGGESTIONS, "suggestions", "/api/suggest/opensearch?q={searchTerms}"),
    (_DESCRIPTION, "self", "/opensearch.xml"),
)


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes of OpenSearch."""
    opensearch = Blueprint("opensearch", __name__)

    @opensearch.get("/opensearch.xml")
    @described(
        Operation(
            "让浏览器的地址栏在这里检索（OpenSearch 1.1）", {_DESCRIPTION: {"type": "string"}}
        )
    )
    def description() -> Response:
        refuse(dict.fromkeys(name for name, _ in read_parameters(request.query_string)))
        return Response(_description(site_url()), content_type=f"{_DESCRIPTION}; charset=utf-8")

    @opensearch.get("/api/suggest/opensearch")
    @described(
        Operation(
            "给浏览器地址栏的建议",
            {_SUGGESTIONS: reference("OpenSearchSuggestions")},
            MARKED,
            revalidated=True,
        )
    )
    def suggestions() -> Response:
        asked, unknown = read_marked(request.query_string, settings)
        refuse(unknown)
        live = index.current()

        def answer() -> Response:
            found = suggest(live, asked, settings)
            return json_response(_suggestions(asked.q, found, site_url()), mimetype=_SUGGESTIONS)

        return revalidated(live, settings, answer)

    return opensearch


def _description(site: str) -> bytes:
    root = ET.Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    for tag, text in (
        ("ShortName", "教育讲话检索"),
        ("Description", "教育工作会议讲话全文检索：逐字准确，简繁通查"),
        ("InputEncoding", "UTF-8"),
        ("Language", "zh"),
    ):
        ET.SubElement(root, tag).text = text
    image = ET.SubElement(root, "Image", {"width": "16", "height": "16", "type": "image/svg+xml"})
    image.text = f"{site}/static/icon.svg"
    for mimetype, relation, address in _URLS:
        attributes = {"type": mimetype, "rel": relation, "template": site + address}
        ET.SubElement(root, "Url", attributes)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _suggestions(q: str, found: tuple[Suggestion, ...], site: str) -> list[object]:
    """What was typed, completions of it, what they are, and where they lead."""
    return [
        q,
        [_completion(one) for one in found],
        [f"{one.label}，{one.paragraph_count} 段" for one in found],
        [site + str(one.to_json()["url"]) for one in found],
    ]


def _completion(suggestion: Suggestion) -> str:
    """The query text that asks for what is suggested, all in words: a browser knows no filters."""
    q = suggestion.request.q
    if suggestion.kind not in NAMED_FACETS:
        return q
    return f"{q} {FACET_LABELS[suggestion.kind]}:{quoted(suggestion.text)}".strip()
