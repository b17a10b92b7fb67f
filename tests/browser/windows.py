"""The windows in which journeys are made, and what is looked at in all of them."""

from urllib.parse import parse_qs, urlsplit

import pytest

DESKTOP, PHONE = (1280, 900), (360, 740)
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
WINDOWS = pytest.mark.parametrize(
    ("size", "script"),
    [(DESKTOP, True), (DESKTOP, False), (PHONE, True), (PHONE, False)],
    ids=["desktop", "desktop without script", "phone", "phone without script"],
)


def parameters(page):
    """Those of the page's URL."""
    return parse_qs(urlsplit(page.url).query)


def ask(page, words):
    page.get_by_label("检索词").fill(words)
    page.get_by_role("button", name="检索", exact=True).click()


def paragraph_count(page):
    return int(page.locator(".counts strong").first.inner_text().replace(",", ""))


def unfold(page, name):
    """What is folded on a phone is open on a wide screen."""
    summary = page.locator(f"details.{name} > summary")
    if summary.is_visible():
        summary.click()


def assert_fits(page):
    """Nothing is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
