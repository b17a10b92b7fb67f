"""Text -> HTML."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from searchapp.addresses import web_address
from searchapp.web.markup import marked, marked_matches


@st.composite
def texts_with_ranges(draw):
    text = draw(st.text())
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
    return text, list(zip(cuts[::2], cuts[1::2], strict=False))


def test_marks_stand_around_the_ranges():
    assert marked("落实双减政策", ((2, 4),)) == "落实<mark>双减</mark>政策"
    assert marked("双减", ()) == "双减"


def test_matches_are_numbered_on_from_a_first_one():
    assert marked_matches("双减与双减", ((0, 2), (3, 5)), 7, 8) == (
        '<mark id="m7">双减</mark>与<mark id="m8" class="current">双减</mark>'
    )
    assert marked_matches("<双减>", ((0, 1),), 1, None) == '<mark id="m1">&lt;</mark>双减&gt;'


def test_hostile_text_stays_text():
    assert marked("<b>&</mark>", ((1, 2),)) == "&lt;<mark>b</mark>&gt;&amp;&lt;/mark&gt;"


@given(texts_with_ranges())
def test_without_its_marks_the_html_says_the_text(case):
    text, ranges = case
    html = str(marked(text, ranges))
    assert html.count("<mark>") == html.count("</mark>") == len(ranges)
    plain = html.replace("<mark>", "").replace("</mark>", "")
    assert not {"<", ">", '"', "'"} & set(plain)
    entities = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'"}
    pieces = [unescape(one) if one in entities else one for one in _entities(plain)]
    assert "".join(pieces) == text


def _entities(html):
    """The HTML cut into entities and single characters."""
    position = 0
    while position < len(html):
        end = html.index(";", position) + 1 if html[position] == "&" else position + 1
        yield html[position:end]
        position = end


def test_only_web_addresses_become_links():
    assert web_address("https://example.org/a") == "https://example.org/a"
    assert web_address("HTTP://example.org") == "HTTP://example.org"
    for url in (None, "", "javascript:alert(1)", " https://x", "data:text/html,x", "//x"):
        assert web_address(url) is None
