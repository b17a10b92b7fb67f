"""Nothing in a document, a name or a query steers the terminal."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.terminal.saying import escaped
from tests.conftest import ROOT
from tests.web.odd import EVIL, MARK

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
COMMANDS = (
    ("search", MARK),
    ("search", MARK, "--json"),
    ("search", MARK, "--view", "lines"),
    ("search", MARK, "--view", "documents"),
    ("search", "没有这样的话"),
    ("trends", MARK),
    ("explain", MARK, "--paragraph", f"{EVIL[6]}#1"),
    ("reindex", "--full"),
    ("check",),
    ("check", "--removed"),
    ("check", "--json"),
    ("status", "--verify"),
)


def lines_of(outcome):
    """What is printed, without our own colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", outcome.out + outcome.err)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_prints_what_a_terminal_obeys(run, evil_index, command):
    outcome = run(*command, source=evil_index.source, index=evil_index.index)
    assert outcome.code in (0, 1)
    assert outcome.out
    assert not OBEYED.search(lines_of(outcome))


def test_no_file_prints_what_a_terminal_obeys(run, tmp_path):
    file = tmp_path / "a\x1b[31m\r.txt"
    file.write_text(
        "在全区教育工作会议上的讲话\x1b]0;x\x07\n\n同志们：\n今天\u202e开会\x9b2J，很好。\n"
    )
    for options in ((), ("--explain",), ("--json",)):
        outcome = run("read", str(file), *options, source=tmp_path)
        assert outcome.code == 0, outcome.err
        assert not OBEYED.search(lines_of(outcome))
    for query in EVIL[:9]:
        outcome = run("search", "--", query)
        assert not OBEYED.search(lines_of(outcome)), query


def test_what_is_styled_is_cleaned_before(run, evil_index):
    outcome = run("search", MARK, source=evil_index.source, index=evil_index.index)
    assert not set(re.findall(r"\x1b\[[0-9;]*m", outcome.out)) - {
        "\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[31m\x1b[1m"
    }  # fmt: skip


def test_everything_goes_to_the_terminal_by_one_way():
    for path in (ROOT / "searchapp" / "cli.py", *(ROOT / "searchapp" / "terminal").glob("*.py")):
        if path.name not in ("saying.py", "options.py"):
            text = path.read_text("utf-8")
            assert not re.search(r"click\.s?echo|click\.style|\bprint\(", text), path


@given(st.recursive(st.text(), lambda one: st.dictionaries(st.text(), one) | st.lists(one)))
def test_escaped_json_says_the_same(content):
    written = escaped(json.dumps(content, ensure_ascii=False, indent=2))
    assert json.loads(written) == content
    assert not OBEYED.search(written)
