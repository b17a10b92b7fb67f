"""Choosing a language in a real browser, with script and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.windows import WINDOWS, assert_fits

pytestmark = pytest.mark.browser
SEARCH = "/?q=优质均衡&year=2024"


@WINDOWS
def test_a_language_is_chosen_on_the_way_and_kept(open_page, size, script):
    page = open_page(size, script=script)
    page.goto(SEARCH)
    heading = page.locator("h1")
    expect(heading).to_have_text("全文含“优质均衡”，年份 2024")
    address = page.url
    page.get_by_role("button", name="English").click()
    expect(heading).to_have_text("Text contains “优质均衡”, Year 2024")
    assert page.url == address
    assert_fits(page)
    page.locator(".hit h3 a").first.click()
    expect(page.get_by_role("link", name="Results")).to_be_visible()
    expect(page.get_by_role("button", name="English")).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="繁體").click()
    expect(page.get_by_role("link", name="回到檢索")).to_be_visible()


def test_a_language_is_chosen_by_keyboard(open_page):
    page = open_page()
    page.goto(SEARCH)
    page.get_by_role("button", name="繁體").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_suggestions_are_told_in_the_language_of_the_page(open_page):
    page = open_page()
    page.goto("/")
    page.get_by_role("button", name="English").click()
    page.locator("#q").press_sequentially("优质均")
    expect(page.get_by_role("option").first).to_contain_text("paragraph")
    expect(page.locator("#search [role=status]")).to_contain_text("choose with the arrow keys")
