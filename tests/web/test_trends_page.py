"""The page of wordings compared: its form, its chart, its tables, and what leads from them."""

import re
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app
from searchapp.settings import Settings
from tests.web.odd import HOSTILE


def page(client, *parameters, status=200):
    answer = client.get("/trends", query_string=list(parameters))
    assert answer.status_code == status
    return LexborHTMLParser(answer.text)


def boxes(tree):
    return [one.attributes["value"] or "" for one in tree.css("input[name=q][type=text]")]


def found(client, link):
    """How many paragraphs the search has that a link of the page leads to."""
    parts = urlsplit(link.attributes["href"])
    assert parts.path == "/"
    answer = client.get("/api/search", query_string=parse_qsl(parts.query)).json
    return answer["paragraph_count"]


def test_every_number_leads_to_so_many_paragraphs(client):
    tree = page(client, ("q", "教育"), ("q", "双减 OR 课后服务"), ("exclude_region", "浙江省"))
    links = tree.css("td.amount a")
    assert len(links) > 10
    for link in links:
        assert int(link.text().replace(",", "")) == found(client, link)
    points = tree.css(".points a")
    assert points
    for point in points:
        told = re.search(r"：([0-9,]+) 段，", point.css_first("title").text())
        assert int(told[1].replace(",", "")) == found(client, point)


def test_the_form_keeps_all_that_is_asked(client):
    asked = [
        ("q", "教育"),
        ("q", "双减"),
        ("region", "河南省"),
        ("exclude_year", "2021"),
        ("date_from", "2020-01-01"),
        ("synonyms", "1"),
        ("measure", "rate"),
    ]
    tree = page(client, *asked)
    assert boxes(tree) == ["教育", "双减", "", "", ""]
    form = tree.css_first("form.wordings")
    kept = {
        one.attributes["name"]: one.attributes["value"]
        for one in form.css("input")
        if one.attributes["name"] != "q"
        and (one.attributes.get("type") != "checkbox" or "checked" in one.attributes)
    }
    assert kept == {**dict(asked[2:]), "date_to": ""}
    assert [one.text() for one in tree.css(".bar nav [aria-current]")] == ["每万字处数"]


def test_the_measure_is_chosen_by_a_link(client):
    tree = page(client, ("q", "教育"), ("year", "2024"))
    numbers = {}
    for link in tree.css(".bar nav:first-of-type a"):
        asked = dict(parse_qsl(urlsplit(link.attributes["href"]).query))
        shown = page(client, *asked.items())
        (cell,) = shown.css(".numbers tbody td.amount a")
        numbers[link.text()] = cell.text()
        assert (asked["q"], asked["year"]) == ("教育", "2024")
    (wording,) = client.get("/api/trends?q=教育&year=2024").json["wordings"]
    assert numbers == {
        "段数": str(wording["paragraph_count"]),
        "处数": str(wording["occurrence_count"]),
        "每万字处数": f"{wording['per_10000_characters']:.2f}",
    }


def test_years_without_text_are_marked_and_not_zero(client):
    tree = page(client, ("q", "教育"))
    blank = tree.css_first(".numbers tr.blank")
    assert blank.css_first("th").text() == "2022–2023"
    assert blank.css_first("td").text() == "没有收录文字"
    titles = [one.text() for one in tree.css(".points > rect title")]
    assert "2022–2023 年没有收录文字" in titles
    (drawing,) = tree.css('svg[role="img"]')
    assert drawing.css('rect[fill="url(#hatch)"]')
    assert "斜线：没有收录文字的年份" in tree.css_first(".key").text()


def test_the_chart_says_in_words_what_it_shows(client):
    tree = page(client, ("q", "教育"), ("q", "双减"))
    (drawing,) = tree.css('svg[role="img"]')
    title = drawing.attributes["aria-labelledby"]
    description = drawing.attributes["aria-describedby"]
    assert tree.css_first(f"#{title}").text() == "“教育”、“双减”逐年的段数"
    assert "“教育”最多的是 20" in tree.css_first(f"#{description}").text()
    dashes = {one.attributes["stroke-dasharray"] for one in drawing.css("polyline")}
    assert len(dashes) == 2
    shapes = [one.html for one in tree.css(".points defs g")]
    assert len({re.sub("mark-[0-9]", "", one) for one in shapes}) == 2
    assert {one.attributes["tabindex"] for one in tree.css(".points a")} == {"-1"}
    ids = [one.attributes["id"] for one in tree.css("[id]")]
    assert len(ids) == len(set(ids))


def test_first_and_last_use_lead_to_their_paragraphs(client):
    tree = page(client, ("q", "優質均衡"))
    (card,) = tree.css(".card")
    heads = [one.text() for one in card.css(".use h4")]
    assert heads == ["首次", "末次"]
    for link in card.css(".use .title a"):
        target = link.attributes["href"]
        assert target.startswith("/documents/")
        shown = LexborHTMLParser(client.get(target.partition("#")[0]).text)
        assert "优质均衡" in shown.css_first("#at").parent.text() or shown.css("mark")
    assert {one.text() for one in card.css("mark")} <= {"优质均衡", "優質均衡"}
    assert card.css(".order a")


def test_regions_and_speakers_can_be_chosen_and_dropped_again(client):
    tree = page(client, ("q", "教育"), ("measure", "rate"))
    link = next(one for one in tree.css("tbody th a") if one.text() == "河南省")
    asked = parse_qs(urlsplit(link.attributes["href"]).query)
    assert asked == {"q": ["教育"], "region": ["河南省"], "measure": ["rate"]}
    within = LexborHTMLParser(client.get(link.attributes["href"]).text)
    names = [one.text() for one in within.css("tbody th a")]
    assert "郑州市" in names
    assert "浙江省" not in names
    (chip,) = within.css(".chips a")
    assert chip.attributes["href"] == "/trends?q=教育&measure=rate"


