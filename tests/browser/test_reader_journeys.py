"""Reading a document in a real browser, with script and without."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.windows import SIZES, WINDOWS, assert_fits

pytestmark = pytest.mark.browser
SEED = "/documents/002_6b2caf8631c2c5ff.txt"


def at_match(page, match, count):
    expect(page.locator(".matches .match")).to_have_text(f"{match}/{count}")
    current = page.locator("mark.current")
    expect(current).to_have_count(1)
    expect(current).to_have_id(f"m{match}")
    expect(current).to_be_in_viewport()
    bar = page.locator(".matches").bounding_box()
    assert current.bounding_box()["y"] >= bar["y"] + bar["height"]


@WINDOWS
def test_buttons_go_from_match_to_match_and_round(open_page, size, script):
    page = open_page(size, script=script)
    page.goto(f"{SEED}?q=优质均衡")
    count = page.locator(".speech mark").count()
    assert count > 3
    forward = page.get_by_role("link", name=re.compile("下一处"))
    back = page.get_by_role("link", name=re.compile("上一处"))
    forward.click()
    at_match(page, 1, count)
    forward.click()
    at_match(page, 2, count)
    back.click()
    at_match(page, 1, count)
    back.click()
    at_match(page, count, count)
    forward.click()
    at_match(page, 1, count)
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["q"], asked["match"]) == (["优质均衡"], ["1"])
    page.reload()
    at_match(page, 1, count)
    assert_fits(page)


def test_keys_go_from_match_to_match_but_not_while_typing(open_page):
    page = open_page()
    page.goto(f"{SEED}?q=优质均衡")
    count = page.locator(".speech mark").count()
    page.keyboard.press("n")
    at_match(page, 1, count)
    page.keyboard.press("n")
    at_match(page, 2, count)
    page.keyboard.press("Shift+N")
    at_match(page, 1, count)
    page.get_by_label("检索词").focus()
    page.keyboard.press("n")
    expect(page.get_by_label("检索词")).to_have_value("n优质均衡")
    at_match(page, 1, count)
    page.locator("h1").click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.keyboard.press("n")
    shown = page.locator("mark.current").get_attribute("id")
    assert shown in ("m1", f"m{count}")


def test_who_comes_from_a_search_goes_back_to_it_as_it_was(open_page):
    page = open_page()
    page.goto("/?q=优质均衡&year=2024")
    page.locator(".hits .hit h3 a").first.click()
    page.get_by_role("link", name=re.compile("下一处")).click()
    page.get_by_role("link", name=re.compile("回到检索")).click()
    expect(page.get_by_label("筛选条件")).to_contain_text("年份 2024")


@SIZES
def test_a_paragraph_gives_its_link_and_citations_in_another_script(open_page, size):
    page = open_page(size)
    page.goto(f"{SEED}?q=优质均衡")
    page.locator("#p6 .ordinal").click()
    here = page.locator("p.here")
    expect(here).to_be_in_viewport()
    expect(here).to_have_id("p6")
    page.get_by_text("链接与引用", exact=True).click()
    link = page.locator(".linked .copied").first.inner_text()
    expect(page.locator(".linked")).to_contain_text("@online{")
    expect(page.locator(".linked .copy").first).to_be_visible()
    assert_fits(page)
    page.get_by_role("link", name="简体").click()
    expect(here).to_have_id("p6")
    expect(here).to_be_in_viewport()
    assert {one.replace("\n", "") for one in page.locator("mark").all_inner_texts()} == {"优质均衡"}
    page.goto(link.removesuffix("#at"))  # as some programs hand links on
    expect(here).to_have_id("p6")
    expect(here).to_be_in_viewport()
    page.get_by_text("相近的段落", exact=True).click()
    page.locator(".alike a").first.click()
    expect(page.locator("p.here")).to_be_in_viewport()


def test_the_printed_page_is_the_text_and_its_source(open_page):
    page = open_page()
    page.goto(f"{SEED}?q=优质均衡&at=6#at")
    page.emulate_media(media="print")
    for hidden in (".matches", ".linked", ".links", "header.site", ".similar", ".folds"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".printed")).to_contain_text("[EB/OL]")
    expect(page.locator(".speaker").first).to_be_visible()
