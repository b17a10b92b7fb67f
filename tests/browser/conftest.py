"""A real Chromium before a real server over the seeds."""

import os
import shutil
import threading
from contextlib import contextmanager

import pytest
from werkzeug.serving import make_server

from searchapp import create_app
from tests.browser.windows import DESKTOP, PHONE


@pytest.fixture(scope="session")
def chromium():
    """The path of a Chromium; without one the journeys are skipped, or fail where they must run."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("SEARCHAPP_CHROMIUM") or next(
        filter(None, map(shutil.which, names)), None
    )
    if not found:
        message = "NO CHROMIUM FOUND, NO BROWSER JOURNEY RUN: install one or set SEARCHAPP_CHROMIUM"
        if os.environ.get("SEARCHAPP_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


@contextmanager
def served(settings):
    """The address at which the site of an index is served."""
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def address(seeds_index):
    """Where the site of the seeds is served."""
    with served(seeds_index) as address:
        yield address


@pytest.fixture(scope="session")
def reprinting_address(reprints_index):
    """Where a site of documents that repeat one another is served."""
    with served(reprints_index) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, address):
    """Opens a window of a size; whatever the page complains about fails the journey."""
    contexts, complaints = [], []

    def open_window(size=DESKTOP, *, script=True):
        width, height = size
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            is_mobile=size == PHONE,
            has_touch=size == PHONE,
            java_script_enabled=script,
            locale="zh-CN",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text))
        return page

    yield open_window
    for context in contexts:
        context.close()
    # Chromium notes every status of 400 and above; those are what some journeys are about.
    assert [one for one in complaints if "the server responded with a status of" not in one] == []
