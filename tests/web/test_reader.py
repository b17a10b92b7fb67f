"""The reader: matches, script, contents, links that survive, what is alike, citations."""

import json
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings
from tests.web.odd import HOSTILE, ODD_IDS

STOCK = "坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的教育方针，落实立德树人根本任务。"
SPEECH = (
    "一、加强教师队伍建设",
    STOCK,
    "二、办好人民满意的教育",
    "要落实双减政策，提高课后服务质量，让双减见效。",
    "双减之外，还要加强教师培训。",
)
OTHER = ("各位同志：", STOCK, "双减工作和课后服务质量都要抓，让政策见效。")


def write(folder, paragraphs=SPEECH):
    rows = [
        {
            "id": name,
            "title": f"{name}教育局长的讲话",
            "date": day,
            "url": "https://edu.example/1.html",
            "paragraphs": said,
        }
        for name, day, said in (("甲", "2021-03-04", paragraphs), ("乙", "2022-03-04", OTHER))
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "speeches.jsonl").write_text(lines, "utf-8")


@pytest.fixture(scope="module")
def speeches(tmp_path_factory):
    """A client over two speeches."""
    folder = tmp_path_factory.mktemp("speeches")
    (folder / "source").mkdir()
    write(folder / "source")
    settings = Settings(source=folder / "source", index=folder / "index")
    reindex(settings)
    return create_app(settings).test_client()


