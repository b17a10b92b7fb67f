"""Whatever has become of a file, it is read or refused by its reason, and soon."""

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.documents.folder import SourceFile
from searchapp.documents.model import RawText
from searchapp.documents.reading import read_file
from searchapp.documents.understand import understand
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings
from tests.documents.damage import FILES, damaged
from tests.soak.states import SHORT

SETTINGS = Settings(max_read_seconds=20)
ROUNDS = 5
LONG = 20 if SHORT else 1_500
LONGEST_SECONDS = 5
UNEXPECTED = ("异常中止", "仍未完成", "文件可能已损坏（")
PIECES = (
    *(
        "在全区教育工作会议上的讲话",
        "（2024年3月10日）",
        "同志们：",
        "张三",
        "局长",
        "来源：",
        "记者",
    ),
    *("一、", "（一）", "第一条", "河南省郑州市", "教育部", "主持会议", "指出", "强调", "版权所有"),
    *("一九九九年十二月三十一日", "99999年99月99日", "2024-13-45", "0001年1月1日", "民国三年"),
    *(
        "\x00",
        "\x1b[2J",
        "\u202e",
        "\ufeff",
        "\u3000",
        "\t",
        "|",
        ">",
        "《",
        "》",
        "（",
        "）",
        "：",
        "。",
    ),
    *("□", "×××", "http://", "www.", "-" * 40, "（法）" * 20, "<script>", "下载全文", "省略1字"),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join)
LINES = st.lists(TEXTS, max_size=20)


def outcome(folder, name, data):
    """The documents of a file of these bytes, or why it is not read."""
    path = folder / f"a.{name}"
    path.write_bytes(data)
    try:
        return list(read_file(folder, SourceFile(path.name), SETTINGS))
    except UnreadableFile as error:
        return str(error)


def test_the_files_are_good_before_they_are_damaged(tmp_path):
    for name, data in FILES.items():
        assert "公平而有质量" in str(outcome(tmp_path, name, data)), name


def try_all(folder, seed, rounds):
    draw = random.Random(seed)
    slowest = 0.0, ""
    for number in range(rounds):
        for name in FILES:
            data = damaged(draw, name)
            started = time.perf_counter()
            found = outcome(folder, name, data)
            slowest = max(slowest, (time.perf_counter() - started, f"{name} {number}"))
            assert found, (name, number)
            # No process died, no time ran out, no exception came that is not our own.
            assert not any(one in found for one in UNEXPECTED), (name, number, found)
    return slowest


def test_damaged_files_are_read_or_refused(tmp_path):
    try_all(tmp_path, 1, ROUNDS)


def understood(lines, title, source):
    """A document made of any lines, all of whose paragraphs come from them."""
    document = understand(RawText(tuple(lines), title=title, source=source), "a.txt")
    held = set("".join(lines))
    assert all(set(one.text) - {" "} <= held for one in document.paragraphs)
    json.dumps(document.to_json())


@given(LINES, st.none() | TEXTS, st.none() | TEXTS)
@settings(max_examples=60)
def test_any_lines_are_understood(lines, title, source):
    understood(lines, title, source)


@pytest.mark.soak
@given(LINES, st.none() | TEXTS, st.none() | TEXTS)
@settings(max_examples=300 if SHORT else 20_000, database=None)
def test_any_lines_are_understood_thousands_of_times(lines, title, source):
    understood(lines, title, source)


@pytest.mark.soak
def test_thousands_of_damaged_files_are_read_or_refused(tmp_path):
    seconds, which = try_all(tmp_path, 2, LONG)
    print(f"{LONG * len(FILES)} files, slowest {seconds:.2f} s: {which}")
    assert seconds < LONGEST_SECONDS


@pytest.mark.soak
@pytest.mark.parametrize(
    "piece", ["张三指出，", "李四说：", "（", "“", "《", "教育", "第一条", "1"]
)
def test_one_long_line_takes_no_longer_than_its_length(piece):
    started = time.process_time()
    understood([piece * (150_000 // len(piece))], None, None)
    assert time.process_time() - started < 10
