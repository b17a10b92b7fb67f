"""What holds for every answer: headers, assets, colours, and that the site can be made anywhere."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import product

import pytest

from searchapp import create_app
from searchapp.web.drawing import SHADES
from tests.conftest import ROOT

STATIC = ROOT / "searchapp" / "web" / "static"


@pytest.mark.parametrize("url", ["/", "/api/search", "/nothing", "/api/nothing", "/documents/none"])
def test_every_answer_forbids_foreign_and_inline_code(client, url):
    headers = client.get(url).headers
    policy = dict(
        one.strip().split(" ", 1) for one in headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert {"style-src", "script-src", "form-action"} < set(policy)
    assert set(policy.values()) == {"'none'", "'self'"}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    shared = headers.get("Access-Control-Allow-Origin") == "*"
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if shared else "same-origin")


class Inline(HTMLParser):
    """What a page has in it that the policy forbids."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        names = {name for name, _ in attributes}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]
        self.found += [value for _, value in attributes if (value or "").startswith("javascript:")]


@pytest.mark.parametrize(
    "url",
    [
        "/?q=教育",
        "/?q=没有这样的话",
        "/?q=%22",
        "/api",
        "/nothing",
        "/trends?q=教育",
        "/trends?q=%22",
    ],
)
def test_no_page_has_inline_script_or_style_in_it(client, spoken, url):
    for one in (url, f"/documents/{spoken}?q=教育"):
        page = Inline()
        page.feed(client.get(one).text)
        assert page.found == []


def test_debugging_is_never_on_by_itself():
    assert not create_app().debug
    assert not create_app().testing


def test_no_template_has_inline_script_or_style_or_turns_escaping_off():
    for template in (ROOT / "searchapp" / "web" / "templates").iterdir():
        text = template.read_text("utf-8")
        assert not re.search(r"style=|<style|\bon[a-z]+=|\|\s*safe|autoescape", text), template.name
        assert not re.search(r"<script(?! src)", text), template.name


def test_assets_may_be_kept_as_their_url_changes_with_their_content(client, spoken):
    pages = "".join(client.get(url).text for url in ("/", f"/documents/{spoken}", "/trends"))
    urls = re.findall(r'(?:href|src)="(/static/[^"]+)"', pages)
    assert {one.split("?")[0] for one in urls} == {
        f"/static/{one.name}" for one in STATIC.iterdir()
    }
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert re.search(r"\?v=[0-9a-f]{12}$", url)
        answer.close()


def test_the_site_reads_its_settings_from_the_environment(monkeypatch, seeds_index):
    monkeypatch.setenv("SEARCHAPP_INDEX", str(seeds_index.index))
    monkeypatch.setenv("SEARCHAPP_SOURCE", str(seeds_index.source))
    assert create_app().test_client().get("/api/search").json["document_count"] == 5


def test_the_package_alone_does_not_load_flask():
    script = "import sys, searchapp; assert 'flask' not in sys.modules; searchapp.create_app"
    subprocess.run([sys.executable, "-c", script], check=True)


def schemes():
    """The custom properties of the light and of the dark scheme."""
    light, dark = {}, {}
    for name in ("site.css", "trends.css"):
        css = (STATIC / name).read_text("utf-8")
        blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
        for scheme, block in zip((light, dark), blocks, strict=True):
            scheme.update(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block))
    return {"light": light, "dark": light | dark}


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_pass_aa(scheme):
    colours = schemes()[scheme]
    grounds = ("paper", "field", "tint")
    texts = [*product(("ink", "muted", "accent"), grounds)]
    texts += [("on-accent", "accent"), ("on-button", "button"), ("on-mark", "mark")]
    texts += [(f"on-shade-{one}", f"shade-{one}") for one in SHADES]
    for text, ground in texts:
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for ground in grounds:
        assert contrast(colours["edge"], colours[ground]) >= 3, ground
    for bar in ("bar", "accent", "edge"):
        assert contrast(colours[bar], colours["paper"]) >= 2.5, bar
    for number in range(1, 6):  # the lines of a chart, and the names in their colours
        assert contrast(colours[f"line-{number}"], colours["paper"]) >= 4.5, number
