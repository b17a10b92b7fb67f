"""The page that shows what a check of the source folder finds."""

import shutil
import sys

import pytest
from selectolax.lexbor import LexborHTMLParser

from searchapp import create_app
from searchapp.errors import SearchAppError
from searchapp.indexing.check import check
from searchapp.settings import Settings
from searchapp.web import admin
from searchapp.web.checking import SourceCheck
from tests.web.odd import HOSTILE

LONG_ENOUGH = 60
TOKEN = "0123456789abcdef"


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    monkeypatch.setattr(admin, "_PATIENCE", LONG_ENOUGH)


@pytest.fixture
def source(tmp_path, seeds):
    """A folder with something of each kind to find."""
    folder = tmp_path / "source"
    folder.mkdir()
    (path,) = seeds.glob("001_*.txt")
    for name in ("甲.txt", "乙.txt"):
        shutil.copy(path, folder / name)
    (folder / "丙.txt").write_text(path.read_text("utf-8").replace("教育", "教学", 3), "utf-8")
    (folder / "空.txt").write_text("")
    (folder / "没有.meta.toml").write_text("year = 2021")
    return folder


def site(source):
    token = source.parent / "token"
    token.write_text(TOKEN)
    return create_app(Settings(source=source, admin_token_file=token)).test_client()


def page(source, url="/admin/check"):
    answer = site(source).get(url, auth=("", TOKEN))
    return answer, LexborHTMLParser(answer.text)


def rows(tree, section):
    return [
        " ".join(one.text(separator=" ").split())
        for one in tree.css(f"section[aria-labelledby={section}] tbody tr")
    ]


def test_without_the_setting_there_is_no_such_page(client):
    assert client.get("/admin/check").status_code == 404


def test_the_page_shows_what_the_command_finds(source):
    findings = check(Settings(source=source)).to_json()
    answer, tree = page(source)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    about = tree.css_first(".check .about").text()
    assert "5 个文件" in about
    assert "3 篇文档" in about
    assert len(rows(tree, "unsettled")) == len(
        [one for one in findings["documents"] if one["unknown"] or one["uncertain"]]
    )
    assert len(rows(tree, "cleaned")) == 3
    assert rows(tree, "identical") == ["乙.txt 甲.txt"]
    (similar,) = rows(tree, "similar")
    assert f"{findings['near_duplicates'][0]['share']:.1%}" in similar
    assert rows(tree, "rejected") == ["空.txt 文件为空"]
    assert rows(tree, "unused-sidecars")[0].startswith("没有.meta.toml")
    assert not tree.css("section[aria-labelledby=partly-read]")


def test_while_a_check_takes_its_time_the_page_says_so(source, monkeypatch):
    monkeypatch.setattr(admin, "_PATIENCE", 0)
    client = site(source)
    answer = client.get("/admin/check", auth=("", TOKEN))
    assert answer.status_code == 200
    assert "还没有读完" in answer.text
    monkeypatch.setattr(admin, "_PATIENCE", LONG_ENOUGH)
    assert "3 篇文档" in client.get("/admin/check", auth=("", TOKEN)).text


def test_findings_are_kept_until_the_folder_changes(source):
    source_check = SourceCheck(Settings(source=source))
    first = source_check.findings(LONG_ENOUGH)
    assert source_check.findings(LONG_ENOUGH) is first
    (source / "空.txt").unlink()
    second = source_check.findings(LONG_ENOUGH)
    assert second["file_count"] == first["file_count"] - 1


def test_a_check_that_fails_says_so_and_is_tried_again(source, monkeypatch):
    source_check = SourceCheck(Settings(source=source))
    with monkeypatch.context() as broken:
        broken.setattr(sys, "executable", shutil.which("false"))
        with pytest.raises(SearchAppError, match="日志"):
            source_check.findings(LONG_ENOUGH)
    assert source_check.findings(LONG_ENOUGH)["document_count"] == 3


def test_a_folder_that_is_missing_is_told_as_on_every_page(tmp_path):
    answer, tree = page(tmp_path / "nowhere")
    assert answer.status_code == 503
    assert "SEARCHAPP_SOURCE" in tree.css_first(".nothing").text()


def test_hostile_text_is_shown_as_text_and_unknown_parameters_are_ignored(odd_index):
    answer, tree = page(odd_index.source, "/admin/check?utm_source=x")
    assert any(HOSTILE in one.text() for one in tree.css("tbody th"))
    assert {one.attributes["src"][:8] for one in tree.css("script")} == {"/static/"}
    assert "utm_source" in tree.css_first(".notice").text()
    assert answer.status_code == 200


def test_a_table_of_thousands_ends_with_where_to_find_the_rest(tmp_path, monkeypatch):
    monkeypatch.setattr(admin, "_MOST_SHOWN", 2)
    for number in range(5):
        (tmp_path / f"{number}.png").write_bytes(b"x")
    _, tree = page(tmp_path)
    assert len(rows(tree, "rejected")) == 2
    assert "另有 3 条" in tree.css_first(".check").text()
