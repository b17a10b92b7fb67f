"""What a row of a table of hits holds: the columns of CSV and XLSX, and what their cells say."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from searchapp.exporting.visible import visible
from searchapp.hits import Hit

Cell = str | int | float | date | None
"""What is not known is None."""

COLUMNS = {
    "编号": 24,
    "标题": 40,
    "日期": 12,
    "年份": 6,
    "地区": 20,
    "讲话人": 12,
    "职务": 20,
    "来源": 16,
    "第几段": 7,
    "网址": 24,
    "正文": 80,
}
"""The headings, and how many characters wide their columns are."""


def row(hit: Hit, site: str) -> list[Cell]:
    """The cells of a hit, in the order of `COLUMNS`; `site` is what its URL begins with."""
    document = hit.document
    cells: tuple[Cell, ...] = (
        hit.id,
        document["title"],
        date.fromisoformat(document["date"]) if document["date"] else None,
        document["year"],
        document["region"],
        _speakers(hit),
        _offices(hit.speakers, document),
        document["source"],
        hit.ordinal,
        site + hit.url,
        hit.text,
    )
    return [visible(one) if isinstance(one, str) else one for one in cells]


def _speakers(hit: Hit) -> str | None:
    if hit.speakers:
        return "、".join(hit.speakers)
    return "叙述" if hit.document["speakers"] else None


def _offices(speakers: tuple[str, ...], document: Mapping[str, Any]) -> str | None:
    """The offices of those who speak, of those who have one."""
    offices = {one["name"]: one["office"] for one in document["speakers"]}
    return "、".join(filter(None, map(offices.get, speakers))) or None
