"""What every answer over HTTP has in common: its size limits, its headers, its kind of JSON."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson
from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge, RequestURITooLarge

from searchapp.deadline import time_limit
from searchapp.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_FOR_PROGRAMS = (
    "/api/",
    "/citation.",
    "/export.",
    "/feed.",
    "/opensearch.xml",
    "/trends.csv",
    "/healthz",
    "/readyz",
    "/metrics",
)
_POLICY = (
    "Content-Security-Policy",
    "; ".join(
        (
            *("default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'"),
            *("connect-src 'self'", "form-action 'self'", "base-uri 'none'"),
            "frame-ancestors 'none'",
        )
    ),
)
"""No script or style but our own, no frame; where an answer has no policy of its own."""
_EXPOSED = "Content-Disposition, ETag, Link, X-Request-ID"
_UNUSED = ", ".join(
    f"{device}=()"
    for device in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)
_Headers = list[tuple[str, str]]
_OF_ALL: _Headers = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", _UNUSED),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]
"""No window of others, no device, no guessing of types, no address given away."""
_OF_PAGES: _Headers = [*_OF_ALL, ("Cross-Origin-Resource-Policy", "same-origin")]
_OF_PROGRAMS: _Headers = [
    *_OF_ALL,
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", _EXPOSED),
]
"""Scripts of other sites may read it (CORS); nobody is signed in here."""
_OF_PREFLIGHTS: _Headers = [
    ("Access-Control-Allow-Methods", "GET, HEAD"),
    ("Access-Control-Allow-Headers", "If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
]


def json_response(data: Any, status: int = 200, mimetype: str = "application/json") -> Response:
    """`data` as JSON, keys in their order, Chinese as it is."""
    return Response(orjson.dumps(data), status, content_type=f"{mimetype}; charset=utf-8")


def attachment(content: Iterable[bytes], kind: str, name: str, ascii_name: str) -> Response:
    """A file under its name (RFC 6266), and one in ASCII for programs that know no other."""
    response = Response(content, content_type=kind)
    response.headers.set(
        "Content-Disposition",
        "attachment",
        **{"filename": ascii_name, "filename*": f"UTF-8''{quote(name, safe='')}"},
    )
    return response


def is_for_programs() -> bool:
    """Whether this is a URL that programs ask, those of other sites too."""
    return request.path.startswith(_FOR_PROGRAMS)


def wants_page() -> bool:
    """Whether a person is to be answered: exports have links on pages, and a browser follows."""
    if request.path.startswith("/api/"):
        return False
    return not is_for_programs() or "text/html" in request.headers.get("Accept", "")


def in_time(answer: "WSGIApplication", settings: Settings) -> "WSGIApplication":
    """The same application, which gives up an answer that takes longer than it may."""

    def limited(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with time_limit(settings.max_request_seconds):
            return answer(environ, start_response)

    return limited


def limit_size(settings: Settings) -> None:
    """Refuse what nobody sends in earnest, before anything is made of it."""
    if len(request.query_string) > settings.max_url_bytes:
        raise RequestURITooLarge
    if (request.content_length or 0) > settings.max_body_bytes:
        raise RequestEntityTooLarge


def with_common_headers(answer: "WSGIApplication") -> "WSGIApplication":
    """The same application; browsers are told what its answers may do, and to whom they are open.

    Told around it, as this is the same whatever is answered.
    """

    def open_or_not(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        common = (
            _OF_PROGRAMS if environ.get("PATH_INFO", "").startswith(_FOR_PROGRAMS) else _OF_PAGES
        )
        if common is _OF_PROGRAMS and environ["REQUEST_METHOD"] == "OPTIONS":
            common = [*common, *_OF_PREFLIGHTS]

        def started(status: str, headers: _Headers, *error: Any) -> Any:
            has_own = any(name == _POLICY[0] for name, _ in headers)
            policy = () if has_own else (_POLICY,)
            return start(status, [*headers, *common, *policy], *error)

        return answer(environ, started)

    return open_or_not
