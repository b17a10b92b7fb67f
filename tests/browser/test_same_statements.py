"""What is said in many places is one hit, which opens to all of them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.windows import DESKTOP, PHONE, assert_fits

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("size", "script"), [(DESKTOP, True), (PHONE, True), (DESKTOP, False)], ids=str
)
def test_a_stock_phrase_is_one_hit_that_opens_to_all_places(
    open_page, reprinting_address, size, script
):
    page = open_page(size, script=script)
    page.goto(f"{reprinting_address}/?q=立德树人")
    expect(page.locator(".hits .hit")).to_have_count(1)
    expect(page.locator(".counts strong").first).to_have_text("30")
    places = page.locator(".same li")
    expect(places.first).to_be_hidden()
    page.get_by_text("另有 29 处相同表述").click()
    expect(places).to_have_count(10)
    expect(places.nth(1)).to_contain_text(re.compile(r"199\d 年.*省.*教育工作报告"))
    assert_fits(page)
    page.get_by_role("link", name="全部 30 处").click()
    expect(page.locator(".counts strong").first).to_have_text("30")
    expect(page.locator(".hits .hit")).to_have_count(20)
    expect(page.get_by_role("navigation", name="分页")).to_be_visible()
    page.get_by_label("筛选条件").get_by_role("link", name=re.compile("^与“")).click()
    expect(page.locator(".hits .hit")).to_have_count(1)


def test_a_reader_may_have_every_paragraph_by_itself(open_page, reprinting_address):
    page = open_page()
    page.goto(f"{reprinting_address}/?q=立德树人")
    page.get_by_role("link", name="逐段列出").click()
    expect(page.locator(".hits .hit")).to_have_count(20)
    expect(page.locator(".same")).to_have_count(0)
    page.get_by_role("link", name="合并相同表述").click()
    expect(page.locator(".hits .hit")).to_have_count(1)
