"""All hits of a search as a file to take away."""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from flask import Blueprint, Response, request

from searchapp.deadline import each_in_time
from searchapp.exporting import FORMATS
from searchapp.exporting.export import export
from searchapp.indexing.live import LiveIndex
from searchapp.settings import Settings
from searchapp.web.links import site_url
from searchapp.web.operations import WHOLE, Operation, described
from searchapp.web.parameters import read_whole_search
from searchapp.web.responses import attachment
from searchapp.web.revalidation import revalidated

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CONTENT = {
    "csv": "一行一段，第一行是栏名；带 BOM 的 UTF-8",
    "jsonl": "一行一段，键与 Hit 相同，网址是完整的",
    "xlsx": "Excel 工作簿",
}


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes of exports, one for each format."""
    exports = Blueprint("exports", __name__)

    def answer(suffix: str) -> Response:
        asked = read_whole_search(request.query_string, settings)
        live = index.current()

        def whole() -> Response:
            made = export(live, asked, suffix, settings, site_url())
            content = _begun(each_in_time(made.content, settings.max_export_seconds))
            return attachment(content, _TYPES[suffix], made.file_name, f"hits.{suffix}")

        return revalidated(live, settings, whole)

    for suffix in FORMATS:
        view = described(_operation(suffix, settings))(partial(answer, suffix))
        exports.add_url_rule(f"/export.{suffix}", suffix, view)
    return exports


def _operation(suffix: str, settings: Settings) -> Operation:
    media_type = _TYPES[suffix].partition(";")[0]
    return Operation(
        f"导出命中的全部段落（{suffix}）",
        {media_type: {"type": "string", "description": _CONTENT[suffix]}},
        WHOLE,
        f"一次最多 {settings.max_export_hits:,} 段，多了就拒绝，不会给出残缺的文件。",
        revalidated=True,
    )


def _begun(content: Iterator[bytes]) -> Iterator[bytes]:
    """The same content, the first piece of it made: what fails until then can still be told.

    What fails later breaks the answer off, so that whoever asked knows that it is not whole.
    """
    if request.method == "HEAD":
        return content
    first = next(content, b"")
    return chain((first,), content)
