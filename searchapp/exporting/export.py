"""All hits of a search as a file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from searchapp.errors import BadRequest, ParameterError
from searchapp.exporting import FORMATS
from searchapp.exporting.formats import Write, write_csv, write_jsonl, write_xlsx
from searchapp.exporting.naming import file_name
from searchapp.indexing.live import OpenIndex
from searchapp.languages import as_written, counted
from searchapp.query.request import SearchRequest
from searchapp.search import all_hits, search
from searchapp.settings import Settings

_WRITE: dict[str, Write] = dict(zip(FORMATS, (write_csv, write_jsonl, write_xlsx), strict=True))
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its name says what was asked for, its content is made while it is read."""

    file_name: str
    content: Iterator[bytes]


def export(
    index: OpenIndex, request: SearchRequest, suffix: str, settings: Settings, site: str = ""
) -> Export:
    """All hits of a request as a file of one of `FORMATS`, all from the index as it is now.

    `site` is what URLs begin with. Raises `BadRequest` if there are more hits than the settings
    allow, or the query text has a mistake; the file is never cut short.
    """
    with as_written():  # as everything in the file is, whoever takes it
        first = search(index, replace(request, page=1), settings)
    if first.unit_count > settings.max_export_hits:
        raise BadRequest((ParameterError("", _too_many(first.unit_count, settings)),))
    hits = all_hits(index, request, settings)
    return Export(file_name(first.interpretation, suffix), _joined(_WRITE[suffix](hits, site)))


def _too_many(count: int, settings: Settings) -> str:
    return counted(
        "命中 %(number)s 段，一次最多导出 %(most)s 段：请加上筛选条件，例如按年份或地区分几次导出",
        count,
        most=f"{settings.max_export_hits:,}",
    )


def _joined(content: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces."""
    piece = bytearray()
    for one in content:
        piece += one
        if len(piece) >= _PIECE:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)
