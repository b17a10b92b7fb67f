"""What people take away from the site, in a real browser, with JavaScript and without."""

import csv
import json

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.windows import PHONE, WINDOWS, assert_fits, paragraph_count, unfold

pytestmark = pytest.mark.browser


@WINDOWS
def test_all_hits_are_a_link_away_under_the_name_of_the_search(open_page, size, script, tmp_path):
    page = open_page(size, script=script)
    page.goto("/?q=优质均衡&year=2024")
    shown = paragraph_count(page)
    unfold(page, "taking")
    for label, suffix in (("CSV", "csv"), ("Excel", "xlsx"), ("JSONL", "jsonl")):
        with page.expect_download() as download:
            page.get_by_label("导出与订阅").get_by_role("link", name=label).click()
        assert download.value.suggested_filename == f"全文含“优质均衡”，年份 2024.{suffix}"
        path = tmp_path / f"taken.{suffix}"
        download.value.save_as(path)
        if suffix == "csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        elif suffix == "xlsx":
            rows = list(load_workbook(path).active.rows)[1:]
        else:
            rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert len(rows) == shown


def test_the_description_of_the_interface_leads_to_what_it_names(open_page):
    page = open_page(PHONE)
    page.goto("/?q=教育")
    page.get_by_role("link", name="接口说明").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("接口说明")
    search = page.get_by_role("region", name="GET /api/search")
    search.get_by_text("参数：").click()
    expect(search.get_by_text("页码，只到前 10,000 段为止")).to_be_visible()
    search.get_by_role("link", name="SearchAnswer").click()
    expect(page.get_by_role("heading", name="SearchAnswer")).to_be_in_viewport()
    assert_fits(page)
