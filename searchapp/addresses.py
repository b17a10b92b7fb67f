"""Where things are on the site: the paths that data and pages give to what they name."""

from functools import lru_cache
from urllib.parse import quote, urlencode

from searchapp.query.request import SearchRequest, to_parameters

SEARCH_API = "/api/search"


@lru_cache(maxsize=4096)
def document_url(document_id: str) -> str:
    """Where the page of a document is.

    Browsers walk along the segments `.` and `..` of a path; an id that holds them is one segment.
    """
    walks = {".", ".."} & set(document_id.split("/"))
    return f"/documents/{quote(document_id, safe='' if walks else '/')}"


def with_query(url: str, request: SearchRequest) -> str:
    """The URL of a document or paragraph, in which what a request looks for is to be marked."""
    if not request.q:
        return url
    path, mark, anchor = url.partition("#")
    marked = SearchRequest(request.q, synonyms=request.synonyms)
    return f"{path}?{urlencode(to_parameters(marked))}{mark}{anchor}"
