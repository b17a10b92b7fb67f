"""Where things are on the site: the paths that data and pages give to what they name."""

from functools import lru_cache
from urllib.parse import quote, urlencode

SEARCH_API = "/api/search"


@lru_cache(maxsize=4096)
def document_url(document_id: str) -> str:
    """Where the page of a document is.

    Browsers walk along the segments `.` and `..` of a path; an id that holds them is one segment.
    """
    walks = {".", ".."} & set(document_id.split("/"))
    return f"/documents/{quote(document_id, safe='' if walks else '/')}"


def with_query(url: str, q: str) -> str:
    """The URL of a document or paragraph, in which the terms of a query are to be marked."""
    path, mark, anchor = url.partition("#")
    return f"{path}?{urlencode({'q': q})}{mark}{anchor}" if q else url