def page(client, document_id="甲", **parameters):
    answer = client.get(f"/documents/{quote(document_id)}", query_string=parameters)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def data(client, document_id="甲", **parameters):
    answer = client.get(f"/api/documents/{quote(document_id)}", query_string=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json


def parameters(link):
    """The parameters of a link to the document of the page."""
    assert link.startswith("?")
    return {name: one for name, (one,) in parse_qs(urlsplit(link).query).items()}


def steps(tree):
    before, after = tree.css(".matches .step")
    return parameters(before.attributes["href"]), parameters(after.attributes["href"])


def counter(tree):
    return tree.css_first(".matches .match").text()


def test_every_match_has_a_number_and_steps_go_round(speeches):
    tree = page(speeches, q="双减")
    assert [one.attributes["id"] for one in tree.css("mark")] == ["m1", "m2", "m3"]
    assert counter(tree) == "3 处"
    assert not tree.css("mark.current")
    assert [one["match"] for one in steps(tree)] == ["3", "1"]
    for match, (before, after) in {1: ("3", "2"), 2: ("1", "3"), 3: ("2", "1")}.items():
        tree = page(speeches, q="双减", match=match)
        assert counter(tree) == f"{match}/3"
        assert [one.attributes["id"] for one in tree.css("mark.current")] == [f"m{match}"]
        assert [one["match"] for one in steps(tree)] == [before, after]
        assert {one["q"] for one in steps(tree)} == {"双减"}
        links = [one.attributes["href"] for one in tree.css(".matches .step")]
        assert [urlsplit(one).fragment for one in links] == [f"m{before}", f"m{after}"]


def test_who_comes_to_a_paragraph_is_at_its_first_match(speeches):
    assert counter(page(speeches, q="双减", at=5)) == "3/3"
    assert counter(page(speeches, q="双减", at=1)) == "3 处"
    assert counter(page(speeches, q="双减", match=9)) == "3 处"
    assert counter(page(speeches, q="双减", at=5, match=1)) == "1/3"


def test_without_a_query_nothing_is_counted(speeches):
    assert not page(speeches).css(".matches")
    assert "没有" in page(speeches, q="量子").css_first(".matches").text()


def test_synonyms_are_marked_where_hits_were_found_by_them(client, spoken):
    plain, widened = (len(page(client, spoken, q="义教", synonyms=one).css("mark")) for one in "01")
    assert plain < widened
    assert parameters(steps_of(page(client, spoken, q="义教", synonyms="1")))["synonyms"] == "1"


def steps_of(tree):
    return tree.css(".matches .step")[1].attributes["href"]


@pytest.mark.parametrize("at", [None, 4])
def test_the_script_changes_and_the_marks_stay_on_their_characters(speeches, at):
    original = page(speeches, q="课后服务")
    asked = {"q": "课后服务"} | ({"at": at} if at else {})
    traditional = page(speeches, script="Hant", **asked)
    assert [one.text() for one in original.css("mark")] == ["课后服务"]
    assert [one.text() for one in traditional.css("mark")] == ["課後服務"]
    assert traditional.css_first("h1").text() == "甲教育局長的講話"
    assert traditional.css_first(".speech").attributes["lang"] == "zh-Hant"
    assert original.css_first(".speech").attributes["lang"] == "zh-Hans"
    assert traditional.css_first(".contents").text().strip().endswith("二、辦好人民滿意的教育")
    chosen = traditional.css_first("nav[aria-label=字体] [aria-current]")
    assert chosen.text() == "繁體"
    for link in traditional.css("nav[aria-label=字体] a"):
        assert parameters(link.attributes["href"])["q"] == "课后服务"
    assert all("script=Hant" in one.attributes["href"] for one in traditional.css("a.ordinal"))


def test_a_text_in_traditional_script_is_read_in_simplified(client, spoken):
    tree = page(client, spoken, q="优质均衡", script="Hans")
    assert {one.text() for one in tree.css("mark")} == {"优质均衡"}
    shown = data(client, spoken, q="优质均衡", script="Hans")
    assert (shown["script"], shown["shown_script"]) == ("Hant", "Hans")
    before = data(client, spoken, q="优质均衡")
    assert [one["highlights"] for one in before["paragraphs"]] == [
        one["highlights"] for one in shown["paragraphs"]
    ]
    assert [one["url"] for one in before["paragraphs"]] == [
        one["url"] for one in shown["paragraphs"]
    ]


def test_the_contents_lead_to_their_paragraphs(speeches):
    tree = page(speeches)
    links = [(one.text(), one.attributes["href"]) for one in tree.css(".contents a")]
    assert links == [("一、加强教师队伍建设", "#p1"), ("二、办好人民满意的教育", "#p3")]
    assert all(tree.css(one) for _, one in links)
    assert [one.attributes["id"] for one in tree.css("p.title")] == ["p1", "p3"]
    assert data(speeches)["contents"] == [
        {"ordinal": 1, "level": 1, "text": "一、加强教师队伍建设"},
        {"ordinal": 3, "level": 1, "text": "二、办好人民满意的教育"},
    ]
    assert not page(speeches, "乙").css(".contents")


def edited(tmp_path, paragraphs):
    """A client over the speeches after an edit of the first."""
    write(tmp_path, paragraphs)
    settings = Settings(source=tmp_path, index=tmp_path / "index")
    reindex(settings)
    return create_app(settings).test_client()


def test_a_link_finds_its_paragraph_and_marks_it(speeches):
    link = page(speeches).css_first("#p4 .ordinal").attributes["href"]
    assert urlsplit(link).fragment == "at"
    tree = page(speeches, **parameters(link))
    assert tree.css_first("p.here").attributes["id"] == "p4"
    assert tree.css_first("p.here > #at")
    assert not tree.css(".notice")
    (hit,) = speeches.get("/api/search?q=还要加强").json["hits"]
    assert hit["url"] == data(speeches)["paragraphs"][4]["url"]
    assert hit["url"] == data(speeches, at="5")["at"]["url"]


@pytest.mark.parametrize(
    ("after", "found", "said"),
    [
        (SPEECH, ("unchanged", 4), ""),
        (("新的一段", *SPEECH), ("moved", 5), "现在是第 5 段"),
        ((*SPEECH[:3], SPEECH[3].replace("见效", "落地"), SPEECH[4]), ("changed", 4), "有改动"),
        (SPEECH[:3], ("gone", None), "已不在这篇文档里"),
    ],
)
def test_an_old_link_says_what_has_become_of_its_paragraph(speeches, tmp_path, after, found, said):
    state, ordinal = found
    link = parameters(page(speeches).css_first("#p4 .ordinal").attributes["href"])
    client = edited(tmp_path, after)
    at = data(client, **link)["at"]
    assert (at["state"], at["ordinal"]) == (state, ordinal)
    tree = page(client, **link)
    assert tree.css_first("#at")
    assert [said in one.text() for one in tree.css(".notice")] == ([True] if said else [])
    here = tree.css_first("p.here")
    assert (here and here.attributes["id"]) == (ordinal and f"p{ordinal}")
    if state == "gone":
        again = tree.css_first(".notice a").attributes["href"]
        assert parse_qs(urlsplit(again).query)["q"] == ['"要落实双减政策提"']
        assert at["same"] is None
        assert client.get(f"/citation.bib/甲?at={link['at']}").status_code == 404


def test_paragraphs_that_say_the_same_and_the_like_are_listed(speeches):
    linked = page(speeches, at=2).css_first(".linked")
    assert "另有 1 处相同表述" in linked.text()
    (other,) = linked.css(".same li a")
    assert urlsplit(other.attributes["href"]).path == "/documents/乙"
    assert "same_as=甲%232" in linked.css_first(".same p a").attributes["href"]
    found = data(speeches, at=2)["at"]["same"]
    assert found["count"] == len(found["hits"]) == 1
    assert speeches.get(found["url"]).json["paragraph_count"] == 2
    alike = page(speeches, at=4).css(".linked .alike li")
    assert OTHER[2] in alike[0].text()
    related = data(speeches, at=4)["at"]["related"]
    assert [one["id"] for one in related] == ["乙#3"]
    assert not page(speeches).css(".linked")


def test_documents_about_the_same_are_listed(speeches):
    (link,) = page(speeches).css(".similar a")
    assert link.attributes["href"] == quote("/documents/乙")
    assert [one["id"] for one in data(speeches)["similar"]] == ["乙"]


def test_citations_are_shown_and_handed_out_as_files(speeches):
    tree = page(speeches, at=4)
    whole, part = data(speeches)["citations"], data(speeches, at=4)["at"]["citations"]
    shown = [one.text() for one in tree.css(".document .copied")]
    assert {one.split("\n")[0] for one in shown} == {one.splitlines()[0] for one in whole.values()}
    assert "https://edu.example/1.html" in whole["gbt7714"]
    assert part["quotation"].startswith(SPEECH[3])
    link = tree.css_first(".linked .copied").text()
    assert part["gbt7714"].endswith(link)
    assert link == f"http://localhost{data(speeches, at=4)['at']['url']}"
    for suffix, name in (("bib", "bibtex"), ("ris", "ris")):
        for where, expected in ((".document", whole), (".linked", part)):
            (file,) = [
                one.attributes["href"]
                for one in tree.css(f"{where} dt a")
                if one.text() == f"下载 .{suffix}"
            ]
            answer = speeches.get(file)
            assert answer.text == expected[name]
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert answer.headers["Content-Disposition"].endswith(f".{suffix}")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("url", "parameter"),
    [
        ("/api/documents/甲?script=Latn", "script"),
        ("/api/documents/甲?at=x", "at"),
        ("/api/documents/甲?at=1&at=2", "at"),
        ("/api/documents/甲?match=0", "match"),
        ("/api/documents/甲?page=1", "page"),
        ("/api/documents/甲?q=%22", "q"),
        ("/citation.bib/甲?at=x", "at"),
        ("/citation.ris/甲?format=ris", "format"),
    ],
)
def test_what_is_wrong_is_refused_by_name(speeches, url, parameter):
    answer = speeches.get(url)
    assert answer.status_code == 400
    assert [one["parameter"] for one in answer.json["errors"]] == [parameter]
    if parameter not in ("page", "format"):
        shown = speeches.get(url.replace("/api", ""), headers={"Accept": "text/html"})
        assert shown.status_code == 400
        assert answer.json["detail"] in shown.text.replace("&#34;", '"')


