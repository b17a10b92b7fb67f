"""Hits as paragraphs, by documents and as lines: the same hits, seen in another way."""

from selectolax.lexbor import LexborHTMLParser

from searchapp.text.fold import fold


def page(client, url):
    return LexborHTMLParser(client.get(url).text)


def test_a_document_shows_its_first_hits_and_leads_to_all_of_them(client):
    answer = client.get("/api/search?q=教育&view=documents").json
    by_id = {one["id"]: one for one in answer["hits"]}
    assert [one for group in answer["groups"] for one in group["hits"]] == list(by_id)
    assert sum(one["paragraph_count"] for one in answer["groups"]) == answer["paragraph_count"]
    for group in answer["groups"]:
        assert all(len(by_id[one]["snippet"]["text"]) <= 92 for one in group["hits"][1:])
        assert all("教育" in fold(by_id[one]["snippet"]["text"]) for one in group["hits"])
        assert len(group["hits"]) == min(3, group["paragraph_count"])
        assert {by_id[one]["document"]["id"] for one in group["hits"]} == {group["id"]}
        inside = client.get(group["hits_url"]).json
        assert inside["paragraph_count"] == group["paragraph_count"]
        assert [one["id"] for one in inside["hits"]][:3] == group["hits"]
        assert inside["query"]["filters"]["document"] == group["id"]
    tree = page(client, "/?q=教育&view=documents")
    for group, shown in zip(answer["groups"], tree.css(".group"), strict=True):
        more = shown.css_first(".more")
        rest = group["paragraph_count"] - len(group["hits"])
        assert (more.text() if more else "") == (f"这一篇还有 {rest} 段" if rest else "")
        if more:
            inside = page(client, more.css_first("a").attributes["href"])
            assert inside.css_first(".counts strong").text() == str(group["paragraph_count"])
            chip = inside.css_first(".chips a")
            assert group["title"] in chip.text()
            assert "document=" not in chip.attributes["href"]


def test_a_line_on_the_page_is_that_of_the_json(client):
    lines = client.get("/api/search?q=教育&view=lines&sort=right").json["concordance"]["lines"]
    shown = page(client, "/?q=教育&view=lines&sort=right").css(".line")
    assert len(lines) == len(shown) == 20
    for one, row in zip(lines, shown, strict=True):
        assert row.css_first(".left").text() == one["left"]
        assert row.css_first(".right").text() == one["match"] + one["right"]
        assert row.css_first("mark").text() == one["match"]
        assert fold(one["match"]) == "教育"
        assert one["document"]["title"] in row.css_first("a").text()
        assert client.get(row.css_first("a").attributes["href"]).status_code == 200


def test_views_and_orders_are_links_that_keep_the_search(client):
    tree = page(client, "/?q=教育&year=2024&view=lines&sort=left&page=2")
    navigation = {one.attributes["aria-label"]: one for one in tree.css(".bar nav")}
    views = navigation["怎样列出"].css("a")
    assert [one.text() for one in views] == ["段落", "按篇", "逐行"]
    assert [one.text() for one in tree.css(".bar nav [aria-current]")][:2] == ["逐行", "按左"]
    for one in views:
        assert "year=2024" in one.attributes["href"]
        assert page(client, one.attributes["href"]).css(".hits [data-id]")
    assert "按左" not in page(client, "/?q=教育&sort=left").css_first(".bar").text()


def test_lines_need_a_text_to_align_on_and_the_page_says_so(client):
    nothing = page(client, "/?year=2024&view=lines").css_first(".nothing")
    assert "请先输入检索词" in nothing.text()
    assert page(client, nothing.css_first("a").attributes["href"]).css(".hit")


def test_where_lines_end_early_the_page_says_so(seeds_index):
    from dataclasses import replace

    from searchapp import create_app

    few = create_app(replace(seeds_index, max_page_depth=20)).test_client()
    assert "前 20 处" in page(few, "/?q=教育&view=lines").css_first(".counts").text()
    assert "只列出最相关的 20 处" in page(few, "/?q=教育&view=lines").css_first(".hits").text()


def test_the_terminal_aligns_lines_and_lists_by_document(run):
    out = run("search", "教育", "--view", "lines", "--sort", "right").out
    lines = [line for line in out.split("\n\n")[1].splitlines() if "#" in line]
    assert len(lines) == 20
    columns = {sum(1 + (ord(one) > 0x2000) for one in line.partition("教育")[0]) for line in lines}
    assert 32 in columns
    by_document = run("search", "教育", "--view", "documents").out
    assert "这一篇还有" in by_document
    assert run("search", "教育", "--document", "没有这篇").out.startswith(
        "全文含“教育”，文档“没有这篇”：0 段"
    )
