"""The site as a process of its own: `searchapp serve`."""

import socket
from contextlib import closing

import click
from flask import Flask
from waitress.server import create_server

from searchapp.errors import SearchAppError
from searchapp.settings import Settings
from searchapp.web.app import create_app

_THREADS = 8
_ROOM = 1 << 17
"""How many bytes beyond its limit a request is still received and told so in our own words; one
with more is refused at sight by the server."""
_NOWHERE = "\uf8ff"
"""Stands in no text: a search for it looks for ways out."""


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the site until interrupted; says on standard output where, once it answers.

    Port 0 is any free one. Raises `SearchAppError` where the address cannot be had.
    """
    app = create_app(settings)
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise SearchAppError(
            f"无法在 {host} 的端口 {port} 提供服务（{error.strerror}）："
            "请换一个地址（--host）或端口（--port）"
        ) from error
    server = create_server(
        app,
        sockets=[listening],
        threads=_THREADS,
        ident=None,  # no Server header
        max_request_header_size=settings.max_url_bytes + _ROOM,
        max_request_body_size=settings.max_body_bytes + _ROOM,
        clear_untrusted_proxy_headers=False,  # the app knows whom to believe
    )
    with closing(server):
        _warm_up(app)
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"教育讲话检索：http://{shown}:{listening.getsockname()[1]} （按 Ctrl+C 结束）")
        server.run()


def _warm_up(app: Flask) -> None:
    """Load dictionaries, templates and the index now, and not at the first visitor's cost."""
    client = app.test_client()
    for path, q in (("/", "教育"), ("/", _NOWHERE), ("/api/suggest", "jy")):
        client.get(path, query_string={"q": q})
