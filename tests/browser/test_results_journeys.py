"""Results as lines, by document, by year and province, with and without script."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.windows import SIZES, WINDOWS, assert_fits, paragraph_count, parameters, unfold

pytestmark = pytest.mark.browser


@WINDOWS
def test_lines_stand_below_one_another_and_are_sorted_by_what_is_beside(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/?q=教育")
    page.get_by_role("link", name="逐行").click()
    page.get_by_role("link", name="按右").click()
    assert parameters(page) == {"q": ["教育"], "view": ["lines"], "sort": ["right"]}
    lines = page.locator(".line")
    expect(lines).to_have_count(20)
    starts = {round(lines.nth(row).locator("mark").bounding_box()["x"], 1) for row in range(20)}
    assert len(starts) == 1
    beside = [one[0] for one in page.locator(".line .right span").all_text_contents()]
    assert beside == sorted(beside)
    assert_fits(page)
    lines.first.get_by_role("link").click()
    expect(page.locator("#at")).to_be_in_viewport()


@WINDOWS
def test_a_document_leads_to_all_its_hits(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/?q=教育")
    page.get_by_role("link", name="按篇").click()
    more = page.get_by_role("link", name=re.compile("这一篇还有")).first
    rest = int(re.search(r"\d+", more.inner_text())[0])
    more.click()
    assert paragraph_count(page) == rest + 3
    expect(page.get_by_label("筛选条件")).to_contain_text("文档")


@WINDOWS
def test_a_bar_and_a_tile_filter_and_a_second_click_takes_them_back(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/?q=教育")
    everything = paragraph_count(page)
    unfold(page, "by-year")
    page.locator(".years svg a", has_text="2021 年").click()
    in_2021 = paragraph_count(page)
    assert parameters(page) == {"q": ["教育"], "year": ["2021"]}
    assert 0 < in_2021 < everything
    unfold(page, "facets")
    page.locator(".map a", has_text="浙江省").click()
    assert 0 < paragraph_count(page) <= in_2021
    assert parameters(page)["region"] == ["浙江省"]
    unfold(page, "facets")
    page.locator(".map a.chosen").click()
    assert paragraph_count(page) == in_2021


@WINDOWS
def test_several_years_are_chosen_at_once_from_the_list_of_all(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/?q=教育&sort=date")
    unfold(page, "by-year")
    page.get_by_role("link", name="数据表").click()
    for year in ("2021", "2024"):
        page.get_by_role("checkbox", name=year).check()
    page.get_by_role("button", name="按所选的筛选").first.click()
    assert sorted(parameters(page)["year"]) == ["2021", "2024"]
    assert parameters(page)["sort"] == ["date"]
    expect(page.get_by_label("筛选条件").get_by_role("listitem")).to_have_count(3)
    page.goto("/facets/speaker?q=教育")
    page.get_by_label("名称里有").fill("dhz")
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.get_by_role("checkbox")).to_have_count(1)
    expect(page.get_by_role("checkbox", name="段红征")).to_be_visible()


@SIZES
@pytest.mark.parametrize("url", ["/?q=教育", "/?q=教育&view=lines", "/?q=没有这样的话"])
def test_a_page_of_results_takes_three_requests_and_nothing_moves_while_it_loads(
    open_page, size, url
):
    page = open_page(size)
    arrives_in_pieces(page)
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.add_init_script(
        """window.moved = [];
        new PerformanceObserver((list) => window.moved.push(...list.getEntries().map(
            (shift) => [shift.value, ...shift.sources.map(
                ({node}) => (node?.outerHTML ?? node?.textContent)?.slice(0, 80))]
        ))).observe({type: "layout-shift", buffered: true});"""
    )
    page.goto(url, wait_until="networkidle")
    # The icon is not waited for, and kept for a year.
    assert [one for one in asked if one != "/static/icon.svg"] == [
        "/",
        "/static/site.css",
        "/static/site.js",
    ]
    assert page.evaluate("window.moved") == []


def arrives_in_pieces(page):
    """A slow connection and a slow processor, on which a page is read long before it is whole."""
    window = page.context.new_cdp_session(page)
    window.send("Network.enable")
    window.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 20,  # milliseconds
            "downloadThroughput": 240_000,  # bytes a second
            "uploadThroughput": 100_000,
        },
    )
    window.send("Emulation.setCPUThrottlingRate", {"rate": 6})


def test_the_keyboard_skips_to_the_results(open_page):
    page = open_page()
    page.goto("/?q=教育")
    skip = page.get_by_role("link", name="跳到结果")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('#results') !== null"
    assert page.evaluate(inside)