def test_every_mistake_is_told_at_once(speeches):
    answer = speeches.get(f"/api/documents/甲?script=x&match=x&q={'x' * 1001}")
    assert {one["parameter"] for one in answer.json["errors"]} == {"script", "match", "q"}


@pytest.mark.parametrize("url", ["/documents/none", "/api/documents/none", "/citation.bib/none"])
def test_a_document_that_is_not_there_is_not_found(speeches, url):
    assert speeches.get(url).status_code == 404


@pytest.mark.parametrize("document_id", ODD_IDS)
def test_links_of_odd_ids_lead_where_they_should(odd_client, document_id):
    tree = page(odd_client, document_id, at=1)
    for link in tree.css("dt a"):
        assert odd_client.get(link.attributes["href"]).status_code == 200
    assert odd_client.get(tree.css_first(".links p a:last-child").attributes["href"]).json[
        "id"
    ] == (document_id)


def test_hostile_text_is_shown_as_text_in_every_place(odd_client):
    tree = page(odd_client, "hostile", at=1, q="害群之马", script="Hant")
    assert HOSTILE.split()[0] in tree.css_first(".linked .copied:last-child, .linked").text()
    assert {one.attributes["src"][:8] for one in tree.css("script")} == {"/static/"}
    assert not tree.css("[onerror], [onclick], [style], img")
    assert {one.text() for one in tree.css("mark")} == {"害群之馬"}
    gone = page(odd_client, "hostile", at=f"9-000000-{HOSTILE[:40]}")
    assert HOSTILE[:20] in gone.css_first(".notice").text()
    assert not gone.css("[onerror], [onclick], [style], img")
