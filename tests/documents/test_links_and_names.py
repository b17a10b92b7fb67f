"""Links that lead out, in chains or in circles, and names that are nearly the same."""

import os
import unicodedata
from urllib.parse import quote

import pytest

from searchapp import create_app
from searchapp.documents.folder import scan
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings

SENTENCE = "要推进义务教育优质均衡发展，让每个孩子都能享有公平而有质量的教育"


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(f"秘密。{SENTENCE}。")
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    settings.source.mkdir()
    (settings.source / "a.txt").write_text(f"{SENTENCE}，甲。")
    return settings


def reasons(settings):
    return {one.path: one.rejected for one in scan(settings)}


def test_links_in_chains_and_circles_and_to_what_is_no_file_are_refused(settings, tmp_path):
    source = settings.source
    (source / "out.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (source / "chain.txt").symlink_to("out.txt")
    (source / "up.txt").symlink_to("../outside/secret.txt")
    (source / "one.txt").symlink_to("other.txt")
    (source / "other.txt").symlink_to("one.txt")
    (source / "one_files").symlink_to("one_files")
    (source / "self").symlink_to(".")
    (source / "inside.txt").symlink_to("a.txt")
    os.mkfifo(source / "pipe.txt")
    (source / "topipe.txt").symlink_to("pipe.txt")
    outside, missing = "符号链接指向文档目录之外，未跟随", "符号链接指向的文件不存在"
    assert reasons(settings) == {
        "a.txt": None,
        "inside.txt": None,
        **dict.fromkeys(("chain.txt", "out.txt", "up.txt"), outside),
        **dict.fromkeys(("one.txt", "other.txt", "one_files"), missing),
        **dict.fromkeys(("pipe.txt", "topipe.txt"), "不是普通文件"),
        "self": "符号链接指向文件夹，未跟随（其中的文件在原处读取）",
    }
    report = reindex(settings)
    assert report.document_count == 2
    client = create_app(settings).test_client()
    assert client.get("/api/search?q=秘密").json["paragraph_count"] == 0
    for name in ("out.txt", "chain.txt", "../outside/secret.txt", "self/a.txt"):
        assert client.get(f"/originals/{quote(name)}").status_code == 404


def test_a_file_that_has_become_a_link_is_no_longer_handed_out(settings, tmp_path):
    reindex(settings)
    client = create_app(settings).test_client()
    answer = client.get("/originals/a.txt")
    assert answer.status_code == 200
    answer.close()
    (settings.source / "a.txt").unlink()
    (settings.source / "a.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    assert client.get("/originals/a.txt").status_code == 404


def test_names_that_differ_by_their_normal_form_are_two_documents(settings):
    names = [unicodedata.normalize(form, "é讲话.txt") for form in ("NFC", "NFD")]
    for name, text in zip(names, "乙丙", strict=True):
        (settings.source / name).write_text(f"{SENTENCE}，{text}。")
    if len(list(settings.source.iterdir())) < 3:
        pytest.skip("to this file system they are one name")
    assert reindex(settings).document_count == 3
    client = create_app(settings).test_client()
    for name, text in zip(names, "乙丙", strict=True):
        (hit,) = client.get(f"/api/search?q={text}。").json["hits"]
        assert hit["document"]["id"] == name
        assert client.get(hit["url"]).status_code == 200
        answer = client.get(f"/originals/{quote(name)}")
        assert text in answer.text
        answer.close()


def test_a_name_that_is_no_text_is_told_everywhere(settings, run):
    try:
        (settings.source / os.fsdecode(b"\xbd\xb2\xbb\xb0.txt")).write_text(SENTENCE)
    except OSError:
        pytest.skip("this file system takes no such name")
    for command in (
        ("reindex",),
        ("reindex", "--json"),
        ("check",),
        ("check", "--json"),
        ("status",),
    ):
        outcome = run(*command, source=settings.source, index=settings.index)
        assert outcome.code == 0, command
        assert "udcbd" in outcome.out + outcome.err, command
    assert create_app(settings).test_client().get("/api/search").status_code == 200
