"""Suggestions while typing, in a real browser: a combobox with a listbox, by keyboard and mouse."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.windows import PHONE, SIZES, assert_fits, parameters

pytestmark = pytest.mark.browser


def combobox(page, *, expanded):
    return page.get_by_role("combobox", name="检索词", expanded=expanded)


def options(page):
    return page.get_by_role("listbox", name="检索建议").get_by_role("option")


def chosen(page):
    return page.get_by_role("option", selected=True)


def asked(page):
    """The query texts that the page asks suggestions for, from now on."""
    texts = []

    def note(request):
        url = urlsplit(request.url)
        if url.path == "/api/suggest":
            texts.append(parse_qs(url.query, keep_blank_values=True)["q"][0])

    page.on("request", note)
    return texts


def assert_names_and_references_are_whole(page):
    """What an accessibility checker asks of a combobox and its listbox."""
    complaints = page.evaluate(
        """() => {
            const found = [];
            const box = document.querySelector("[role=combobox]");
            const list = document.getElementById(box.getAttribute("aria-controls"));
            if (list?.getAttribute("role") !== "listbox") found.push("controls no listbox");
            if (!list.getAttribute("aria-label")) found.push("listbox without a name");
            const expanded = box.getAttribute("aria-expanded") === "true";
            if (expanded === list.hidden) found.push("expanded");
            const active = box.getAttribute("aria-activedescendant");
            const selected = [...list.querySelectorAll("[aria-selected=true]")];
            if (active === null ? selected.length : selected.map(one => one.id).join() !== active)
                found.push("active is not the selected one");
            for (const one of list.children)
                if (one.getAttribute("role") !== "option" || !one.textContent.trim()
                    || !one.hasAttribute("aria-selected")) found.push(one.outerHTML);
            const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
            if (new Set(ids).size !== ids.length) found.push("an id twice");
            return found;
        }"""
    )
    assert complaints == []


@SIZES
def test_a_phrase_is_chosen_by_keyboard_alone(open_page, size):
    page = open_page(size)
    page.goto("/?year=2024")
    combobox(page, expanded=False).focus()
    assert_names_and_references_are_whole(page)
    page.keyboard.type("优质", delay=20)
    expect(combobox(page, expanded=True)).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("条建议")
    assert_names_and_references_are_whole(page)
    page.keyboard.press("ArrowDown")
    assert_names_and_references_are_whole(page)
    expect(chosen(page)).to_be_in_viewport()
    expect(combobox(page, expanded=True)).to_have_value("优质")
    text = chosen(page).locator(".label").inner_text()
    count = re.search(r"(\d+) 段", chosen(page).inner_text())[1]
    assert_fits(page)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {"q": [text], "year": ["2024"]})
    expect(page.get_by_label("检索词")).to_have_value(text)
    expect(page.locator(".counts strong").first).to_have_text(count)


def test_a_speaker_typed_by_initials_becomes_a_filter_at_a_click(open_page):
    page = open_page()
    page.goto("/?q=教育")
    page.get_by_label("检索词").press("End")
    page.keyboard.type(" dhz")
    options(page).filter(has_text="段红征").click()
    page.wait_for_url(lambda url: "speaker=" in url)
    assert parameters(page) == {"q": ["教育"], "speaker": ["段红征"]}
    expect(page.get_by_label("筛选条件")).to_contain_text("讲话人 段红征")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_arrows_go_round_and_escape_home_and_tab_lead_back_to_the_box(open_page):
    page = open_page()
    page.goto("/")
    page.get_by_label("检索词").press_sequentially("教")
    expect(options(page).first).to_be_visible()
    count = options(page).count()
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_have_count(0)
    for place in range(count):
        page.keyboard.press("ArrowDown")
        expect(options(page).nth(place)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(chosen(page)).to_have_count(0)
    assert page.locator("#q").evaluate("box => box.selectionStart") == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(chosen(page)).to_have_count(0)
    assert page.locator("#q").evaluate("box => box.selectionStart") == 1
    page.keyboard.press("Escape")
    expect(combobox(page, expanded=False)).to_have_value("教")
    assert_names_and_references_are_whole(page)
    page.keyboard.press("ArrowDown")
    expect(combobox(page, expanded=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="检索", exact=True)).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_enter_in_the_box_searches_what_was_typed(open_page):
    page = open_page()
    page.goto("/")
    page.get_by_label("检索词").press_sequentially("优质")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "q=" in url)
    assert parameters(page) == {"q": ["优质"]}


def test_nothing_is_asked_while_an_input_method_composes(open_page):
    page = open_page()
    page.goto("/")
    texts = asked(page)
    session = page.context.new_cdp_session(page)
    page.get_by_label("检索词").focus()
    for letters in ("y", "yo", "you", "you zhi"):
        session.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
        page.wait_for_timeout(200)
    assert texts == []
    session.send("Input.insertText", {"text": "优质"})
    expect(options(page).first).to_be_visible()
    assert texts == ["优质"]


def test_fast_typing_asks_once_and_late_answers_are_dropped(open_page):
    page = open_page()
    page.goto("/")
    texts = asked(page)
    page.get_by_label("检索词").press_sequentially("优质均", delay=10)
    expect(options(page).first).to_be_visible()
    assert texts == ["优质均"]
    held = []

    def hold(route):
        held.append(route)

    page.route(re.compile(r"/api/suggest\?q=%E6%95%99&?"), hold)
    page.get_by_label("检索词").fill("教")
    page.wait_for_timeout(300)
    page.get_by_label("检索词").fill("優質")
    expect(options(page).first).to_contain_text("優質")
    shown = options(page).all_inner_texts()
    (late,) = held
    late.continue_()
    page.wait_for_timeout(300)
    assert options(page).all_inner_texts() == shown


@SIZES
def test_a_mistyped_word_is_put_right_by_a_link_and_not_before(open_page, size):
    page = open_page(size)
    page.goto("/?q=优质均横&year=2024")
    expect(page.get_by_text("没有命中的段落")).to_be_visible()
    link = page.get_by_role("link", name="改查“优质均衡”")
    assert link.bounding_box()["height"] >= (44 if size == PHONE else 0)
    assert_fits(page)
    link.click()
    page.wait_for_url(
        lambda url: parse_qs(urlsplit(url).query) == {"q": ["优质均衡"], "year": ["2024"]}
    )
    expect(page.locator(".hits mark").first).to_be_visible()


def test_a_failing_server_leaves_the_box_as_it_is(open_page):
    page = open_page()
    page.goto("/")
    page.route("**/api/suggest*", lambda route: route.fulfill(status=503, body="{}"))
    with page.expect_response("**/api/suggest*"):
        page.get_by_label("检索词").press_sequentially("优质")
    expect(combobox(page, expanded=False)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {"q": ["优质"]})


def test_without_script_the_box_is_no_combobox(open_page):
    page = open_page(script=False)
    page.goto("/")
    assert page.locator("#q").get_attribute("role") is None
    expect(page.get_by_role("searchbox", name="检索词")).to_be_visible()
