"""The commands that tell how well documents are understood, as a person types them."""

import json

import pytest

from searchapp.terminal.tables import plain, print_table, shortened, width

EXPLAINED = ("decisions", "disagreements", "removed")


@pytest.fixture
def source(tmp_path, seeds):
    folder = tmp_path / "source"
    folder.mkdir()
    (path,) = seeds.glob("001_*.txt")
    for name in ("甲.txt", "乙.txt"):
        (folder / name).write_bytes(path.read_bytes())
    (folder / "空.txt").write_bytes(b"")
    return folder


@pytest.fixture
def labels(tmp_path):
    text = "在全市教育工作会议上的讲话\n\n同志们：\n\n今天我们召开全市教育工作会议。\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "a.meta.toml").write_text("year = 2020", "utf-8")
    path = tmp_path / "labels.jsonl"
    path.write_text('{"file": "a.txt", "year": 2021, "speakers": []}', "utf-8")
    return path


def test_check_for_people_has_a_section_for_each_kind_of_finding(run, source):
    outcome = run("check", source=source)
    assert outcome.code == 0
    assert outcome.out.startswith(f"文档目录 {source}：3 个文件，2 篇文档，")
    sections = [line for line in outcome.out.splitlines() if line.endswith(("篇）", "处）"))]
    for heading in ("信息不明或没有把握", "疑似重复", "没有读出的文件", "清理掉的文字"):
        assert any(line.startswith(heading) for line in sections)
    assert "相同：乙.txt、甲.txt" in outcome.out
    assert "空.txt：文件为空" in outcome.out
    assert "页码 12" in outcome.out


def test_check_lists_what_was_cleaned_away_when_asked(run, source):
    assert "[版权与备案]" not in run("check", source=source).out
    assert "[版权与备案]" in run("check", "--removed", source=source).out


def test_check_reports_for_machines(run, source):
    report = json.loads(run("check", "--json", source=source).out)
    assert report["identical"] == [["乙.txt", "甲.txt"]]
    assert report["rejected"] == [{"file": "空.txt", "message": "文件为空"}]
    assert not any(one["removed"] for one in report["documents"])
    with_removed = json.loads(run("check", "--json", "--removed", source=source).out)
    assert all(one["removed"] for one in with_removed["documents"])


def test_check_is_strict_only_when_asked_and_only_about_what_can_be_mended(run, source, tmp_path):
    assert run("check", "--strict", source=source).code == 1
    clean = tmp_path / "clean"
    clean.mkdir()
    row = {"id": "a", "title": "题", "paragraphs": ["要重视教育。"]}
    (clean / "a.jsonl").write_text(json.dumps(row), "utf-8")
    outcome = run("check", "--strict", source=clean)
    assert outcome.code == 0
    assert "年份、日期、地区、讲话人" in outcome.out
    assert outcome.out.endswith("没有需要处理的问题。\n")


def test_check_needs_no_index_but_a_source_folder(run, source, tmp_path):
    assert run("check", source=source, index=tmp_path / "nowhere").code == 0
    outcome = run("check", source=tmp_path / "nowhere")
    assert outcome.code == 1
    assert "nowhere" in outcome.err


def test_read_explains_each_decision_with_its_evidence(run, seeds):
    (path,) = seeds.glob("004_*.txt")
    out = run("read", str(path), "--explain").out
    assert "region: 河南省/平顶山市/汝州市  ← " in out
    assert "[作者署名] " in out
    assert "段：朱同正" in out


def test_read_explains_for_machines_under_keys_of_its_own(run, seeds):
    (path,) = seeds.glob("001_*.txt")
    read = json.loads(run("read", str(path), "--json").out)
    explained = json.loads(run("read", str(path), "--json", "--explain").out)
    assert [*read, *EXPLAINED] == list(explained)
    assert not read.keys() & set(EXPLAINED)
    decisions = {one["field"]: one for one in explained["decisions"]}
    assert list(decisions["year"]) == ["field", "value", "evidence", "confidence"]
    for name, one in decisions.items():
        assert one["value"] == read[name]
        assert one["evidence"] == read["evidence"].get(name)
    assert {"text", "reason"} == set(explained["removed"][0])


def test_evaluate_names_each_miss(run, labels):
    outcome = run("evaluate", "metadata", str(labels))
    assert outcome.code == 0
    assert outcome.out.startswith("1 篇标注过的文档")
    assert "a.txt 年份：应为 2021，读出 2020  ← 附加说明文件 a.meta.toml" in outcome.out


def test_evaluate_reports_for_machines_over_all_labels_given(run, labels):
    outcome = run("evaluate", "metadata", str(labels), str(labels), "--json")
    report = json.loads(outcome.out)
    assert list(report) == ["document_count", "scores", "misses"]
    assert report["document_count"] == 2
    assert list(report["scores"]) == ["year", "speakers", "facets"]
    assert report["scores"]["year"]["accuracy"] == 0
    assert [one["field"] for one in report["misses"]] == ["year", "year"]


def test_evaluate_says_what_is_wrong_with_its_labels(run, labels, tmp_path):
    missing = run("evaluate", "metadata", str(tmp_path / "missing.jsonl"))
    elsewhere = run("evaluate", "metadata", str(labels), "--folder", str(tmp_path / "nowhere"))
    labels.write_text("{broken", "utf-8")
    broken = run("evaluate", "metadata", str(labels))
    assert (missing.code, elsewhere.code, broken.code) == (1, 1, 1)
    assert "missing.jsonl" in missing.err
    assert "nowhere" in elsewhere.err
    assert "第 1 行不能用：不是有效的 JSON" in broken.err
    assert run("evaluate", "metadata").code == 2


def test_columns_are_in_line_though_chinese_characters_are_wide(capsys):
    print_table(("文档", "年份"), [("a", "不明"), ("教育é\u0301", "2021")])
    lines = capsys.readouterr().out.splitlines()
    second = zip(lines, ("年份", "不明", "2021"), strict=True)
    assert len({width(line.removesuffix(cell)) for line, cell in second}) == 1


def test_text_of_others_cannot_steer_the_terminal():
    assert plain("a\x1b[31m\n\u202eb") == "a [31m  b"


def test_what_is_too_wide_keeps_its_end():
    assert shortened("河南省/郑州市/讲话.txt", 12) == "…市/讲话.txt"
    assert shortened("讲话", 4) == "讲话"
