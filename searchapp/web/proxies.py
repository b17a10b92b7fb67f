"""Whom a request comes from where a proxy stands before the server.

Anybody may send `X-Forwarded-For` and the like. They are believed of the proxies that the settings
name, and removed where anybody else sends them, whatever server runs the application.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.http import parse_list_header
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_Network = IPv4Network | IPv6Network
_BELIEVED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


def believe_proxies(app: Flask, proxies: Sequence[str]) -> None:
    """Let the app see clients behind these proxies, and take nobody else's word for who they are.

    A proxy is named by its address or network.
    """
    app.wsgi_app = _Proxies(app.wsgi_app, tuple(map(ip_network, proxies)))  # type: ignore[assignment, method-assign]


class _Proxies:
    """A WSGI application behind proxies."""

    def __init__(self, application: "WSGIApplication", trusted: tuple[_Network, ...]) -> None:
        self._application = application
        self._trusted = trusted

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if self._is_trusted(environ.get("REMOTE_ADDR", "")):
            hops = self._hops(environ.get("HTTP_X_FORWARDED_FOR", ""))
            fixed = ProxyFix(self._application, x_for=hops, x_proto=1, x_host=1)
            return fixed(environ, start)
        for name in _BELIEVED:
            environ.pop(name, None)
        return self._application(environ, start)

    def _hops(self, forwarded: str) -> int:
        """How far back in `X-Forwarded-For` the client stands: behind all proxies that are ours.

        0 where what stands there is no address: then the proxy counts as the client.
        """
        addresses = parse_list_header(forwarded)
        hops = 0
        for hops, address in enumerate(reversed(addresses), start=1):
            if not self._is_trusted(address):
                return hops if _read(address) else 0
        return hops

    def _is_trusted(self, address: str) -> bool:
        found = _read(address)
        return found is not None and any(found in one for one in self._trusted)


@lru_cache(maxsize=1024)
def _read(text: str) -> IPv4Address | IPv6Address | None:
    """An address; None if it is none. Sockets for both versions write IPv4 as ::ffff:192.0.2.1."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
