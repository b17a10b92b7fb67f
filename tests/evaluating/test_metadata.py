"""Scores of the metadata: how they are counted, and what they have to reach."""

import json

import pytest

from searchapp.errors import UnreadableFile
from searchapp.evaluating.labels import read_labels
from searchapp.evaluating.metadata import evaluate_metadata
from searchapp.settings import Settings

SPEECH = "在全市教育工作会议上的讲话\n\n同志们：\n\n今天我们召开全市教育工作会议。\n"


def write_labels(folder, *labels):
    path = folder / "labels.jsonl"
    lines = [one if isinstance(one, str) else json.dumps(one) for one in labels]
    path.write_text("\n".join(lines), "utf-8")
    return path


def evaluate(path, folder=None):
    return evaluate_metadata(read_labels(path, folder), Settings())


@pytest.fixture
def folder(tmp_path):
    """Files whose sidecars say what reading finds."""
    sidecars = {
        "a": 'date = 2021-03-04\nregion = "河南省/郑州市"\nspeakers = ["张三", "李四"]',
        "b": 'year = 2020\ndate = ""\nregion = ""\nspeakers = ["〈副区长〉"]',
    }
    for name, sidecar in sidecars.items():
        (tmp_path / f"{name}.txt").write_text(SPEECH, "utf-8")
        (tmp_path / f"{name}.meta.toml").write_text(sidecar, "utf-8")
    return tmp_path


def test_a_field_is_right_given_wrongly_or_rightly_unknown(folder):
    path = write_labels(
        folder,
        {"file": "a.txt", "year": 2021, "date": "", "region": "河南省"},
        {"file": "b.txt", "year": 2021, "date": "", "region": "河南省"},
    )
    evaluation = evaluate(path)
    scores = evaluation.scores()
    counts = {
        name: (one.right, one.expected, one.given, one.given_right) for name, one in scores.items()
    }
    assert counts == {
        "year": (1, 2, 2, 1),
        "date": (1, 0, 1, 0),
        "region": (0, 2, 1, 0),
        "facets": (2, 4, 4, 1),
    }
    assert scores["year"].accuracy == 0.5
    assert scores["facets"].precision == 0.25
    misses = [(one.file, one.field, one.expected, one.found) for one in evaluation.misses()]
    assert misses == [
        ("a.txt", "date", None, "2021-03-04"),
        ("a.txt", "region", "河南省", "河南省/郑州市"),
        ("b.txt", "year", 2021, 2020),
        ("b.txt", "region", "河南省", None),
    ]


def test_speakers_are_counted_over_all_documents_and_some_count_neither_way(folder):
    path = write_labels(
        folder,
        {
            "file": "a.txt",
            "speakers": ["張三", "王五"],
            "neither_right_nor_wrong": ["李四", "赵六"],
        },
        {"file": "b.txt", "speakers": ["<副区长>"]},
    )
    score = evaluate(path).scores()["speakers"]
    assert (score.expected, score.given, score.given_right) == (3, 2, 2)
    assert score.precision == 1
    assert score.recall == pytest.approx(2 / 3)
    assert score.f1 == pytest.approx(0.8)


def test_who_says_a_paragraph_is_right_if_all_and_only_those_are_found(folder):
    def said(start, *speakers):
        return {"starts": start, "speakers": speakers}

    label = {
        "file": "b.txt",
        "said_by": [
            said("今天我们召开", "<副区长>"),
            said("召開全市教育", "〈副区长〉"),
            said("今天我们", "张三"),
            said("没有这一段", "<副区长>"),
            said("没有这一段"),
        ],
    }
    evaluation = evaluate(write_labels(folder, label))
    assert evaluation.scores()["said_by"].accuracy == pytest.approx(2 / 5)
    assert [one.about for one in evaluation.misses()] == ["今天我们", "没有这一段", "没有这一段"]


def test_a_file_that_cannot_be_read_is_one_of_which_nothing_is_known(folder):
    (folder / "空.txt").write_bytes(b"")
    path = write_labels(folder, {"file": "空.txt", "year": 2021, "date": "", "speakers": ["张三"]})
    evaluation = evaluate(path)
    assert [one.field for one in evaluation.misses()] == ["year", "speakers"]
    assert all("文件为空" in one.evidence for one in evaluation.misses())
    assert evaluation.scores()["speakers"].recall == 0


def test_labels_may_be_about_files_of_another_folder(folder, tmp_path_factory):
    path = write_labels(tmp_path_factory.mktemp("labels"), {"file": "a.txt", "year": 2021})
    assert evaluate(path, folder).scores()["year"].accuracy == 1
    with pytest.raises(UnreadableFile, match=r"第 1 行不能用：没有“.*a\.txt”这个文件"):
        evaluate(path)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "不是有效的 JSON"),
        ("[]", "不是 JSON 对象"),
        ("{}", "file 应为文字"),
        ('{"file": "a.txt", "year": []}', "year 应为文字或数字"),
        ('{"file": "a.txt", "speakers": "张三"}', "speakers 应为一列姓名"),
        ('{"file": "a.txt", "said_by": ["张三"]}', "said_by 应为一列对象"),
        ('{"file": "a.txt", "said_by": [{"speakers": []}]}', "starts 应为文字"),
    ],
)
def test_a_line_that_is_not_right_is_named(folder, line, reason):
    path = write_labels(folder, {"file": "a.txt", "year": 2021}, line)
    with pytest.raises(UnreadableFile, match=f"第 2 行不能用：{reason}"):
        read_labels(path)


def test_a_file_of_labels_that_is_missing_empty_or_no_text_is_named(tmp_path):
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    for name in ("missing", "empty", "binary"):
        with pytest.raises(UnreadableFile, match=name):
            read_labels(tmp_path / f"{name}.jsonl")


@pytest.mark.corpus
def test_the_metadata_of_real_documents_is_as_right_as_it_has_to_be(corpora):
    pages = evaluate(corpora / "raw" / "labels.jsonl")
    reports = evaluate(corpora / "reports_2025" / "labels.jsonl")
    for name in ("year", "date", "region"):
        assert reports.scores()[name].accuracy == 1, reports.misses()
        assert pages.scores()[name].right >= 17, pages.misses()
    assert reports.scores()["speakers"].f1 == 1, reports.misses()
    assert pages.scores()["speakers"].f1 >= 0.9, pages.misses()
    assert pages.scores()["said_by"].accuracy >= 0.9, pages.misses()
    given = [one.scores()["facets"] for one in (pages, reports)]
    assert sum(one.given_right for one in given) >= 0.98 * sum(one.given for one in given)
