"""Wordings compared in a real browser, with and without script, on a screen and on a telephone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.windows import SIZES, WINDOWS, assert_fits, parameters, unfold

pytestmark = pytest.mark.browser


@WINDOWS
def test_wordings_are_compared_and_a_number_leads_to_its_paragraphs(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/")
    page.get_by_role("link", name="提法走势").click()
    page.get_by_label("提法 1", exact=True).fill("教育")
    page.get_by_label("提法 2", exact=True).fill("優質均衡")
    page.get_by_role("button", name="比较").click()
    assert parameters(page)["q"] == ["教育", "優質均衡"]
    expect(page.get_by_role("img", name="“教育”、“優質均衡”逐年的段数")).to_be_visible()
    assert_fits(page)
    page.get_by_role("link", name="每万字处数").click()
    assert parameters(page)["measure"] == ["rate"]
    page.get_by_role("link", name="段数", exact=True).click()
    number = page.get_by_role("region", name="按地区").locator("td a").first
    count = number.inner_text()
    number.click()
    assert page.locator(".counts strong").first.inner_text() == count
    expect(page.locator(".hits mark").first).to_be_visible()
    unfold(page, "taking")
    page.get_by_role("link", name="走势", exact=True).click()
    expect(page.get_by_label("提法 1", exact=True)).to_have_value("教育")


def test_a_point_leads_to_its_paragraphs(open_page):
    page = open_page()
    page.goto("/trends?q=教育")
    point = page.locator(".points a").last
    told = point.locator("title").text_content()
    point.locator("circle.clear").click()
    (count,) = re.findall("：([0-9]+) 段", told)
    assert page.locator(".counts strong").first.inner_text() == count
    assert parameters(page)["year"][0] in told


def test_the_keyboard_alone_is_enough(open_page):
    page = open_page()
    page.goto("/trends")
    page.get_by_label("提法 1", exact=True).focus()
    page.keyboard.type("教育")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("q") == ["教育"])
    for _ in range(80):
        page.keyboard.press("Tab")
        assert not page.locator(".points a:focus").count()
        if page.locator("td.amount a:focus-visible").count():
            break
    page.keyboard.press("Enter")
    expect(page.locator(".hits mark").first).to_be_visible()


@SIZES
def test_a_mistake_is_told_and_mended(open_page, size):
    page = open_page(size)
    page.goto("/trends?q=教育&q=双减 OR")
    expect(page.get_by_role("alert")).to_contain_text("第 2 个提法")
    assert_fits(page)
    page.get_by_role("alert").get_by_role("link", name="双减").click()
    expect(page.get_by_label("提法 2", exact=True)).to_have_value("双减")
    expect(page.get_by_role("img")).to_be_visible()


def test_lines_stay_legible_however_wide_the_window_is(open_page):
    page = open_page()
    page.goto("/trends?q=教育")
    for width in (360, 800, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        drawing = page.get_by_role("img").bounding_box()
        assert drawing["height"] > 250
        for label in page.locator(".chart text.year").all():
            if label.is_visible():
                box = label.bounding_box()
                assert box["height"] >= 12
                assert -1 <= box["x"] <= width - box["width"] + 1
