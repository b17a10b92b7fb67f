"""Old Word files are read through an installed converter, or the person is told what to install."""

import shutil
import subprocess
import time

import docx
import pytest

from searchapp.settings import Settings
from tests.documents.conftest import refused
from tests.documents.test_formats import SPEECH, saved

LONG = SPEECH * 9  # antiword takes no short ones
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def old_word(tmp_path_factory):
    """A Word 97 file with the speech and a table, as LibreOffice writes it."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("no LibreOffice (soffice) to write a .doc with")
    folder = tmp_path_factory.mktemp("doc")
    document = docx.Document()
    for cell, text in zip(document.add_table(1, 2)._cells, ["一中", "30"], strict=True):
        cell.text = text
    for line in LONG:
        document.add_paragraph(line)
    (folder / "a.docx").write_bytes(saved(document))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", folder]
    subprocess.run([*command, folder / "a.docx"], check=True, capture_output=True, timeout=100)
    return (folder / "a.doc").read_bytes()


def test_an_old_word_file_is_read_through_libreoffice_whatever_it_is_called(read, old_word):
    lines = read("--讲话 $(x)'.wps", old_word).lines
    assert [line for line in lines if line] == ["一中 | 30", *LONG]


def test_antiword_takes_its_place_where_it_is_not_there(read, old_word, tmp_path, monkeypatch):
    program = shutil.which("antiword")
    if not program:
        pytest.skip("no antiword")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "antiword").symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    lines = [line for line in read("a.doc", old_word).lines if line]
    assert lines[-len(LONG) :] == LONG


@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_without_a_converter_the_reason_names_what_to_install(read, suffix, monkeypatch):
    monkeypatch.setenv("PATH", "")
    reason = refused(read, f"a{suffix}", OLE + b"\0" * 600)
    assert f"读取 {suffix} 需要 LibreOffice" in reason


def test_what_the_converter_cannot_read_is_refused(read):
    if not shutil.which("soffice"):
        pytest.skip("no LibreOffice (soffice)")
    assert "未能转换" in refused(read, "a.doc", OLE + b"\0" * 600)


def test_a_converter_that_hangs_is_given_up_with_all_it_started(read, tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "soffice"
    late = tmp_path / "late"
    program.write_text(f"#!/bin/sh\n(/bin/sleep 0.8; echo > {late}) &\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    reason = refused(read, "a.doc", OLE, Settings(max_read_seconds=0.4))
    assert reason == "转换超过 0.3 秒仍未完成，已放弃"
    time.sleep(0.7)
    assert not late.exists()


def test_other_formats_under_an_old_suffix_are_read_as_what_they_are(read):
    document = docx.Document()
    document.add_paragraph("正文")
    page = "<html><body><p>正文里的一句话，说得很清楚。</p></body></html>"
    assert read("a.doc", saved(document)).lines == ("正文",)
    assert read("a.wps", b"{\\rtf1\\ansi\\ansicpg936 \\'d5\\'fd\\'ce\\'c4}").lines == ("正文",)
    assert read("b.doc", page).lines == ("正文里的一句话，说得很清楚。",)
    mhtml = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}"
    assert read("c.doc", mhtml).lines == ("正文里的一句话，说得很清楚。",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件为空"),
        ("只是文字".encode(), "不是有效的 Word 文档"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "加密"),
    ],
)
def test_what_is_no_word_file_is_refused_with_the_reason(read, content, reason):
    assert reason in refused(read, "a.doc", content)
