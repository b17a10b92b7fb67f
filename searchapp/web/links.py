"""Where the links of a page lead, and what its form keeps.

A page of results has more than a hundred links that hold the query text. In pages its letters stand
as they are (an IRI, RFC 3987), which takes a third of the room that they take as `%E6%95%99`.
"""

import re
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote_to_bytes, urlencode

from flask import request as http_request

from searchapp import addresses
from searchapp.addresses import SEARCH_API
from searchapp.addresses import document_url as document_url
from searchapp.anchors import Anchor
from searchapp.query.request import SearchRequest, to_parameters, to_url
from searchapp.reader.request import ReaderRequest, to_query
from searchapp.results import SearchResult
from searchapp.trends.request import TrendsRequest, to_trends_url
from searchapp.trends.request import trends_of as trends_of

_NEIGHBOURS = 2
_NO_ASCII = re.compile("(?:%[89A-F][0-9A-F])+")
_EXPORTS = {"CSV": "/export.csv", "Excel": "/export.xlsx", "JSONL": "/export.jsonl"}


def page_url(request: SearchRequest) -> str:
    """The page of a search."""
    return _with_letters(to_url("/", request))


def trends_url(request: TrendsRequest, path: str = "/trends") -> str:
    """The page of wordings compared, or the same at another path."""
    return _with_letters(to_trends_url(path, request))


def query_url(query: str) -> str:
    """The page of the search that a query string makes."""
    return _with_letters(f"/?{query}") if query else "/"


def facet_url(name: str, request: SearchRequest) -> str:
    """All values of a facet of a search."""
    return _with_letters(to_url(f"/facets/{name}", replace(request, explain=False, page=1)))


def with_query(url: str, request: SearchRequest) -> str:
    """The URL of a document or paragraph, in which what a request looks for is to be marked."""
    return _with_letters(addresses.with_query(url, request))


def json_url(request: SearchRequest) -> str:
    """The same search for a program."""
    return to_url(SEARCH_API, request)


def site_url() -> str:
    """What the URLs of this site begin with where they are read elsewhere."""
    return http_request.root_url.removesuffix("/")


def reader_url(request: ReaderRequest, name: str = "") -> str:
    """The document of this page as it is asked for here, at what bears a name on it."""
    return f"?{to_query(request)}{'#' if name else ''}{name}"


def citation_url(document_id: str, suffix: str, at: Anchor | None) -> str:
    """A citation of a document, or of a paragraph of it, as a file."""
    url = document_url(document_id, f"/citation.{suffix}")
    return f"{url}?{urlencode({'at': str(at)})}" if at else url


def feed_url(request: SearchRequest, suffix: str = "atom") -> str:
    """Where a search can be subscribed to."""
    return to_url(
        f"/feed.{suffix}", replace(request.without_pages(), sort="relevance", collapse=None)
    )


def export_urls(request: SearchRequest) -> list[tuple[str, str]]:
    """What all hits of a search can be taken away as, and where."""
    return [(label, to_url(path, request.without_pages())) for label, path in _EXPORTS.items()]


def kept_parameters(request: SearchRequest) -> list[tuple[str, str]]:
    """What a new search from the box keeps: all that has no field of its own.

    Not the page, nor the paragraph that others should say the same as: it may lack what is new.
    """
    return to_parameters(replace(request, q="", page=1, date_from=None, date_to=None, same_as=""))


def first_page(request: SearchRequest) -> list[tuple[str, str]]:
    """What makes this search, from its first page."""
    return to_parameters(replace(request, page=1))


def page_numbers(result: SearchResult) -> list[int | None]:
    """The pages to offer: first, last and those around this one; None where some are left out."""
    here = result.request.page
    near = range(max(1, here - _NEIGHBOURS), min(result.last_page, here + _NEIGHBOURS) + 1)
    numbers: list[int | None] = []
    previous = 0
    for one in sorted({1, *near, result.last_page} - {0}):
        if one > previous + 1:
            numbers.append(None)
        numbers.append(one)
        previous = one
    return numbers


def _with_letters(url: str) -> str:
    """A URL as an IRI: what is no letter, or no UTF-8, stays encoded."""
    return _NO_ASCII.sub(lambda encoded: _letters(encoded[0]), url)


@lru_cache(maxsize=4096)
def _letters(encoded: str) -> str:
    text = unquote_to_bytes(encoded).decode(errors="replace")
    return text if text.isalnum() else encoded
