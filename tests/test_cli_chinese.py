"""What click says on its own is Chinese too: help and usage errors."""

import re
from io import BytesIO

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from searchapp.terminal.chinese import TRANSLATIONS

CATALOGUE = TRANSLATIONS / "zh_CN" / "LC_MESSAGES" / "messages.po"
# Names of commands, options and values are what a person has to type.
TYPED = re.compile(r"searchapp( [a-z]+)*|--[a-z-]+|['“‘][^'”’]*['”’]|（[a-z]+）|<=x<=")


def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, "zh_CN")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serch"], "没有“serch”这个命令"),
        (["search", "--per", "3"], "没有“--per”这个选项"),
        (["search", "--page"], "选项“--page”后面要有"),
        (["reindex", "--full=yes"], "选项“--full”不带值"),
        (["serve", "--port", "eight"], "'--port' 的值不合适：“eight”不是所要的数"),
        (["serve", "--port", "99999"], "99999 不在 0<=x<=65535 的范围内"),
        (["read"], "缺少参数 'FILE'"),
        (["status", "extra"], "多出了参数（extra）"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_chinese(run, arguments, said):
    outcome = run(*arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert not re.search("[a-z]{3,}", TYPED.sub("", outcome.err.replace("main", "searchapp")))


def test_help_is_in_chinese(run):
    out = run("--help").out
    assert "用法：" in out
    assert "选项:" in out
    assert "命令:" in out
    assert "显示这份说明。" in out
    assert "Show" not in out


def test_the_compiled_catalogue_is_that_of_the_readable_one():
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_translations_fill_in_nothing_that_click_does_not_give():
    for message in catalogue():
        given, used = (
            set(re.findall(r"\{(\w+)", str(one))) for one in (message.id, message.string)
        )
        assert used <= given, message.id
