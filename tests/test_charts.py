"""Year bars and the map: every year, every province, hits beside the text that is held."""

import json
from collections import Counter

import pytest

from searchapp.charts import MOST_YEARS, tiles, year_bars
from searchapp.documents.regions import region_path
from searchapp.engine.contract import Filters, HeldTable
from searchapp.facet_values import Facet
from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.query.facet_links import FacetLinks
from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.settings import Settings
from searchapp.web.drawing import HEIGHT, SHADES, STRIP, shade, year_chart

YEARS = {2001: 3, 2004: 1, 2009: 2, 2010: 7, None: 2}
REGIONS = ["河南省/郑州市", "河南省", "浙江省", "全国", "香港特别行政区"]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    folder = tmp_path_factory.mktemp("charted")
    (folder / "source").mkdir()
    rows = [
        {
            "id": f"{year}/{number}",
            "title": "报告",
            "year": year,
            "region": REGIONS[number % 5],
            "paragraphs": ["办好教育" if year != 2009 else "办好卫生", "其他"],
        }
        for year, count in YEARS.items()
        for number in range(count)
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "source" / "rows.jsonl").write_text(lines, "utf-8")
    settings = Settings(source=folder / "source", index=folder / "index")
    reindex(settings)
    index = LiveIndex(settings.index).current()
    held = index.snapshot.held(Filters())

    def ask(request):
        found = {one.name: one for one in search(index, request, settings).facets}
        bars = year_bars(found["year"], held["year"])
        return bars, tiles(found["region"], held["region"])

    return ask


def test_bars_tell_no_hits_from_no_text(ask):
    bars, _ = ask(SearchRequest("教育"))
    assert [one.value for one in bars] == [str(year) for year in range(2001, 2011)]
    assert [one.paragraph_count for one in bars] == [
        0 if year == 2009 else YEARS.get(year, 0) for year in range(2001, 2011)
    ]
    assert [one.character_count for one in bars] == [
        6 * YEARS.get(year, 0) for year in range(2001, 2011)
    ]


def test_a_bar_keeps_its_height_when_its_year_is_chosen_and_leads_back(ask):
    every, _ = ask(SearchRequest("教育"))
    bars, _ = ask(SearchRequest("教育", year=("2010",)))
    assert [one.paragraph_count for one in bars] == [one.paragraph_count for one in every]
    assert [one.value for one in bars if one.selected] == ["2010"]
    assert "year" not in bars[-1].toggled
    assert every[-1].toggled.endswith("year=2010")


def test_there_is_a_tile_for_every_province_with_all_below_it(ask):
    _, found = ask(SearchRequest("教育"))
    assert len(found) == len({one.counted.value for one in found}) == 34
    assert len({(one.row, one.column) for one in found}) == 34
    assert all(0 <= one.row < 8 and 0 <= one.column < 8 for one in found)
    expected = Counter()
    for year, count in YEARS.items():
        for number in range(count):
            expected[REGIONS[number % 5].partition("/")[0]] += year != 2009
    counts = {one.counted.value: one.counted.paragraph_count for one in found}
    assert {name: count for name, count in counts.items() if count} == {
        name: count for name, count in expected.items() if count and name != "全国"
    }
    assert {one.counted.value for one in found if one.counted.character_count} == {
        "河南省",
        "浙江省",
        "香港特别行政区",
    }


def test_tiles_have_the_names_that_regions_are_given(ask):
    _, found = ask(SearchRequest())
    for one in found:
        assert region_path(one.counted.value) == one.counted.value


def test_the_chart_draws_what_is_counted(ask):
    bars, _ = ask(SearchRequest("教育", year=("2001",)))
    chart = year_chart(bars)
    height = round(3 / 7 * HEIGHT, 1)
    assert chart.chosen == f"M0.5 {HEIGHT}v-{height:g}"
    assert chart.bars.count("M") == 2
    assert f"M9.5 {HEIGHT}v-{HEIGHT}" in chart.bars
    assert chart.held.count("M") == 4
    assert chart.held.endswith(f"v{STRIP}")
    assert [year for _, year in chart.labels] == ["2002", "2004", "2006", "2008", "2010"]
    assert chart.labels[-1][0] == 95
    assert year_chart(bars[:1]) is None
    assert year_chart(()) is None


def test_of_a_long_time_the_newest_years_are_drawn():
    facet = Facet("year", "", (), truncated=False, links=FacetLinks(SearchRequest(), "year"))
    held = HeldTable(("0001", "1921", "2020", "~unknown"), *[(1, 1, 1, 1)] * 3)
    bars = year_bars(facet, held)
    assert [bars[0].value, bars[-1].value] == ["1921", "2020"]
    assert len(bars) == MOST_YEARS
    assert len(year_chart(bars).labels) <= 9
    assert year_bars(facet, HeldTable(("~unknown",), (1,), (1,), (1,))) == ()


def test_shades_tell_few_from_many(ask):
    _, found = ask(SearchRequest("教育"))
    shades = {one.counted.value: shade(one, found) for one in found}
    assert shades["河南省"] == SHADES[-1]
    assert shades["西藏自治区"] == ""
    counts = {one.counted.value: one.counted.paragraph_count for one in found}
    for one in found:
        for other in found:
            if counts[one.counted.value] <= counts[other.counted.value]:
                assert shades[one.counted.value] <= shades[other.counted.value]
