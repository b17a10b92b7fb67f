"""The page of a document, and the file it was read from."""

import shutil
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app
from searchapp.settings import Settings
from tests.web.odd import HOSTILE, ODD_IDS

FILE = "002_6b2caf8631c2c5ff.txt"  # of `spoken`


def page(client, document_id, **parameters):
    answer = client.get(f"/documents/{quote(document_id)}", query_string=parameters)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def original(client, url):
    """The answer with its file closed."""
    with client.get(url) as answer:
        assert answer.data
    return answer


def test_every_paragraph_has_its_anchor_and_every_turn_its_speaker(client, spoken):
    document = client.get(f"/api/documents/{spoken}").json
    tree = page(client, spoken)
    for one in document["paragraphs"]:
        shown = tree.css_first(f"#p{one['ordinal']}")
        number = shown.css_first(".ordinal").text()
        assert shown.text().removeprefix(number) == one["text"]
        turn = shown.parent.parent
        assert turn.css_first(".speaker").text() == ("、".join(one["speakers"]) or "叙述")


def test_metadata_and_their_evidence_are_shown(client, spoken):
    tree = page(client, spoken)
    head = tree.css_first("header.document").text()
    for words in ("2024-03-10", "河南省 › 新乡市 › 红旗区", "郑鹤鹤（", "新闻"):
        assert words in head
    assert tree.css_first("h1[lang=zh-Hant]").text() == "紅旗區教體文旅局召開2024年教育工作會議"
    assert tree.css(".evidence dd")


def test_what_is_incomplete_or_a_model_text_says_so(client, spoken, incomplete, model):
    assert "不完整" in page(client, incomplete).css_first(".notice").text()
    assert "范文" in page(client, model).css_first(".notice").text()
    assert not page(client, spoken).css(".notice")


def test_terms_of_the_query_are_marked_in_either_script(client, spoken):
    marks = page(client, spoken, q="优质均衡").css(".speech mark")
    assert {one.text() for one in marks} == {"優質均衡"}
    assert not page(client, spoken).css("mark")
    assert "没有“量子”" in page(client, spoken, q="量子").css_first(".matches").text()


def test_a_query_with_a_mistake_is_a_bad_request(client, spoken):
    answer = client.get(f"/documents/{spoken}?q=%22双减")
    assert answer.status_code == 400
    assert "引号没有配对" in answer.text


def test_unknown_parameters_are_ignored_with_a_notice(client, spoken):
    assert "utm_source" in page(client, spoken, utm_source="x").css_first(".notice").text()


def test_what_a_source_says_beyond_the_fields_is_shown_as_text(odd_client):
    tree = page(odd_client, "hostile")
    assert HOSTILE in tree.css_first(".evidence").text()
    assert tree.css_first("h1").text() == HOSTILE
    assert {one.attributes["src"][:8] for one in tree.css("script")} == {"/static/"}


def test_the_original_file_is_handed_out_byte_for_byte_and_never_as_a_page(client, spoken, seeds):
    link = page(client, spoken).css_first("a[href^='/originals/']").attributes["href"]
    answer = original(client, link)
    assert answer.data == (seeds / FILE).read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox"
    assert answer.mimetype == "application/octet-stream"


@pytest.mark.parametrize("document_id", ODD_IDS)
def test_a_line_of_a_jsonl_leads_to_its_file(odd_client, odd_index, document_id):
    answer = original(odd_client, f"/originals/{quote(document_id)}")
    assert answer.data == (odd_index.source / "odd.jsonl").read_bytes()


def test_a_file_that_is_gone_or_leads_out_of_the_folder_is_not_found(
    seeds_index, seeds, spoken, tmp_path
):
    source = tmp_path / "source"
    shutil.copytree(seeds, source)
    client = create_app(Settings(source=source, index=seeds_index.index)).test_client()
    assert original(client, f"/originals/{spoken}").status_code == 200
    (source / FILE).unlink()
    assert client.get(f"/originals/{spoken}").status_code == 404
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密")
    (source / FILE).symlink_to(secret)
    answer = original(client, f"/originals/{spoken}")
    assert answer.status_code == 404
    assert "秘密" not in answer.text
    assert "原文件已不在" in answer.text
