"""What the year bars and the map of a page of results show: hits beside how much text there is.

Without the text that is held, "no hits in 2009" could not be told from "nothing of 2009 held".
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from searchapp.engine.contract import HeldTable
from searchapp.facet_values import Facet
from searchapp.query.facet_links import FacetLinks
from searchapp.query.request import UNKNOWN

MOST_YEARS = 100
"""Bars of so many years up to the newest; narrower ones could not be seen."""
# Each has the place of its neighbours as nearly as squares allow, and a sign that everybody knows.
_PLACES = """
.  .  .  .  .  .  .  黑
.  .  .  .  蒙 .  .  吉
新 .  甘 宁 .  京 津 辽
.  青 .  陕 晋 冀 鲁 .
藏 川 渝 鄂 豫 皖 苏 沪
.  云 贵 湘 赣 浙 .  .
.  .  桂 粤 闽 .  台 .
.  .  琼 澳 港 .  .  .
"""
_PROVINCES = {
    "京": "北京市",
    "津": "天津市",
    "冀": "河北省",
    "晋": "山西省",
    "蒙": "内蒙古自治区",
    "辽": "辽宁省",
    "吉": "吉林省",
    "黑": "黑龙江省",
    "沪": "上海市",
    "苏": "江苏省",
    "浙": "浙江省",
    "皖": "安徽省",
    "闽": "福建省",
    "赣": "江西省",
    "鲁": "山东省",
    "豫": "河南省",
    "鄂": "湖北省",
    "湘": "湖南省",
    "粤": "广东省",
    "桂": "广西壮族自治区",
    "琼": "海南省",
    "渝": "重庆市",
    "川": "四川省",
    "贵": "贵州省",
    "云": "云南省",
    "藏": "西藏自治区",
    "陕": "陕西省",
    "甘": "甘肃省",
    "青": "青海省",
    "宁": "宁夏回族自治区",
    "新": "新疆维吾尔自治区",
    "台": "台湾省",
    "港": "香港特别行政区",
    "澳": "澳门特别行政区",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A value of a facet: its hits without the facet's own filter, and the characters held of it.

    `links` leads to the search with it chosen, or no longer chosen.
    """

    value: str
    paragraph_count: int
    character_count: int
    selected: bool
    links: FacetLinks

    @property
    def toggled(self) -> str:
        """Query string: the value chosen, or no longer chosen."""
        return self.links.toggled(self.value)


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the map: the square in this row and column, counted from the upper left."""

    sign: str
    row: int
    column: int
    counted: Counted


def year_bars(facet: Facet, held: HeldTable) -> tuple[Counted, ...]:
    """Every year from the first to the last of which text is held, one after another."""
    characters = dict(zip(held.values, held.character_counts, strict=True))
    years = [int(year) for year in characters if year != UNKNOWN]
    if not years:
        return ()
    first = max(min(years), max(years) - MOST_YEARS + 1)
    return _counted(facet, characters, (f"{one:04}" for one in range(first, max(years) + 1)))


def tiles(facet: Facet, held: HeldTable) -> tuple[Tile, ...]:
    """The provinces, each with all that lies in it."""
    characters: Counter[str] = Counter()
    for region, count in zip(held.values, held.character_counts, strict=True):
        characters[region.partition("/")[0]] += count
    rows = [line.split() for line in _PLACES.strip().splitlines()]
    placed = [
        (sign, row, column)
        for row, signs in enumerate(rows)
        for column, sign in enumerate(signs)
        if sign in _PROVINCES
    ]
    counted = _counted(facet, characters, (_PROVINCES[sign] for sign, _, _ in placed))
    return tuple(Tile(*place, one) for place, one in zip(placed, counted, strict=True))


def _counted(
    facet: Facet, characters: dict[str, int], values: Iterable[str]
) -> tuple[Counted, ...]:
    found = {one.value: one for one in facet.values}
    return tuple(
        Counted(
            value=value,
            paragraph_count=found[value].paragraph_count if value in found else 0,
            character_count=characters.get(value, 0),
            selected=value in found and found[value].selected,
            links=facet.links,
        )
        for value in values
    )
