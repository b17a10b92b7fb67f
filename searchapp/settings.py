"""Where things lie, and how big they may get."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from searchapp.errors import BadSettings


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one process; each has an environment variable `SEARCHAPP_` + its name.

    Whatever goes beyond a limit is refused with the reason, and never cut short in silence.
    """

    source: Path = Path("seeds")
    """Folder of documents."""
    index: Path = Path("index")
    """Folder of the index."""
    admin_token_file: Path | None = None
    """File of the token that opens /admin; without one the site has nothing there."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks of proxies that are believed about whom they speak for."""
    synonyms: Path | None = None
    """File of synonyms of one's own, besides those of the package."""
    dictionary: Path | None = None
    """File of words of one's own that word segmentation keeps whole, likewise."""

    max_query_length: int = 1_000
    """Longest query text, in characters."""
    max_query_terms: int = 50
    """Most terms in a query text."""
    max_query_depth: int = 20
    """Most brackets inside each other in a query text."""
    max_wildcard_gap: int = 50
    """Most characters for which the wildcards of one term may stand together."""
    max_near_distance: int = 100
    """Most characters between two terms near each other."""
    max_page_depth: int = 10_000
    """How many hits can be reached by numbers of pages; further ones by exports and cursors."""
    max_export_hits: int = 100_000
    """Most hits in a file of all hits of a search."""
    max_request_seconds: float = 10
    """Longest time, in seconds, that the answer to a request may take."""
    max_export_seconds: float = 300
    """Longest time, in seconds, to make a file of all hits, whatever it takes to send it."""
    max_requests_per_minute: int | None = None
    """Most requests of one client in a minute; None for as many as it likes."""
    max_url_bytes: int = 131_072
    """Longest query string of a URL; a query of 10,000 characters, each of which may take up to
    twelve bytes, still gets an answer that names the query."""
    max_body_bytes: int = 65_536
    """Largest body of a request; the only one that is read names a language."""

    max_source_files: int = 100_000
    """Most files in the source folder, the folders in it included."""
    max_source_bytes: int = 20_000_000_000
    """Most bytes in all files of the source folder, as they lie there."""
    max_file_bytes: int = 64_000_000
    """Largest source file, in bytes, after unpacking; of lines of JSON the longest line."""
    max_stream_bytes: int = 1_000_000_000
    """Largest file of lines of JSON, which never lies in memory as a whole, after unpacking."""
    max_characters: int = 3_000_000
    """Longest text of one document; understanding it takes about 10 seconds and 300 MB."""
    max_read_seconds: float = 60
    """Longest time, in seconds, that reading and understanding one file may take."""
    max_read_memory_bytes: int = 2_000_000_000
    """Most address space of the process that reads files, where the system can hold it to that."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The defaults, with what `SEARCHAPP_SOURCE` and the like say instead.

        Raises `BadSettings` with every variable that is not right.
        """
        chosen: dict[str, Any] = {}
        mistakes = []
        for one in fields(cls):
            variable = f"SEARCHAPP_{one.name.upper()}"
            if raw := environment.get(variable):
                try:
                    chosen[one.name] = _READ[one.type](raw)
                except ValueError as error:
                    mistakes.append(f"环境变量 {variable} {error}，而不是“{raw[:40]}”")
        if mistakes:
            raise BadSettings("；".join(mistakes))
        return cls(**chosen)


def _networks(raw: str) -> tuple[str, ...]:
    names = tuple(raw.replace(",", " ").split())
    try:
        for one in names:
            ip_network(one)
    except ValueError:
        raise ValueError("应为 IP 地址或网段，以逗号或空格隔开") from None
    return names


def _count(raw: str) -> int:
    if re.fullmatch("0*[1-9][0-9]{0,17}", raw, re.ASCII):
        return int(raw)
    raise ValueError("应为不小于 1 的整数")


def _seconds(raw: str) -> float:
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", raw, re.ASCII) and float(raw):
        return float(raw)
    raise ValueError("应为大于 0 的秒数")


_READ: dict[Any, Callable[[str], Any]] = {
    Path: Path,
    Path | None: Path,
    tuple[str, ...]: _networks,
    int: _count,
    int | None: _count,
    float: _seconds,
}
