"""Which files of a source folder are documents, and which are listed with a reason."""

import os
import tempfile
from pathlib import Path

import pytest

from searchapp.documents.folder import SourceFile, find_file, scan
from searchapp.errors import SourceUnusable, UnreadableFile
from searchapp.settings import Settings

NOBODY = 65_534


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


def put(path, content="文字"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def read_ones(source):
    return [file.path for file in scan(Settings(source=source)) if not file.rejected]


def rejected_ones(source):
    return {file.path: file.rejected for file in scan(Settings(source=source)) if file.rejected}


def test_files_of_every_format_in_every_subfolder_are_listed_in_order(source):
    names = [
        "b.txt",
        "a/c.HTML",
        "a/b/d.docx",
        "e.md",
        "f.htm",
        "g.jsonl",
        "h.jsonl.gz",
        "i.JSONL.XZ",
    ]
    for name in names:
        put(source / name)
    assert read_ones(source) == sorted(names)
    assert not rejected_ones(source)


def test_size_and_time_are_the_files_own(source):
    path = put(source / "a.txt", "文字")
    (file,) = scan(Settings(source=source))
    assert (file.size, file.modified_ns) == (6, path.stat().st_mtime_ns)


def test_what_programs_leave_behind_is_passed_over(source):
    put(source / "a.txt")
    for name in (".hidden.txt", ".git/b.txt", "~$a.docx", "页面_files/c.html", "Thumbs.db"):
        put(source / name)
    assert [file.path for file in scan(Settings(source=source))] == ["a.txt"]


def test_files_of_other_formats_are_listed_with_the_reason(source):
    put(source / "a.txt")
    put(source / "表.XLSX")
    put(source / "sub" / "LICENSE")
    assert rejected_ones(source) == {
        "表.XLSX": "不读取.xlsx 格式",
        "sub/LICENSE": "不读取没有后缀的文件",
    }


def test_a_sidecar_is_no_document_but_part_of_one(source):
    put(source / "a.txt")
    (before,) = scan(Settings(source=source))
    digest = before.sha256(source)
    sidecar = put(source / "a.meta.toml", "year = 2020")
    (after,) = scan(Settings(source=source))
    assert after.sidecar == "a.meta.toml"
    assert after != before
    digests = {digest, after.sha256(source)}
    put(sidecar, "year = 2021")
    (later,) = scan(Settings(source=source))
    assert len({*digests, later.sha256(source)}) == 3
    sidecar.unlink()
    assert scan(Settings(source=source)) == [before]
    assert before.sha256(source) == digest


def test_any_change_of_time_of_file_or_sidecar_is_noticed(source):
    file, sidecar = put(source / "a.txt"), put(source / "a.meta.toml", "year = 2020")
    seen = set()
    for file_ns, sidecar_ns in ((5, 5), (9, 5), (9, 3), (5, 3)):
        os.utime(file, ns=(file_ns, file_ns))
        os.utime(sidecar, ns=(sidecar_ns, sidecar_ns))
        seen.update(scan(Settings(source=source)))
    assert len(seen) == 4


def test_files_that_share_a_name_share_a_sidecar_unless_one_has_its_own(source):
    for name in ("a.txt", "a.docx", "a.meta.toml", "b.txt", "b.txt.meta.toml", "b.meta.toml"):
        put(source / name)
    sidecars = {
        file.path: file.sidecar for file in scan(Settings(source=source)) if not file.rejected
    }
    assert sidecars == {
        "a.txt": "a.meta.toml",
        "a.docx": "a.meta.toml",
        "b.txt": "b.txt.meta.toml",
    }
    assert list(rejected_ones(source)) == ["b.meta.toml"]


def test_a_sidecar_without_a_document_or_beside_lines_of_json_is_reported(source):
    for name in ("a.jsonl", "a.meta.toml", "typo.meta.toml", "sub/b.txt", "b.meta.toml"):
        put(source / name)
    assert list(rejected_ones(source)) == ["a.meta.toml", "b.meta.toml", "typo.meta.toml"]


def test_links_that_lead_out_of_the_folder_are_not_followed(source, tmp_path):
    put(tmp_path / "outside" / "secret.txt", "机密")
    put(source / "sub" / "a.txt")
    (source / "out.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (source / "outfolder").symlink_to(tmp_path / "outside", target_is_directory=True)
    (source / "a.meta.toml").symlink_to(tmp_path / "outside" / "secret.txt")
    (source / "a.txt").symlink_to(source / "sub" / "a.txt")
    (source / "loop").symlink_to(source, target_is_directory=True)
    (source / "gone.txt").symlink_to(source / "nothing.txt")
    assert read_ones(source) == ["a.txt", "sub/a.txt"]
    assert set(rejected_ones(source)) == {"out.txt", "outfolder", "a.meta.toml", "loop", "gone.txt"}
    outside = next(file for file in scan(Settings(source=source)) if file.path == "out.txt")
    assert "未跟随" in outside.rejected
    assert outside.sha256(source) == SourceFile("x", rejected=outside.rejected).sha256(source)


def test_a_folder_that_is_a_link_itself_is_read(source, tmp_path):
    put(source / "a.txt")
    (tmp_path / "link").symlink_to(source, target_is_directory=True)
    assert read_ones(tmp_path / "link") == ["a.txt"]


def test_a_name_that_is_no_unicode_is_reported(source):
    put(source / "a.txt")
    raw = os.fsencode(source) + "/讲话.txt".encode("gbk")
    try:
        with open(raw, "wb") as file:  # noqa: PTH123 - a path in bytes
            file.write(b"x")
    except OSError:
        pytest.skip("this file system takes only names in Unicode")
    ((path, reason),) = rejected_ones(source).items()
    assert path.encode().startswith(b"\\udc")
    assert "Unicode" in reason
    assert read_ones(source) == ["a.txt"]


def test_what_is_no_file_is_reported(source):
    put(source / "a.txt")
    os.mkfifo(source / "pipe.txt")
    assert list(rejected_ones(source)) == ["pipe.txt"]


@pytest.fixture
def nobody():
    """Be somebody without rights for as long as the test lasts, where one is root."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(own)


def test_a_folder_that_cannot_be_listed_is_reported(nobody):
    # Not below pytest's own folder, which only its owner may enter.
    with tempfile.TemporaryDirectory() as folder:
        put(Path(folder) / "a.txt")
        put(Path(folder) / "locked" / "b.txt")
        (Path(folder) / "locked").chmod(0)
        assert list(rejected_ones(Path(folder))) == ["locked/"]
        (Path(folder) / "locked").chmod(0o700)


def test_the_hash_is_of_the_content_and_of_nothing_that_is_gone(source):
    put(source / "a.txt", "文字")
    put(source / "b.txt", "文字")
    first, second = scan(Settings(source=source))
    assert first.sha256(source) == second.sha256(source)
    put(source / "b.txt", "文学")
    assert first.sha256(source) != second.sha256(source)
    (source / "a.txt").unlink()
    assert first.sha256(source) == ""


@pytest.mark.parametrize("what", ["missing", "empty", "a file"])
def test_a_missing_or_empty_source_is_named_with_what_to_do(tmp_path, what):
    folder = tmp_path / "documents"
    if what == "empty":
        folder.mkdir()
    elif what == "a file":
        put(folder)
    with pytest.raises(SourceUnusable) as caught:
        scan(Settings(source=folder))
    assert str(folder) in str(caught.value)
    assert "SEARCHAPP_SOURCE" in str(caught.value)


def test_a_folder_nested_very_deep_is_listed(source):
    depth = 300
    put(source.joinpath(*["d"] * depth) / "a.txt")
    assert read_ones(source) == ["d/" * depth + "a.txt"]


def test_one_file_is_found_as_a_scan_finds_it(source, tmp_path, monkeypatch):
    for name in ("a/b.txt", "a/b.meta.toml", "c.jsonl", "d.xlsx"):
        put(source / name)
    for file in scan(Settings(source=source)):
        assert find_file(source / file.path, source) == (source.resolve(), file)
    monkeypatch.chdir(source / "a")
    assert find_file(Path("b.txt"), Path("..")) == find_file(source / "a" / "b.txt", source)


def test_a_file_elsewhere_is_called_by_its_name(source, tmp_path):
    path = put(tmp_path / "elsewhere" / "讲话.txt")
    put(tmp_path / "elsewhere" / "讲话.meta.toml")
    folder, file = find_file(path, source)
    assert (folder, file.path, file.sidecar) == (path.parent, "讲话.txt", "讲话.meta.toml")


def test_a_file_that_is_not_there_is_named(source, tmp_path):
    for path in (source / "nothing.txt", tmp_path / "no" / "where.txt", source):
        with pytest.raises(UnreadableFile, match=path.name):
            find_file(path, source)
