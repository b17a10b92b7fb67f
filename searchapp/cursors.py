"""Where to go on in a long list of hits: marks that hold for one search on one state of the index.

A mark names a page and, as digests, the search and the state of the index. When that has changed,
to go on would leave hits out or repeat them, so the mark is refused. Nothing of it is secret.
"""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256

from searchapp.errors import BadRequest, ParameterError
from searchapp.languages import gettext
from searchapp.query.request import SearchRequest, to_query

_FORMAT = struct.Struct(">I8s8s")
_CHECK_BYTES = 4
PARAMETER = "cursor"


def cursor(request: SearchRequest, generation: str, revision: int) -> str:
    """The mark of a request's page of an index; 32 letters, digits, `-` and `_`."""
    content = _FORMAT.pack(request.page, _search(request), _state(generation, revision))
    return urlsafe_b64encode(content + _check(content)).decode()


def at_cursor(request: SearchRequest, mark: str, generation: str, revision: int) -> SearchRequest:
    """A request at the page of its mark; raises `BadRequest` with what to do about it."""
    try:
        marked = urlsafe_b64decode(mark.encode("ascii"))
        content, check = marked[:-_CHECK_BYTES], marked[-_CHECK_BYTES:]
        page, search, state = _FORMAT.unpack(content)
    except (ValueError, struct.error):
        raise _refused(gettext("不完整，或不是本站给出的")) from None
    if check != _check(content) or not page:
        raise _refused(gettext("不完整，或不是本站给出的"))
    if search != _search(request):
        raise _refused(gettext("属于另一次检索（检索词、筛选、次序和每页条数都要相同）"))
    if state != _state(generation, revision):
        raise _refused(gettext("已失效：索引已经更新，接着读会有遗漏或重复"))
    return replace(request, page=page)


def _search(request: SearchRequest) -> bytes:
    return _digest(to_query(replace(request, page=1)))


def _state(generation: str, revision: int) -> bytes:
    return _digest(f"{generation}\n{revision}")


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()[:8]


def _check(content: bytes) -> bytes:
    return sha256(content).digest()[:_CHECK_BYTES]


def _refused(why: str) -> BadRequest:
    message = gettext("游标 %(name)s %(problem)s；请去掉它，从头读起", name=PARAMETER, problem=why)
    return BadRequest((ParameterError(PARAMETER, message),))
