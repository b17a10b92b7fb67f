"""Where things are on the site: the paths that data and pages give to what they name."""

from functools import lru_cache
from urllib.parse import quote

from searchapp.anchors import anchor
from searchapp.query.request import SearchRequest, to_query

SEARCH_API = "/api/search"


@lru_cache(maxsize=4096)
def document_url(document_id: str, below: str = "/documents") -> str:
    """Where the page of a document is, or what else there is of it below another path.

    Browsers walk along the segments `.` and `..` of a path; an id that holds them is one segment.
    """
    walks = {".", ".."} & set(document_id.split("/"))
    return f"{below}/{quote(document_id, safe='' if walks else '/')}"


@lru_cache(maxsize=4096)
def paragraph_url(document_id: str, ordinal: int, text: str) -> str:
    """Where a paragraph is on the page of its document, also after that has changed.

    The page gives the name `at` to the paragraph, wherever it finds it.
    """
    return f"{document_url(document_id)}?at={quote(str(anchor(ordinal, text)))}#at"


def web_address(url: str | None) -> str | None:
    """The URL if a browser may safely be sent there, None for javascript: and the like."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def with_query(url: str, request: SearchRequest) -> str:
    """The URL of a document or paragraph, in which what a request looks for is to be marked."""
    if not request.q:
        return url
    path, mark, name = url.partition("#")
    marked = SearchRequest(request.q, synonyms=request.synonyms)
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}{to_query(marked)}{mark}{name}"
