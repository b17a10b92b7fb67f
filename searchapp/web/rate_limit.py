"""How often one client may ask; nobody counts unless the settings say how often that is."""

import math
import time
from ipaddress import IPv6Address, ip_address

from flask import Flask, request
from flask_limiter import Limiter, RequestLimit
from werkzeug.exceptions import TooManyRequests

_UNLIMITED = ("/healthz", "/readyz", "/metrics")
"""What keeps an eye on the server, and asks all the time."""
_NETWORK_BITS = 64
"""An IPv6 client has at least a network of its own (RFC 6177), and any address in it."""


def limit_rate(app: Flask, per_minute: int) -> None:
    """Refuse requests of a client that has made so many in the minute before.

    Each process counts by itself, in its memory.
    """
    limiter = Limiter(
        _client,
        application_limits=[f"{per_minute} per minute"],
        strategy="moving-window",
        storage_uri="memory://",
        on_breach=_refuse,
        request_identifier=lambda: "all",  # whatever is asked counts alike, what is nowhere too
    )
    limiter.request_filter(lambda: request.endpoint == "static" or request.path in _UNLIMITED)
    limiter.init_app(app)


def _client() -> str:
    """Who asks: an address, of which proxies that are ours have told us (`proxies`)."""
    address = request.remote_addr or ""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address or "unknown"
    if isinstance(parsed, IPv6Address) and not parsed.ipv4_mapped:
        return str(int(parsed) >> (parsed.max_prefixlen - _NETWORK_BITS))
    return address


def _refuse(limit: RequestLimit) -> None:
    wait = max(limit.window.reset_time - time.time(), 0)
    raise TooManyRequests(retry_after=math.floor(wait) + 1)  # the end of the wait still counts
