"""The page of results."""

from urllib.parse import urlencode

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.web.odd import HOSTILE

QUERIES = [
    "q=教育",
    "q=双减",
    "q=優質均衡&per_page=10",
    "",
    "q=教育&sort=date",
    "q=教育 工作&page=2&per_page=10",
]
FILTERED = "q=教育&year=2021&exclude_region=浙江省&sort=-date&per_page=10&date_from=2020-01-01"


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "text/html; charset=utf-8"
    return LexborHTMLParser(answer.text)


def ids(tree, section):
    return [one.attributes["data-id"] for one in tree.css(f".{section} .hit")]


def counts(tree):
    return [int(one.text().replace(",", "")) for one in tree.css(".counts strong")]


@pytest.mark.parametrize("query", [*QUERIES, FILTERED, "q=怎样减轻学生负担"])
def test_the_page_shows_what_the_endpoint_answers(client, query):
    tree, answer = page(client, f"/?{query}"), client.get(f"/api/search?{query}").json
    assert ids(tree, "hits") == [one["id"] for one in answer["hits"]]
    assert ids(tree, "related") == [one["id"] for one in answer["related"]]
    assert counts(tree) == [answer["paragraph_count"], answer["document_count"]]
    assert tree.css_first("h1").text() == answer["query"]["interpretation"]
    for facet in answer["facets"]:
        shown = [
            int(one.text().replace(",", ""))
            for one in tree.css(f"[aria-labelledby=facet-{facet['name']}] .count")
        ]
        counts_of_all = [one["paragraph_count"] for one in facet["values"]]
        assert len(shown) >= min(8, len(counts_of_all))
        assert shown[:8] == counts_of_all[:8]


def test_marks_stand_in_the_script_of_the_document(client):
    tree = page(client, "/?q=优质均衡")
    marks = {one.text() for one in tree.css(".hits mark")}
    assert "優質均衡" in marks
    for one in tree.css(".hit .text"):
        assert one.attributes["lang"] in ("zh-Hans", "zh-Hant")
    traditional = [one for one in tree.css(".hit .text") if "優" in one.text()]
    assert all(one.attributes["lang"] == "zh-Hant" for one in traditional)


def test_every_facet_link_leads_to_the_counted_number(client):
    tree = page(client, "/?q=教育&year=2021")
    links = tree.css(".facet li:not(.chosen) a.value")
    assert links
    for link in links:
        count = int(link.css_first(".count").text().split()[0])
        facet = link.parent.parent.parent.attributes.get("aria-labelledby")
        if facet == "facet-year":
            count += int(tree.css_first(".chosen .count").text().split()[0])
        assert counts(page(client, link.attributes["href"]))[0] == count


def test_an_excluded_value_is_struck_through_and_its_link_takes_it_back(client):
    tree = page(client, "/?q=教育")
    everything = counts(tree)[0]
    row = tree.css_first(".facet li")
    button = row.css_first("button.exclude").attributes
    kept = [(one.attributes["name"], one.attributes["value"]) for one in tree.css(".facets input")]
    given = [*(one for one in kept if "date" not in one[0]), (button["name"], button["value"])]
    without = page(client, f"/?{urlencode(given)}")
    assert counts(without)[0] == everything - int(row.css_first(".count").text().split()[0])
    struck = without.css_first(".facet li.excluded")
    assert struck.css_first("s")
    assert counts(page(client, struck.css_first("a.value").attributes["href"]))[0] == everything


def test_chips_take_one_filter_away_and_the_last_link_all(client):
    tree = page(client, f"/?{FILTERED}")
    chips = [one.attributes["href"] for one in tree.css(".chips a")]
    assert len(chips) == 4
    assert not any(
        "year=2021" in one for one in chips if "exclude_region" in one and "date_from" in one
    )
    cleared = page(client, chips[-1])
    assert not cleared.css(".chips")
    assert cleared.css_first("#q").attributes["value"] == "教育"
    assert "sort=-date" in chips[-1]


def test_a_new_search_from_the_box_keeps_filters_and_order_but_not_the_page(client):
    tree = page(client, f"/?{FILTERED}&page=1")
    hidden = [
        (one.attributes["name"], one.attributes["value"])
        for one in tree.css("#search input[type=hidden]")
    ]
    assert hidden == [
        ("year", "2021"),
        ("exclude_region", "浙江省"),
        ("sort", "-date"),
        ("per_page", "10"),
    ]
    assert tree.css_first("#date_from").attributes["value"] == "2020-01-01"
    assert tree.css_first("#date_from").attributes["form"] == "search"


def test_titles_that_match_are_listed_on_the_first_page_only(client):
    first = page(client, "/?q=教育工作会议&per_page=10")
    assert [one.text() for one in first.css(".titles mark")]
    second = client.get("/?q=教育&per_page=10&page=2").text
    assert "标题相符的文档" not in second


