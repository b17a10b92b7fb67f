"""What a check of the source folder tells, and that it needs no index."""

import datetime as dt
import json
import shutil

import pytest

from searchapp.documents.model import Document, Paragraph, Removed, Speaker
from searchapp.errors import SourceUnusable
from searchapp.indexing.check import check
from searchapp.indexing.duplicates import LEAST_SHARE
from searchapp.indexing.findings import CERTAIN, Findings, document_findings
from searchapp.settings import Settings

KEYS = [
    *("source", "file_count", "document_count", "paragraph_count"),
    *("certain_from", "near_duplicate_from"),
    *("unknown_counts", "uncertain_counts", "removed_counts"),
    *("documents", "identical", "near_duplicates", "rejected", "partly_read", "unused_sidecars"),
]
DOCUMENT_KEYS = [
    *("id", "file", "title", "unknown", "uncertain", "disagreements", "removed_counts", "removed")
]


def settled(**changes):
    """A document about which there is nothing to find."""
    known = {
        "id": "讲话.txt",
        "title": "在全市教育工作会议上的讲话",
        "paragraphs": (Paragraph(1, "要重视教育。", ("张三",)),),
        "kind": "speech",
        "date": dt.date(2021, 3, 4),
        "year": 2021,
        "region": "河南省/郑州市",
        "speakers": (Speaker("张三", "市长"),),
    }
    return Document(**known | changes)


def findings_about(**changes):
    return document_findings(settled(**changes), "讲话.txt", with_removed=False)


def check_folder(folder, **files):
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    return check(Settings(source=folder))


def line(document_id, text="要重视教育。", **fields):
    row = {"id": document_id, "title": "题", "paragraphs": [text], "year": 2021, **fields}
    return json.dumps(row, ensure_ascii=False) + "\n"


def test_the_report_on_the_seeds_has_the_keys_documented(seeds):
    report = check(Settings(source=seeds)).to_json()
    assert list(report) == KEYS
    assert (report["file_count"], report["document_count"]) == (5, 5)
    assert report["rejected"] == report["partly_read"] == report["unused_sidecars"] == []
    assert report["identical"] == report["near_duplicates"] == []
    for one in report["documents"]:
        assert list(one) == DOCUMENT_KEYS
    (told,) = [one for one in report["documents"] if one["disagreements"]]
    assert told["id"].startswith("001_")
    assert "2021" in told["disagreements"][0]
    assert "2022" in told["disagreements"][0]
    unknown_dates = [one["id"] for one in report["documents"] if "date" in one["unknown"]]
    assert report["unknown_counts"]["date"] == len(unknown_dates) == 2
    assert any(one.startswith("001_") for one in unknown_dates)


def test_what_was_cleaned_away_is_counted_by_reason_and_kept_only_when_asked_for(seeds):
    counted = check(Settings(source=seeds))
    listed = check(Settings(source=seeds), with_removed=True)
    assert all(not one.removed for one in counted.documents)
    for one in listed.documents:
        assert len(one.removed) == sum(one.removed_counts.values())
        assert {piece.reason for piece in one.removed} == one.removed_counts.keys()
    gloss = next(one for one in listed.documents if one.id.startswith("002_"))
    assert Removed("(shí)", "拼音注音") in gloss.removed


def test_a_document_of_which_all_is_known_is_not_listed():
    assert not findings_about()


def test_fields_without_a_value_are_unknown():
    found = findings_about(title="讲话.txt", date=None, year=None, region=None, speakers=())
    assert found.unknown == ("title", "year", "date", "region", "speakers")


def test_nobody_need_speak_a_law():
    assert findings_about(kind="law", speakers=()).unknown == ()


def test_a_value_of_little_confidence_is_uncertain_and_one_that_is_unknown_is_not():
    confidence = {"year": CERTAIN - 0.1, "region": CERTAIN, "kind": 0.2, "date": 0.1}
    found = findings_about(confidence=confidence, date=None)
    assert found.uncertain == {"year": CERTAIN - 0.1, "kind": 0.2}
    assert found.unknown == ("date",)


def test_disagreements_are_told_as_they_stand():
    told = ("标题说 2021 年，正文说 2022 年",)
    assert findings_about(disagreements=told).disagreements == told


def test_the_same_text_under_two_names_and_an_edited_copy_are_suspected(tmp_path, seeds):
    (path,) = seeds.glob("004_*.txt")
    text = path.read_text("utf-8")
    files = {"a.txt": text, "b.txt": text, "c.txt": text.replace("干部", "职工")}
    report = check_folder(tmp_path / "source", **files).to_json()
    assert report["identical"] == [["a.txt", "b.txt"]]
    (pair,) = report["near_duplicates"]
    assert pair["documents"] == ["a.txt", "c.txt"]
    assert LEAST_SHARE < pair["share"] < 1


def test_files_not_read_read_in_part_and_sidecars_not_used_are_told_apart(tmp_path):
    findings = check_folder(
        tmp_path / "source",
        **{
            "空.txt": "",
            "图.png": "x",
            "多篇.jsonl": line("a") + "{broken\n" + line("a") + line("c", title=None),
            "讲话.txt": "关于教育的讲话\n\n我们要重视教育。",
            "讲话.meta.toml": "yaer = 2021",
            "没有.meta.toml": "year = 2021",
        },
    )
    assert [one.path for one in findings.rejected] == ["图.png", "空.txt"]
    parts = [(one.path, one.message) for one in findings.partly_read]
    assert [path for path, _ in parts] == ["多篇.jsonl"] * 3 + ["讲话.txt"]
    assert any("编号“a”已由“多篇.jsonl”使用" in message for _, message in parts)
    assert [one.path for one in findings.unused_sidecars] == ["没有.meta.toml"]
    assert findings.document_count == 2
    assert findings.calls_for_action


def test_a_line_whose_id_another_file_has_used_is_not_taken_for_its_duplicate(tmp_path):
    findings = check_folder(tmp_path / "source", **{"一.jsonl": line("a"), "二.jsonl": line("a")})
    assert findings.document_count == 1
    assert findings.identical == ()
    assert [one.path for one in findings.rejected] == ["二.jsonl"]


def test_what_is_unknown_or_was_cleaned_away_calls_for_no_action():
    def about(**changes):
        return Findings("s", 1, 1, 1, (findings_about(**changes),), (), (), (), (), ())

    assert not about(date=None, removed=(Removed("首页", "栏目"),)).calls_for_action
    assert about(confidence={"year": 0.1}).calls_for_action
    assert about(disagreements=("甲，乙",)).calls_for_action


def test_progress_is_told_up_to_the_end(seeds):
    told = []
    check(Settings(source=seeds), progress=lambda *one: told.append(one))
    assert told[-1][:2] == (5, 5)
    assert [one[2] for one in told] == sorted(one[2] for one in told)


def test_a_folder_that_is_missing_or_empty_cannot_be_checked(tmp_path):
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(SourceUnusable, match="SEARCHAPP_SOURCE"):
            check(Settings(source=folder))


@pytest.mark.corpus
def test_a_thousand_documents_in_lines_of_json_are_checked_one_by_one(corpora, tmp_path):
    shutil.copy(corpora / "education.jsonl.xz", tmp_path)
    findings = check(Settings(source=tmp_path))
    assert findings.document_count == 1041
    assert findings.paragraph_count == 23295
    assert len(findings.near_duplicates) == 13
