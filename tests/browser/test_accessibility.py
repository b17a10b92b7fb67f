"""axe-core finds nothing to complain about on any page, in any language, scheme and width."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import served
from tests.browser.windows import DESKTOP, PHONE

pytestmark = pytest.mark.browser

# Accept-Language, colour scheme, size: each language and scheme at each width once.
WINDOWS = (
    ("zh-CN", "light", DESKTOP),
    ("zh-CN", "dark", PHONE),
    ("zh-TW", "dark", DESKTOP),
    ("zh-TW", "light", PHONE),
    ("en", "light", DESKTOP),
    ("en", "dark", PHONE),
)
PAGES = {
    "results": "/?q=教育",
    "filtered": "/?q=教育 -培训&year=2024&exclude_region=河南省&explain=1&synonyms=1",
    "by document": "/?q=教育&view=documents",
    "lines": "/?q=教育&view=lines",
    "facet": "/facets/speaker?q=教育",
    "trends": "/trends?q=教育&q=优质均衡&q=没有这样的话&region=河南省",
    "text held": "/trends",
    "nothing": "/?q=没有这样的话 双减",
    "beyond": "/?q=教育&page=9",
    "mistake": "/?q=教育 (课后",
    "missing": "/nothing",
    "api": "/api",
    "document": "/documents/002_6b2caf8631c2c5ff.txt?q=优质均衡",
    "paragraph": "/documents/002_6b2caf8631c2c5ff.txt?at=13&script=Hans",
    "check": "/admin/check",
    "trends of a mistake": "/trends?q=教育&q=双减 OR",
}


@pytest.fixture(scope="module")
def site(seeds_index, tmp_path_factory):
    """The address of a site with all its pages."""
    token = tmp_path_factory.mktemp("token") / "token"
    token.write_text("0123456789abcdef", "utf-8")
    with served(replace(seeds_index, admin_token_file=token)) as address:
        yield address


@pytest.mark.parametrize(("language", "scheme", "size"), WINDOWS)
def test_no_page_has_a_barrier(browser, site, language, scheme, size):
    context = browser.new_context(
        base_url=site,
        viewport={"width": size[0], "height": size[1]},
        is_mobile=size == PHONE,
        has_touch=size == PHONE,
        locale=language,
        color_scheme=scheme,
        http_credentials={"username": "", "password": "0123456789abcdef"},
    )
    page = context.new_page()
    found = {}
    for name, url in PAGES.items():
        assert (page.goto(url).status == 404) == (name == "missing")
        # All that can be unfolded is looked at, too.
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        result = Axe().run(page)
        if result.violations_count:
            found[name] = result.generate_report()
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, (name, "is wider than the window")
    context.close()
    assert not found, "\n".join(f"{name}: {report}" for name, report in found.items())
