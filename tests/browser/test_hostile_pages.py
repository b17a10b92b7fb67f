"""Evil documents and queries in a real browser: nothing of theirs runs, or is kept from running.

The content security policy is the second wall; here even the first one must hold, so that nothing
is reported to it.
"""

from urllib.parse import quote

import pytest

from tests.browser.conftest import served
from tests.web.odd import EVIL, MARK

pytestmark = pytest.mark.browser

WATCH = """
window.seen = [];
for (const name of ["alert", "confirm", "prompt", "open"]) {
  window[name] = () => window.seen.push(name);
}
document.addEventListener("securitypolicyviolation", (event) => {
  window.seen.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample);
});
"""
TEXTS = EVIL[:-1]


@pytest.fixture(scope="module")
def evil_address(evil_index):
    with served(evil_index) as address:
        yield address


@pytest.fixture
def page(browser, evil_address):
    context = browser.new_context(base_url=evil_address, locale="zh-CN")
    context.set_default_timeout(15_000)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (page.complaints.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda one: foreign(page, one.url, evil_address))
    yield page
    context.close()


def foreign(page, url, address):
    if not url.startswith((f"{address}/", "data:")):
        page.complaints.append(url)


def harmless(page, url):
    page.goto(url)
    assert page.evaluate("window.seen") == [], url
    assert page.complaints == [], url


def test_nothing_that_documents_say_runs(page):
    for url in (
        f"/?q={MARK}&per_page=50&collapse=0",
        f"/?q={MARK}&view=documents",
        f"/?q={MARK}&view=lines",
        f"/?q={MARK}&explain=1",
        f"/trends?q={MARK}&q=alert",
        "/?q=",
    ):
        harmless(page, url)
    for text in TEXTS[:9]:
        harmless(page, f"/documents/{quote(text, safe='')}?q={MARK}&at=1")


def test_nothing_that_is_asked_runs(page):
    for text in TEXTS[:6]:
        for path in ("/?q=", "/trends?q=", "/?region=", "/?x=1&year="):
            harmless(page, path + quote(text))


def test_suggestions_show_evil_titles_and_names_as_text(page):
    harmless(page, "/")
    for typed in ("<img", "</scr", "alert"):
        with page.expect_response(lambda one: "/api/suggest" in one.url):
            page.get_by_role("combobox").or_(page.get_by_role("searchbox")).first.fill(typed)
        page.wait_for_timeout(200)
        assert page.evaluate("window.seen") == []
        assert page.locator("main img, header img, main svg[onload]").count() == 0
    assert page.complaints == []


def test_what_runs_or_is_kept_from_running_is_noticed(page):
    page.goto("/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'alert()'}))"
    )
    page.wait_for_function("window.seen.length")
    page.evaluate("alert()")
    assert "alert" in page.evaluate("window.seen")