def test_the_way_from_a_search_and_back(client):
    results = LexborHTMLParser(client.get("/?q=双减&year=2021&sort=date&page=1&view=lines").text)
    (link,) = (one for one in results.css(".bar a") if one.text() == "走势")
    asked = parse_qs(urlsplit(link.attributes["href"]).query)
    assert asked == {"q": ["双减"], "year": ["2021"]}
    tree = LexborHTMLParser(client.get(link.attributes["href"]).text)
    back = tree.css_first(".legend a").attributes["href"]
    assert parse_qs(urlsplit(back).query) == asked
    browsing = LexborHTMLParser(client.get("/?q=地区:河南省").text)
    assert not [one for one in browsing.css(".bar a") if one.text() == "走势"]
    assert results.css_first('header a[href="/trends"]')


def test_a_wording_nobody_uses_is_said_to_be_used_nowhere(client):
    tree = page(client, ("q", "教育"), ("q", "没有人这样说过"))
    unused = tree.css(".card")[1]
    assert "收录的文字里没有人这样说" in unused.text()
    assert not unused.css(".use")
    assert found(client, unused.css("p a")[0]) == 0


def test_without_wordings_it_shows_what_is_held(client):
    tree = page(client)
    assert boxes(tree) == [""] * 5
    assert tree.css('svg[role="img"] rect.held')
    assert not tree.css("polyline, .card, .legend")
    assert "收录 5 篇" in tree.css_first(".counts").text()


def test_filters_that_leave_no_text_are_said_to(client):
    tree = page(client, ("q", "教育"), ("region", "西藏自治区"))
    assert "没有收录任何文字" in tree.css_first(".nothing").text()
    assert [one.text() for one in tree.css("tbody th a")] == ["西藏自治区"]
    assert {one.text() for one in tree.css("td.amount > span")} == {"—"}


@pytest.mark.parametrize(
    ("parameters", "said", "kept"),
    [
        ([("q", str(number)) for number in range(6)], "最多比较 5 个提法", list("01234")),
        (
            [("q", "好"), ("q", '"坏')],
            "第 2 个提法：第 1 个字符处的引号",
            ["好", '"坏', "", "", ""],
        ),
        ([("q", "-好")], "第 1 个提法：“-好”没有要在正文里找的文字", ["-好", "", "", "", ""]),
        ([("q", "好"), ("year", "x")], "年份 year 应为四位数字", ["好", "", "", "", ""]),
        ([("q", "好"), ("measure", "x")], "计数方法 measure 只能是", ["好", "", "", "", ""]),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(client, parameters, said, kept):
    tree = page(client, *parameters, ("region", "河南省"), status=400)
    assert said in tree.css_first('[role="alert"]').text()
    assert boxes(tree) == kept
    assert tree.css_first('form.wordings input[name="region"]').attributes["value"] == "河南省"
    assert not tree.css('form.wordings input[name="year"], form.wordings input[value="x"]')


def test_a_mistake_is_mended_by_a_link(client):
    tree = page(client, ("q", "教育"), ("q", "双减 OR"), ("year", "2024"), status=400)
    (link,) = tree.css('[role="alert"] a')
    asked = parse_qs(urlsplit(link.attributes["href"]).query)
    assert asked == {"q": ["教育", "双减"], "year": ["2024"]}
    assert client.get(link.attributes["href"]).status_code == 200


def test_unknown_parameters_are_named_and_ignored(client):
    tree = page(client, ("q", "教育"), ("utm_source", "chat"), ("page", "2"))
    assert tree.css_first(".notice").text() == "已忽略不认识的参数：utm_source、page"


def test_without_an_index_it_is_unavailable(tmp_path):
    answer = create_app(Settings(index=tmp_path)).test_client().get("/trends?q=好")
    assert answer.status_code == 503
    assert "searchapp reindex" in answer.text


def test_hostile_text_is_shown_as_text(odd_client):
    quoted = '"' + HOSTILE.replace('"', '\\"') + '"'
    tree = page(odd_client, ("q", quoted), ("q", "害群之马"), ("speaker", HOSTILE))
    assert boxes(tree)[0] == quoted
    assert {one.attributes.get("src", "")[:8] for one in tree.css("script")} == {"/static/"}
    assert not tree.css("body [onload], title script, svg script")
    assert quoted[:20] in tree.css_first(".card h3").text()
    assert HOSTILE in [one.text() for one in tree.css("tbody th a")]


def test_a_long_wording_is_cut_short_but_in_its_box_and_its_links(client):
    long = "教育" * 100
    tree = page(client, ("q", long), ("q", "教育"))
    assert boxes(tree)[0] == long
    (link, _) = tree.css(".legend a")
    assert link.text() == long[:29] + "…"
    assert link.attributes["title"] == long
    assert found(client, link) == 0


def test_years_are_named_below_the_chart(client, odd_client):
    assert len(page(odd_client, ("q", "古怪")).css(".chart text.year")) == 1
    years = [one.text() for one in page(client, ("q", "教育")).css(".chart text.year")]
    assert years == ["2020", "2021", "2022", "2023", "2024"]


def test_what_is_of_no_known_year_stands_apart(client, odd_client):
    tree = page(odd_client, ("q", "害群之马"))
    assert "年份未注明的不在图上，在表的末行。" in tree.css_first(".key").text()
    assert tree.css(".numbers tbody th")[-1].text() == "未注明"
    assert not tree.css(".points a")
    assert "年份未注明" not in page(client, ("q", "教育")).css_first(".key").text()
