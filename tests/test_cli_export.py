"""`searchapp export` as a person types it."""

import csv
import json

import pytest
from openpyxl import load_workbook


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_is_named_by_the_search_where_no_name_is_given(run, folder):
    outcome = run("export", "优质均衡", "--year", "2024", "--exclude-speaker", "段紅征")
    assert outcome.code == 0
    (path,) = folder.iterdir()
    assert path.name == "全文含“优质均衡”，年份 2024，不含讲话人 段红征.csv"
    assert path.name in outcome.err
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    found = json.loads(
        run("search", "优质均衡", "--year", "2024", "--exclude-speaker", "段紅征", "--json").out
    )
    assert [row["编号"] for row in rows] == [one["id"] for one in found["hits"]]


def test_the_suffix_says_the_format_unless_it_is_given(run, folder):
    run("export", "教育", "-o", "a.XLSX")
    assert load_workbook(folder / "a.XLSX").active["A1"].value == "编号"
    run("export", "教育", "--format", "jsonl", "-o", "b.txt")
    lines = (folder / "b.txt").read_text("utf-8").splitlines()
    out = run("export", "教育", "--format", "jsonl", "-o", "-").out
    assert out.splitlines() == lines
    assert all("教育" in json.loads(line)["text"] for line in lines)


def test_what_cannot_be_written_leaves_what_was_there(run, folder):
    (folder / "kept.csv").write_text("as it was")
    assert run("export", '"双减', "-o", "kept.csv").code == 2
    assert (folder / "kept.csv").read_text() == "as it was"
    outcome = run("export", "教育", "-o", "no/such/folder/a.csv")
    assert outcome.code == 1
    assert "no/such/folder/a.csv" in outcome.err
    assert "--output" in outcome.err
    assert [one.name for one in folder.iterdir()] == ["kept.csv"]
    assert run("export", "教育", "--format", "pdf").code == 2
