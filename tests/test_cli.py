"""The commands as a person types them, on real files and a real index."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from searchapp import errors
from searchapp.cli import exit_code
from searchapp.indexing.live import LiveIndex
from searchapp.query.request import SearchRequest
from searchapp.search import search
from tests.conftest import ROOT


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "好.txt").write_text("关于教育的讲话\n\n我们要重视教育。", "utf-8")
    (folder / "空.txt").write_bytes(b"")
    return folder


def without_time(result):
    return {key: value for key, value in result.items() if key != "took_ms"}


def test_search_gives_the_same_json_as_the_endpoint(run, seeds_index):
    outcome = run("search", "优质均衡", "--json", "--year", "2024", "--per-page", "10")
    current = LiveIndex(seeds_index.index).current()
    request = SearchRequest("优质均衡", year=("2024",), per_page=10)
    expected = json.loads(json.dumps(search(current, request, seeds_index).to_json()))
    assert without_time(json.loads(outcome.out)) == without_time(expected)


def test_search_for_people_names_what_was_asked_and_found(run):
    outcome = run("search", "优质均衡", "--region", "河南省", "--exclude-speaker", "段紅征")
    assert outcome.code == 0
    assert outcome.out.startswith("全文含“优质均衡”，地区 河南省，不含讲话人 段红征：")
    assert "郑鹤鹤" in outcome.out
    assert "相关段落（不计入命中）" in outcome.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", '"双减'),
        ("search", "双减", "--page", "x"),
        ("search", "x" * 10_000),
        ("search", "双减", "--year", "二〇二一"),
    ],
)
def test_a_request_that_cannot_be_understood_is_a_mistake_of_usage(run, arguments):
    outcome = run(*arguments)
    assert outcome.code == 2
    assert outcome.err.startswith("请求有误：")
    assert outcome.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("优质均衡 -新区",),
        ("优质均衡", "-新区"),
        ("-新区", "--per-page", "10", "优质均衡"),
        ("--", "优质均衡", "-新区"),
        ("优质均衡", "－新区"),
    ],
)
def test_terms_may_be_excluded_where_others_have_options(run, arguments):
    result = json.loads(run("search", "--json", *arguments).out)
    assert result["query"]["interpretation"].startswith("全文含“优质均衡”，不含“新区”")
    assert result["paragraph_count"] > 0


def test_where_nothing_is_found_what_is_close_is_told_with_its_count(run):
    out = run("search", "优质均横", "--year", "2024").out
    assert "0 段，0 篇" in out
    (line,) = [one for one in out.splitlines() if "改查" in one]
    found = run("search", "优质均衡", "--year", "2024").out
    assert line.strip() == f"改查“优质均衡”：{found.split('：')[1].split()[0]} 段"


def test_an_option_that_does_not_exist_is_no_query(run):
    assert run("search", "双减", "--yaer", "2021").code == 2
    assert run("search", "-x").code == 2
    assert "“x”" in run("search", "--", "-x").out


def test_a_mistake_has_a_caret_under_it_and_a_way_out(run):
    outcome = run("search", "雙減 (课后")
    assert outcome.code == 2
    first, query, caret, suggestion, meaning = outcome.err.splitlines()
    assert first.startswith("请求有误：第 4 个字符处的括号没有配对")
    assert query == "  雙減 (课后"
    assert caret == "       ^"  # Chinese characters are two columns wide
    assert suggestion == "改为这样检索：雙減 (课后)"
    assert meaning == "即：全文含“雙減”且含“课后”"


def test_of_a_long_query_the_part_around_the_mistake_is_shown(run):
    outcome = run("search", "双" * 200 + " (" + "课" * 200)
    _, query, caret, *_ = outcome.err.splitlines()
    assert query == "  …" + "双" * 29 + " (" + "课" * 39 + "…"
    assert caret.index("^") == 2 + 1 + 2 * 29 + 1


@pytest.mark.parametrize("command", [("search", "双减"), ("status",)])
def test_without_an_index_a_command_says_what_to_do(run, tmp_path, command):
    outcome = run(*command, index=tmp_path / "nowhere")
    assert outcome.code == 1
    assert "searchapp reindex" in outcome.err


def test_reindex_warns_of_files_and_is_strict_only_when_asked(run, source, tmp_path):
    index = tmp_path / "index"
    outcome = run("reindex", source=source, index=index)
    assert outcome.code == 0
    assert "空.txt：文件为空" in outcome.err
    assert "1 篇文档、1 段" in outcome.out
    assert run("reindex", "--strict", source=source, index=index).code == 1


def test_reindex_reports_for_machines(run, source, tmp_path):
    outcome = run("reindex", "--json", source=source, index=tmp_path / "index")
    report = json.loads(outcome.out)
    assert report["document_count"] == 1
    assert report["problems"] == [{"file": "空.txt", "message": "文件为空", "kept": False}]
    assert sorted(report["added"]) == ["好.txt", "空.txt"]


def test_reindex_without_a_source_folder_fails_with_its_name(run, tmp_path):
    outcome = run("reindex", source=tmp_path / "nowhere", index=tmp_path / "index")
    assert outcome.code == 1
    assert "nowhere" in outcome.err


def test_a_dry_run_lists_what_would_be_done(run, source, tmp_path):
    outcome = run("reindex", "--dry-run", source=source, index=tmp_path / "index")
    assert "新增 好.txt" in outcome.out
    assert not (tmp_path / "index").exists()


def test_options_go_before_the_environment(run, source, tmp_path):
    index = tmp_path / "index"
    run("reindex", "--source", str(source), "--index", str(index))
    status = json.loads(run("status", "--json", "--index", str(index)).out)
    assert status["document_count"] == 1
    assert json.loads(run("status", "--json").out)["document_count"] == 5


READ_KEYS = [
    *("id", "title", "subtitle", "kind", "model", "source", "authors", "url", "published"),
    *("date", "year", "region", "speakers", "complete", "script", "evidence"),
    *("paragraphs", "extra"),
]


def test_read_gives_what_is_known_of_a_file_in_the_order_documented(run, seeds):
    (path,) = seeds.glob("002_*.txt")
    outcome = run("read", str(path), "--json")
    read = json.loads(outcome.out)
    assert list(read) == READ_KEYS
    assert read["id"] == path.name
    assert read["source"] is None
    assert read["paragraphs"][0]["ordinal"] == 1
    assert {"name", "office"} == set(read["speakers"][0])


def test_read_needs_no_source_folder_and_gives_lines_of_json_as_a_list(run, tmp_path):
    path = tmp_path / "多篇.jsonl"
    rows = [{"id": one, "title": one, "paragraphs": ["一", "二"]} for one in ("a", "b")]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    read = json.loads(run("read", str(path), "--json", source=tmp_path / "nowhere").out)
    assert [one["id"] for one in read] == ["a", "b"]
    text = tmp_path / "讲话.txt"
    text.write_text("关于教育的讲话\n\n我们要重视教育。", "utf-8")
    assert json.loads(run("read", str(text), "--json").out)["id"] == "讲话.txt"


def test_explain_says_how_a_query_is_understood_and_why_a_paragraph_is_not_found(run):
    found = json.loads(run("search", "优质均衡", "--json").out)["hits"][0]["id"]
    out = run("explain", "优质均衡", "-2024年", "--paragraph", found, "--year", "1999").out
    assert out.startswith("理解为：全文含“优质均衡”，年份 1999，不含“2024年”\n")
    assert "分词：优质、均衡、优质均衡" in out
    assert f"{found} 没有命中" in out
    assert "✓ 全文含“优质均衡”" in out
    assert "✗ 筛选：年份 1999" in out
    asked = ("优质均衡", "--paragraph", found)
    assert json.loads(run("explain", *asked, "--json").out)["paragraph"]["is_hit"]
    missing = run("explain", "优质均衡", "--paragraph", "没有#1")
    assert missing.code == 1
    assert "没有#1" in missing.err


def test_read_of_what_cannot_be_read_says_why(run, source):
    for name, reason in (("空.txt", "文件为空"), ("没有.txt", "没有"), ("空.xyz", "没有")):
        outcome = run("read", str(source / name))
        assert outcome.code == 1
        assert reason in outcome.err


def test_read_for_people_shows_evidence_and_speakers(run, seeds):
    (path,) = seeds.glob("004_*.txt")
    out = run("read", str(path)).out
    assert "河南省/平顶山市/汝州市  ← " in out
    assert "[2] 朱同正：" in out


def test_status_says_when_a_reindex_is_due(run, monkeypatch):
    assert "需要重建" not in run("status").out
    from searchapp.indexing import manifest

    now = manifest.made_with() | {"分词": "another"}
    monkeypatch.setattr(manifest, "made_with", lambda *_: now)
    assert "需要重建（分词已改变）" in run("status").out


def all_errors():
    found, waiting = [], [errors.SearchAppError]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += one.__subclasses__()
    return found


def test_every_error_has_its_exit_code():
    codes = {one.__name__: exit_code(one(())) for one in all_errors()}
    assert codes.pop("BadRequest") == codes.pop("BadSettings") == 2
    assert set(codes.values()) == {1}
    assert len({one.code for one in all_errors()}) == len(all_errors())


def test_a_terminal_that_is_no_utf8_gets_its_text_all_the_same(seeds_index):
    environment = os.environ | {
        "SEARCHAPP_INDEX": str(seeds_index.index),
        "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
    }
    script = Path(sys.executable).with_name("searchapp")
    result = subprocess.run(
        [script, "search", "--year", "2024"],
        env=environment,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert result.returncode == 0
    assert "全部段落，年份 2024" in result.stdout.decode("utf-8")
