"""What happens at every request, told to those who run the site: an id, a line in the log, figures.

It is done around the application, so that a request counts until its last byte has been handed
over, an answer that breaks off is known, and no view needs to take part.
"""

import logging
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from flask import Flask, request
from werkzeug.urls import uri_to_iri

from searchapp.web.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "X-Request-ID"
_access = logging.getLogger("searchapp.access")
"""A line for every request; its `fields` are those of the line."""
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LONGEST_URL = 2_000
_LONGEST_AGENT = 200
"""Characters of what others send that go into the log."""
_NOTES = "searchapp.notes"
_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def request_id() -> str | None:
    """The id of the request that this thread is at, or was last; None before the first."""
    return _request_id.get()


def note(name: Literal["paragraph_count", "problem"], value: object) -> None:
    """Tell of the request under way how many hits its search has, or by which problem it ends."""
    request.environ.setdefault(_NOTES, {})[name] = value


def observe(app: Flask, metrics: Metrics) -> None:
    """Give every request an id, and note how it went."""
    app.wsgi_app = _Observed(app.wsgi_app, metrics)  # type: ignore[assignment, method-assign]


class _Observed:
    """A WSGI application whose requests are noted."""

    def __init__(self, application: "WSGIApplication", metrics: Metrics) -> None:
        self._application = application
        self._metrics = metrics

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        known_as = given if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
        # Never taken back: what the server itself logs of this request comes after it.
        _request_id.set(known_as)
        answer = _Answer(environ, self._metrics)

        def started(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            # Flask lets go of its request before the body is handed over.
            answer.endpoint = getattr(environ.get("werkzeug.request"), "endpoint", None)
            answer.status = int(status.split(maxsplit=1)[0])
            return start(status, [*headers, (HEADER, known_as)], *error)

        answer.body = self._application(environ, started)
        return answer


class _Answer:
    """The body of an answer as it is handed over, and noted at its end."""

    status = 500
    endpoint: str | None = None

    def __init__(self, environ: "WSGIEnvironment", metrics: Metrics) -> None:
        self.body: Iterable[bytes] = ()
        self._environ = environ
        self._metrics = metrics
        self._begun = time.perf_counter()
        self._bytes = 0
        self._complete = False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.body:
            self._bytes += len(chunk)
            yield chunk
        self._complete = True

    def close(self) -> None:
        """Called by the server when the answer has been handed over, or has broken off."""
        try:
            if close := getattr(self.body, "close", None):
                close()
        finally:
            self._note(time.perf_counter() - self._begun)

    def _note(self, seconds: float) -> None:
        notes = self._environ.get(_NOTES, {})
        self._metrics.answered(self.endpoint or "none", self.status, seconds, **notes)
        if _access.isEnabledFor(logging.INFO):
            self._log(seconds, notes)

    def _log(self, seconds: float, notes: dict[str, Any]) -> None:
        fields: dict[str, Any] = {
            "client": self._environ.get("REMOTE_ADDR"),
            "method": self._environ["REQUEST_METHOD"],
            "url": _url(self._environ)[:_LONGEST_URL],
            "status": self.status,
            "bytes": self._bytes,
            "took_ms": round(seconds * 1000, 1),
            "agent": self._environ.get("HTTP_USER_AGENT", "")[:_LONGEST_AGENT],
            **notes,
        }
        if not self._complete:
            fields["broken_off"] = True
        _access.info(
            "%s %s %s",
            fields["method"],
            fields["url"],
            fields["status"],
            extra={"fields": fields},
        )


def _url(environ: "WSGIEnvironment") -> str:
    """Path and parameters, Chinese as it is and all else as it was sent."""
    path = quote(environ.get("PATH_INFO", "").encode("latin-1"))
    query = quote(environ.get("QUERY_STRING", "").encode("latin-1"), safe="%/?:@!$&'()*+,;=-._~")
    return uri_to_iri(f"{path}?{query}" if query else path)
