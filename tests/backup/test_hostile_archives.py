"""An archive that is damaged, cut off or made to do harm changes nothing, here or elsewhere."""

import hashlib
import io
import json
import tarfile

import pytest

from searchapp.backup.making import back_up
from searchapp.backup.restoring import restore
from searchapp.errors import SearchAppError, UnreadableFile
from searchapp.settings import Settings


@pytest.fixture
def settings(tmp_path):
    """Where there is nothing yet, inside a folder with something in it."""
    (tmp_path / "neighbour").write_text("untouched")
    return Settings(source=tmp_path / "place" / "source", index=tmp_path / "place" / "index")


@pytest.fixture
def saved(tmp_path):
    """A good backup of two small documents."""
    source = tmp_path / "original"
    source.mkdir()
    for name in ("a.txt", "b.txt"):
        (source / name).write_text(f"{name} 里的讲话。" * 50, "utf-8")
    back_up(Settings(source=source, index=tmp_path / "none"), tmp_path / "saved")
    return tmp_path / "saved"


def unchanged(settings):
    folder = settings.source.parent.parent
    assert (folder / "neighbour").read_text() == "untouched"
    assert not settings.source.exists() or not list(settings.source.iterdir())
    if settings.index.exists():
        assert {one.name for one in settings.index.iterdir()} <= {".lock"}


def archive(path, members, *, listed=None, contents=True):
    """An archive of these members, each a name or an entry, that says it holds them."""
    files = {}
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as tar:
        for one in members:
            entry = tarfile.TarInfo(one) if isinstance(one, str) else one
            content = b"content" if entry.isreg() else b""
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
            files[entry.name] = (len(content), hashlib.sha256(content).hexdigest())
        if contents:
            said = {"format": 1, "made_at": "2026-01-01T00:00:00+00:00", "generation": None}
            body = json.dumps(said | {"files": files if listed is None else listed}).encode()
            entry = tarfile.TarInfo("contents.json")
            entry.size = len(body)
            tar.addfile(entry, io.BytesIO(body))
    return path


def entry(kind, target="", name="source/a.txt"):
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


def test_what_these_tests_make_is_restored_if_nothing_is_wrong_with_it(settings, tmp_path):
    restore(settings, archive(tmp_path / "x", ["source/a.txt", "source/b/c.txt"]))
    assert (settings.source / "b" / "c.txt").read_bytes() == b"content"


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/tmp/searchapp-outside",
        "source/../../outside",
        "source/../index/current",
        "source/./a.txt",
        "source//a.txt",
        "source/",
        "source/.ssh/authorized_keys",
        "source/.restoring",
        "source/b/.hidden",
        "source/~$a.docx",
        "index/../../../outside",
        "settings/../outside",
        "elsewhere/a.txt",
        "a.txt",
        "",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(settings, tmp_path, name):
    with pytest.raises(SearchAppError):
        restore(settings, archive(tmp_path / "x", ["source/good.txt", name]))
    unchanged(settings)


@pytest.mark.parametrize(
    "member",
    [
        entry(tarfile.SYMTYPE, "/etc/passwd"),
        entry(tarfile.SYMTYPE, "../../neighbour"),
        entry(tarfile.LNKTYPE, "source/good.txt"),
        entry(tarfile.LNKTYPE, "/etc/passwd"),
        entry(tarfile.DIRTYPE),
        entry(tarfile.FIFOTYPE),
        entry(tarfile.CHRTYPE),
        entry(tarfile.BLKTYPE),
        entry(b"Z"),
    ],
    ids=lambda member: f"{member.type!r} {member.linkname}",
)
def test_what_is_no_file_is_refused(settings, tmp_path, member):
    with pytest.raises(UnreadableFile):
        restore(settings, archive(tmp_path / "x", ["source/good.txt", member]))
    unchanged(settings)


def test_a_file_through_a_link_is_refused(settings, tmp_path):
    members = [entry(tarfile.SYMTYPE, "..", "source/up"), "source/up/outside"]
    with pytest.raises(UnreadableFile):
        restore(settings, archive(tmp_path / "x", members))
    unchanged(settings)


@pytest.mark.parametrize(
    ("members", "more"),
    [
        (["source/a.txt", "source/a.txt"], {}),
        (["source/a", "source/a/b"], {}),
        (["source/a.txt"], {"listed": {}}),
        (["source/a.txt"], {"listed": {"source/a.txt": (7, "0" * 64)}}),
        (["source/a.txt"], {"listed": {"source/a.txt": (7,)}}),
        (["source/a.txt"], {"listed": []}),
        ([], {"listed": {"source/a.txt": (7, "0" * 64)}}),
        (["source/a.txt"], {"contents": False}),
        (["contents.json", "source/a.txt"], {}),
        ([], {"contents": False}),
    ],
)
def test_an_archive_that_is_not_what_it_says_is_refused(settings, tmp_path, members, more):
    with pytest.raises(SearchAppError):
        restore(settings, archive(tmp_path / "x", members, **more))
    unchanged(settings)


def test_a_backup_that_is_cut_off_anywhere_is_refused(settings, saved, tmp_path):
    whole = saved.read_bytes()
    for size in range(0, len(whole), max(1, len(whole) // 40)):
        (tmp_path / "cut").write_bytes(whole[:size])
        with pytest.raises(UnreadableFile):
            restore(settings, tmp_path / "cut")
        unchanged(settings)


def test_a_backup_with_a_wrong_byte_is_refused_or_none_the_worse(settings, saved, tmp_path):
    whole = saved.read_bytes()
    refused = 0
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        (tmp_path / "wrong").write_bytes(
            whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
        )
        try:
            restore(settings, tmp_path / "wrong", overwrite=True)
        except UnreadableFile:
            refused += 1
            continue
        # Such as the time in the header of gzip, which says nothing.
        for name in ("a.txt", "b.txt"):
            original = (tmp_path / "original" / name).read_bytes()
            assert (settings.source / name).read_bytes() == original
    assert refused > 50


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b" + bytes(50)])
def test_what_is_no_backup_is_refused(settings, tmp_path, content):
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(UnreadableFile, match="不是 searchapp backup"):
        restore(settings, tmp_path / "x")
    unchanged(settings)


def test_no_more_is_unpacked_than_a_source_folder_may_hold(tmp_path, saved):
    place = {"source": tmp_path / "place" / "source", "index": tmp_path / "place" / "index"}
    for limit in ({"max_source_bytes": 1_500}, {"max_source_files": 1}):
        with pytest.raises(UnreadableFile, match="SEARCHAPP_MAX_SOURCE"):
            restore(Settings(**place, **limit), saved)
        assert not list(place["source"].iterdir())
