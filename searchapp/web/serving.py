"""The site as a process of its own: `searchapp serve`."""

import logging
import re
import signal
import socket
import time
from contextlib import closing
from functools import partial

import click
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer, create_server
from werkzeug.test import Client

from searchapp.errors import SearchAppError
from searchapp.settings import Settings
from searchapp.web.app import create_app
from searchapp.web.logs import log_to_stderr

GRACE = 30
"""Seconds that requests have to finish in when the server is told to end."""
_THREADS = 8
_ROOM = 1 << 17
"""How many bytes beyond its limit a request is still received and told so in our own words; one
with more is refused at sight by the server."""
_LAST_LOOKS = 20
"""Connections made, and requests sent, before the end was told may still wait to be read."""
_NOWHERE = "\uf8ff"
"""Stands in no text: a search for it looks for ways out."""


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the site until SIGTERM or SIGINT, and then to the end of the requests under way.

    Says on standard output where, once it answers. Port 0 is any free one. A second signal ends it
    at once. Raises `SearchAppError` where the address cannot be had.
    """
    log_to_stderr()
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
    server.channel_class = _Channel
    with closing(server):
        end = _End(server)
        warm_up(app)
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"教育讲话检索：http://{shown}:{listening.getsockname()[1]} （按 Ctrl+C 结束）")
        while not end.told:
            _look(server, 1)
        _finish(server, listening)


def warm_up(app: Flask) -> None:
    """Load dictionaries, templates and the index now, and not at the first visitor's cost.

    However long that takes: what is put around the application, limits and notes, is left out.
    """
    client = Client(partial(Flask.wsgi_app, app))
    for path, q in (("/", "教育"), ("/", _NOWHERE), ("/api/suggest", "jy")):
        client.get(path, query_string={"q": q})


class _Request(HTTPRequestParser):  # type: ignore[misc]
    """Takes an address with bare characters for the one that is meant: curl does not encode it."""

    def parse_header(self, header_plus: bytes) -> None:
        line, end, fields = header_plus.partition(b"\r\n")
        encoded = re.sub(rb"[\x80-\xff]", lambda byte: b"%%%02X" % ord(byte[0]), line)
        super().parse_header(encoded + end + fields)


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = _Request


class _End:
    """Whether a server has been told to end."""

    def __init__(self, server: TcpWSGIServer) -> None:
        self.told = False
        self._server = server
        self._before = {
            one: signal.signal(one, self._tell) for one in (signal.SIGTERM, signal.SIGINT)
        }

    def _tell(self, *_: object) -> None:
        self.told = True
        for one, handler in self._before.items():
            signal.signal(one, handler)
        self._server.pull_trigger()


def _finish(server: TcpWSGIServer, listening: socket.socket) -> None:
    """Take no more requests, answer those that have come, and leave whoever takes too long."""
    for _ in range(_LAST_LOOKS):
        _look(server, 0)
    server.del_channel()
    listening.close()
    until = time.monotonic() + GRACE
    told = False
    while time.monotonic() < until:
        for channel in list(server.active_channels.values()):
            if not _is_busy(channel):
                channel.handle_close()
        if not (left := len(server.active_channels)):
            break
        if not told:
            _log.info("已收到结束的信号，等 %d 个请求答完", left)
            told = True
        _look(server, 0.1)
    else:
        _log.warning("%d 秒内没有答完的请求不再等待：%d 个", GRACE, len(server.active_channels))
    server.task_dispatcher.shutdown(timeout=1)


def _look(server: TcpWSGIServer, seconds: float) -> None:
    """Receive and send what there is to be received and sent; wait as long if there is nothing."""
    server.asyncore.loop(timeout=seconds, map=server._map, count=1)  # noqa: SLF001


def _is_busy(channel: HTTPChannel) -> bool:
    """Whether a request is being received, answered or sent; asked in that order, as it goes on."""
    return bool(channel.request or channel.requests or channel.total_outbufs_len)


_log = logging.getLogger(__name__)
