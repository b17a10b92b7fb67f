"""With which code each command ends: as the README says, and whatever goes wrong."""

import re
import shutil
from dataclasses import replace

import pytest

from searchapp import errors
from searchapp.cli import exit_code, main
from searchapp.indexing.lock import locked
from searchapp.indexing.reindex import reindex
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTED = {
    int(code): meaning
    for code, meaning in re.findall(r"^\| `(\d)` \| (.*) \|$", README, flags=re.MULTILINE)
}
DONE = [
    ["search", "没有这样的话"],
    ["search", "教育", "--json"],
    ["read", "{seeds}/../README.md", "--json"],
    ["status", "--verify"],
    ["check"],
    ["reindex", "--dry-run"],
    ["backup", "{tmp}/saved"],
    ["--version"],
    ["--help"],
]
FAILED = [
    ["search", "教育", "--index", "{tmp}/nowhere"],
    ["status", "--index", "{tmp}/nowhere"],
    ["reindex", "--source", "{tmp}/nowhere", "--index", "{tmp}/new"],
    ["reindex", "--strict", "--source", "{tmp}/bad", "--index", "{tmp}/new"],
    ["check", "--strict", "--source", "{tmp}/bad"],
    ["read", "{tmp}/nowhere.txt"],
    ["read", "{tmp}/bad/empty.txt"],
    ["export", "教育", "-o", "{tmp}/no/such/folder.csv"],
    ["serve", "--host", "192.0.2.1"],
    ["backup", "{tmp}/bad/saved", "--source", "{tmp}/bad"],
    ["restore", "{tmp}/nowhere"],
]
MISUSED = [
    ["nonsense"],
    ["search", "教育", "--nonsense"],
    ["search", '"教育'],
    ["search", "教育", "--year", "20x1"],
    ["search", "教育", "--page", "0"],
    ["export", "教育", "--format", "doc"],
    ["serve", "--port", "99999"],
    ["backup"],
]


@pytest.fixture
def place(seeds_index, tmp_path):
    """A folder with a document that cannot be read."""
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "empty.txt").touch()
    (tmp_path / "bad" / "good.txt").write_text("教育是国之大计。", "utf-8")
    return tmp_path


def ended(run, place, seeds, arguments, code):
    given = [one.format(tmp=place, seeds=seeds) for one in arguments]
    outcome = run(*given)
    assert outcome.code == code, outcome.err
    assert code in DOCUMENTED
    if code:
        assert (outcome.err + outcome.out).strip()
        assert "Traceback" not in outcome.err


@pytest.mark.parametrize("arguments", DONE, ids=" ".join)
def test_what_is_done_ends_with_0(run, place, seeds, arguments):
    ended(run, place, seeds, arguments, 0)


@pytest.mark.parametrize("arguments", FAILED, ids=" ".join)
def test_what_fails_ends_with_1(run, place, seeds, arguments):
    ended(run, place, seeds, arguments, 1)


@pytest.mark.parametrize("arguments", MISUSED, ids=" ".join)
def test_what_is_asked_wrongly_ends_with_2(run, place, seeds, arguments):
    ended(run, place, seeds, arguments, 2)


def test_an_index_that_is_in_use_or_damaged_is_a_failure(run, place, seeds_index, seeds):
    copied = replace(seeds_index, index=place / "index")
    shutil.copytree(seeds_index.index, copied.index)
    with locked(copied.index):
        ended(run, place, seeds, ["reindex", "--index", "{tmp}/index"], 1)
    reindex(copied)
    (copied.index / "current").write_text("nonsense\n")
    ended(run, place, seeds, ["status", "--index", "{tmp}/index", "--verify"], 1)


def test_a_setting_that_is_wrong_is_misuse(run, place, seeds, monkeypatch):
    monkeypatch.setenv("SEARCHAPP_MAX_QUERY_TERMS", "many")
    ended(run, place, seeds, ["search", "教育"], 2)


def test_every_command_is_tried():
    tried = {one[0] for one in (*DONE, *FAILED, *MISUSED)} | {"explain", "evaluate", "trends"}
    assert set(main.commands) <= tried


def test_every_error_there_is_has_a_code_that_is_documented():
    def below(error):
        yield error
        for child in error.__subclasses__():
            yield from below(child)

    for error in below(errors.SearchAppError):
        code = exit_code(error.__new__(error))
        assert code in DOCUMENTED
        assert code > 0
    assert sorted(DOCUMENTED) == [0, 1, 2]
