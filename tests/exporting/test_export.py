"""A whole export: all hits, in the order of the pages, of one state of the index, or none."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from searchapp.errors import BadRequest
from searchapp.exporting.export import export
from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.settings import Settings
from tests.exporting.test_export_formats import read_csv, shown


def content(index, request, suffix, given_settings):
    return b"".join(export(index, request, suffix, given_settings).content)


def ids_of_all_pages(index, request, given_settings):
    ids, page = [], 1
    while hits := search(index, replace(request, page=page, per_page=10), given_settings).hits:
        ids += [one.id for one in hits]
        page += 1
    return ids


requests = st.builds(
    SearchRequest,
    q=st.sampled_from(["", "教育", "公式", "1", "没有这样的话", "教育 教育"]),
    year=st.lists(st.sampled_from(["1920", "1980", "~unknown"]), unique=True).map(tuple),
    exclude_region=st.sampled_from([(), ("河南省",), ("北京市",)]),
    sort=st.sampled_from(["relevance", "date", "-date"]),
    page=st.sampled_from([1, 3]),
    per_page=st.sampled_from([10, 20]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(request=requests)
def test_an_export_holds_the_hits_of_all_pages_in_their_order(harmful, harmful_index, request):
    expected = ids_of_all_pages(harmful_index, request, harmful)
    lines = content(harmful_index, request, "jsonl", harmful).splitlines()
    assert [json.loads(line)["id"] for line in lines] == expected
    rows = read_csv(content(harmful_index, request, "csv", harmful))
    assert [row["编号"].removeprefix("'") for row in rows] == [
        shown(one).removeprefix("'") for one in expected
    ]


def test_a_workbook_has_a_row_for_each_hit(harmful, harmful_index):
    request = SearchRequest("教育")
    (sheet,) = load_workbook(io.BytesIO(content(harmful_index, request, "xlsx", harmful)))
    ids = [unescape(one.value) for one in sheet["A"][1:]]
    assert ids == [shown(one) for one in ids_of_all_pages(harmful_index, request, harmful)]


def test_a_file_without_hits_has_its_headings(harmful, harmful_index):
    request = SearchRequest("没有这样的话")
    assert read_csv(content(harmful_index, request, "csv", harmful)) == []
    assert content(harmful_index, request, "jsonl", harmful) == b""
    (sheet,) = load_workbook(io.BytesIO(content(harmful_index, request, "xlsx", harmful)))
    assert sheet.max_row == 1


def test_the_name_says_the_filters(harmful, harmful_index):
    request = SearchRequest("教育", year=("1920",), exclude_region=("北京市",), sort="date")
    name = export(harmful_index, request, "xlsx", harmful).file_name
    assert name == "全文含“教育”，年份 1920，不含地区 北京市，旧的在前.xlsx"


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "xlsx"])
def test_too_many_hits_are_refused_with_their_number_before_anything_is_written(
    harmful, harmful_index, suffix
):
    most = replace(harmful, max_export_hits=13)
    with pytest.raises(BadRequest, match=r"命中 14 段，一次最多导出 13 段"):
        export(harmful_index, SearchRequest("教育"), suffix, most)
    enough = replace(harmful, max_export_hits=14)
    assert content(harmful_index, SearchRequest("教育"), suffix, enough)


def test_an_export_shows_one_state_of_the_index_whatever_happens_meanwhile(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for number in range(3):
        text = "\n\n".join(f"第{one}段说的是教育。" for one in range(400))
        (source / f"{number}.txt").write_text(f"关于教育的讲话\n\n{text}", "utf-8")
    given_settings = Settings(source=source, index=tmp_path / "index")
    reindex(given_settings)
    live = LiveIndex(given_settings.index)
    before = content(live.current(), SearchRequest("教育"), "jsonl", given_settings)
    begun = export(live.current(), SearchRequest("教育"), "jsonl", given_settings).content
    first = next(begun)
    assert len(first) < len(before)
    (source / "0.txt").unlink()
    reindex(given_settings)
    for _ in range(2):  # the generation it reads from is removed
        reindex(given_settings, full=True)
    assert first + b"".join(begun) == before
    assert content(live.current(), SearchRequest("教育"), "jsonl", given_settings) != before