def test_titles_asked_for_by_field_are_listed_and_marked(client):
    tree = page(client, "/?q=标题:工作会议 -年份:2020")
    assert {one.text() for one in tree.css(".titles mark")} == {"工作会议", "工作會議"}
    assert not page(client, "/?q=年份:2021").css(".titles")


def test_pages_are_linked_and_this_one_is_marked(client):
    tree = page(client, "/?q=教育&per_page=10&page=2")
    assert tree.css_first(".pages [aria-current=page]").text() == "2"
    assert "page" not in tree.css_first("a[rel=prev]").attributes["href"].replace("per_page", "")
    assert "page=3" in tree.css_first("a[rel=next]").attributes["href"]


def test_a_page_past_the_last_says_so(client):
    tree = page(client, "/?q=教育&page=99")
    assert "没有第 99 页" in tree.css_first(".nothing").text()
    assert counts(tree)[0] > 0


def test_no_hits_offer_what_is_close_and_finds_something_with_its_count(client):
    tree = page(client, "/?q=优质均衡&year=1999&region=北京市")
    assert counts(tree) == [0, 0]
    nothing = tree.css_first(".nothing")
    assert "没有命中的段落" in nothing.text()
    (way,) = nothing.css(".ways li")  # no filter alone stands in the way
    assert "去掉全部筛选" in way.text()
    found = counts(page(client, way.css_first("a").attributes["href"]))[0]
    assert f" {found} 段" in way.text()
    assert found > 0
    assert tree.css_first("#q").attributes["value"] == "优质均衡"


def test_a_mistyped_word_is_offered_to_be_put_right_and_searched_as_it_is(client):
    tree = page(client, "/?q=优质均横&year=2024")
    assert counts(tree)[0] == 0
    link = tree.css_first(".ways a")
    assert link.text() == "改查“优质均衡”"
    right = page(client, link.attributes["href"])
    assert counts(right)[0] > 0
    assert right.css_first("#q").attributes["value"] == "优质均衡"
    assert [one.text() for one in right.css(".chips li")]


def test_where_nothing_is_close_no_way_out_is_promised(client):
    tree = page(client, "/?q=")
    assert not tree.css(".ways")
    assert "没有命中的段落" in tree.css_first(".nothing").text()


def test_related_paragraphs_stand_apart_and_are_not_counted(client):
    tree = page(client, "/?q=怎样减轻学生负担")
    assert counts(tree) == [0, 0]
    assert tree.css_first(".related h2").text() == "相关段落（不计入命中）"
    assert ids(tree, "related")
    assert not ids(tree, "hits")


def test_unknown_parameters_are_ignored_with_a_notice(client):
    tree = page(client, "/?q=优质均衡&utm_source=chat&fbclid=1")
    assert "utm_source、fbclid" in tree.css_first(".notice").text()
    assert ids(tree, "hits")
    assert not tree.css("input[name=utm_source]")


def test_the_footer_says_what_the_index_holds(client):
    footer = page(client, "/").css_first("footer").text()
    assert "收录 5 篇" in footer
    assert "索引更新于 20" in footer


def test_a_hit_leads_to_its_paragraph_with_the_terms_to_be_marked(client):
    hit = page(client, "/?q=优质均衡").css_first(".hit")
    path, _, anchor = hit.css_first("h3 a").attributes["href"].partition("#")
    document = page(client, path)
    paragraph = document.css_first(f"#{anchor}").parent
    assert paragraph.css("mark")


def test_every_example_of_the_help_means_something(client):
    for one in page(client, "/").css(".syntax dt"):
        answer = client.get("/api/search", query_string={"q": one.text()})
        assert answer.status_code == 200
        assert answer.json["query"]["interpretation"] != "全部段落"


@pytest.mark.parametrize(
    "q", ["害群之马", HOSTILE, "</title><script>", '" autofocus onfocus="x', "古怪"]
)
def test_hostile_text_is_shown_as_text(odd_client, q):
    for url in ("/", "/documents/hostile"):
        tree = LexborHTMLParser(odd_client.get(url, query_string={"q": q}).text)
        assert {one.attributes["src"][:8] for one in tree.css("script")} == {"/static/"}
        assert not [
            one for one in tree.css("*") if any(name.startswith("on") for name in one.attributes)
        ]
        assert not tree.css("[style]")
        assert not [
            one for one in tree.css("[href]") if one.attributes["href"].startswith("javascript")
        ]


def test_an_index_without_documents_says_how_to_get_some(tmp_path):
    from searchapp import create_app
    from searchapp.indexing.reindex import reindex
    from searchapp.settings import Settings

    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "empty.txt").write_text("")
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    reindex(settings)
    assert "searchapp reindex" in create_app(settings).test_client().get("/").text
