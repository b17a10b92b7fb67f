"""What people do with the site, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.windows import (
    PHONE,
    WINDOWS,
    ask,
    assert_fits,
    paragraph_count,
    parameters,
    unfold,
)

pytestmark = pytest.mark.browser


@WINDOWS
@pytest.mark.parametrize("words", ["优质均衡", "優質均衡"])
def test_a_search_marks_its_words_in_either_script(open_page, size, script, words):
    page = open_page(size, script=script)
    page.goto("/")
    ask(page, words)
    expect(page.locator(".hits mark").first).to_be_visible()
    marks = {one.replace("\n", "") for one in page.locator(".hits mark").all_inner_texts()}
    assert marks == {"优质均衡", "優質均衡"}
    expect(page.get_by_label("检索词")).to_have_value(words)
    assert parameters(page) == {"q": [words]}
    assert_fits(page)


@WINDOWS
def test_two_values_of_a_facet_widen_and_a_chip_takes_one_back(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/?q=教育")
    everything = paragraph_count(page)
    unfold(page, "facets")
    years = page.get_by_role("region", name="年份")
    years.get_by_role("link", name=re.compile("^2021")).click()
    one = paragraph_count(page)
    unfold(page, "facets")
    years.get_by_role("link", name=re.compile("^2024")).click()
    both = paragraph_count(page)
    assert 0 < one < both < everything
    chips = page.get_by_label("筛选条件")
    chips.get_by_role("link", name="2021").click()
    assert paragraph_count(page) == both - one
    chips.get_by_role("link", name="清除全部").click()
    assert paragraph_count(page) == everything


@WINDOWS
def test_an_excluded_value_is_struck_through(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/?q=教育")
    unfold(page, "facets")
    page.get_by_role("button", name="排除 2024").click()
    expect(page.locator(".facet li.excluded s")).to_have_text("2024")
    assert parameters(page)["exclude_year"] == ["2024"]


def test_facets_are_folded_on_a_phone_and_open_at_a_touch(open_page):
    page = open_page(PHONE)
    page.goto("/?q=教育")
    years = page.get_by_role("region", name="年份")
    expect(years).to_be_hidden()
    expect(page.locator(".hit").first).to_be_in_viewport()
    page.get_by_text("筛选", exact=False).first.tap()
    expect(years).to_be_visible()
    assert_fits(page)
    small = page.locator(
        ".facets a, .facets button, .facets summary, .bar a, .search *"
    ).evaluate_all(
        """all => all.filter(one => {
            const box = one.getBoundingClientRect();
            // A province may be a little smaller on the map, as the list has it too.
            const least = one.matches(".map a") ? 38 : 43.9;
            return box.width && one.type !== "hidden" && !one.matches(".unseen")
                && (box.height < least || box.width < least);
        }).map(one => one.outerHTML)"""
    )
    assert small == []
    years.get_by_role("link", name=re.compile("^2024")).tap()
    expect(page.get_by_label("筛选条件")).to_contain_text("年份 2024")


@WINDOWS
def test_a_hit_opens_its_paragraph_in_its_document(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/?q=優質均衡")
    hit = page.locator(".hits .hit").last
    ordinal = re.search(r"\d+", hit.locator(".ordinal").inner_text())[0]
    hit.get_by_role("heading").get_by_role("link").click()
    paragraph = page.locator(f"#p{ordinal}:has(#at:target)")
    expect(paragraph).to_be_in_viewport()
    expect(paragraph.locator("mark").first).to_be_visible()
    assert_fits(page)
    page.go_back()
    expect(page.get_by_label("检索词")).to_have_value("優質均衡")


def test_a_document_is_read_on_a_phone_with_its_speaker_in_sight(open_page):
    page = open_page(PHONE)
    page.goto("/?q=爭創國家級義務教育優質均衡區")
    page.locator(".hits .hit h3 a").first.tap()
    spoken = page.locator(".turn", has=page.locator(".speaker", has_text="段红征")).last
    last = spoken.locator("p[id]").last
    last.scroll_into_view_if_needed()
    expect(spoken.locator(".speaker")).to_be_in_viewport()
    assert_fits(page)
    page.get_by_text("依据", exact=True).tap()
    expect(page.locator(".evidence dd").first).to_be_visible()


@WINDOWS
def test_sorting_and_paging_keep_the_search(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/?q=教育&per_page=10")
    page.get_by_role("link", name="旧→新").click()
    dates = page.locator(".hit time").all_inner_texts()
    assert dates == sorted(dates)
    first = page.locator(".hit").first.get_attribute("data-id")
    page.get_by_role("link", name="下一页").click()
    assert parameters(page) == {"q": ["教育"], "sort": ["date"], "per_page": ["10"], "page": ["2"]}
    assert page.locator(".hit").first.get_attribute("data-id") != first
    page.get_by_role("link", name="上一页").click()
    assert page.locator(".hit").first.get_attribute("data-id") == first


@WINDOWS
def test_no_hits_and_mistakes_say_what_to_do_and_lose_nothing(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/?year=2021")
    ask(page, "双减")
    expect(page.get_by_text("没有命中的段落")).to_be_visible()
    ask(page, '双减 "教育')
    expect(page.get_by_role("alert")).to_contain_text("引号没有配对")
    expect(page.get_by_label("检索词")).to_have_value('双减 "教育')
    assert_fits(page)
    ask(page, "教育")
    assert parameters(page) == {"q": ["教育"], "year": ["2021"]}
    assert paragraph_count(page) > 0


@WINDOWS
def test_the_help_is_beside_the_box_and_a_mistake_is_mended_by_a_link(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/")
    page.get_by_text("检索语法").click()
    expect(page.get_by_text("教师 NEAR/5 队伍")).to_be_visible()
    assert_fits(page)
    ask(page, "教育 (质量 OR 公平")
    wrong = page.locator(".mistake span")
    expect(wrong).to_have_text("(")
    caret = wrong.evaluate("one => getComputedStyle(one, '::after').content")
    assert caret.startswith('"^"')
    assert_fits(page)
    page.get_by_role("link", name="教育 (质量 OR 公平)").click()
    expect(page.get_by_label("检索词")).to_have_value("教育 (质量 OR 公平)")
    expect(page.locator(".hits mark").first).to_be_visible()


def test_the_keyboard_alone_is_enough(open_page):
    page = open_page()
    page.goto("/?q=教育&year=2021")
    page.keyboard.press("/")
    expect(page.get_by_label("检索词")).to_be_focused()
    page.keyboard.type("优质均衡")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("q") == ["优质均衡"])
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(".hit h3 a:focus-visible").count():
            break
    assert page.locator(":focus").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("p:has(#at:target) mark").first).to_be_in_viewport()


@WINDOWS
def test_dates_narrow_what_is_filtered_already(open_page, size, script):
    page = open_page(size, script=script)
    page.goto("/?q=教育&year=2021")
    in_2021 = paragraph_count(page)
    unfold(page, "facets")
    page.get_by_label("从").fill("2021-02-01")
    page.get_by_role("button", name="应用日期").click()
    assert parameters(page) == {"q": ["教育"], "year": ["2021"], "date_from": ["2021-02-01"]}
    assert 0 < paragraph_count(page) <= in_2021
    page.get_by_label("筛选条件").get_by_role("link", name="2021-02-01").click()
    assert paragraph_count(page) == in_2021
