"""Files that are damaged, swell, loop or change are refused by name and reason; others are read."""

import gzip
import io
import threading
import time
import zipfile
import zlib

import docx
import pytest

from searchapp.documents.folder import scan
from searchapp.documents.model import Document
from searchapp.documents.reading import read_file
from searchapp.errors import UnreadableFile
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings
from tests.documents.pdf_files import body, file_of, pdf, stream
from tests.documents.test_formats import repacked, saved

SENTENCE = "要推进义务教育优质均衡发展，让每个孩子都能享有公平而有质量的教育。"
GOOD = f"在全区教育工作会议上的讲话\n\n同志们：\n{SENTENCE}\n"
SHORT = Settings(max_read_seconds=2)
SMALL = Settings(max_read_memory_bytes=400_000_000)


def outcomes(folder, settings=SHORT, files=None):
    """For each file of a folder its documents, or the reason why it is not read."""
    found = {}
    for file in files or scan(Settings(source=folder)):
        try:
            items = list(read_file(folder, file, settings))
            found[file.path] = [item for item in items if isinstance(item, Document)]
        except UnreadableFile as error:
            found[file.path] = str(error)
    return found


def reason_for(folder, name, content, settings=SHORT):
    """Why the file is not read; a good one, read after it, is."""
    (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(GOOD)
    files = {file.path: file for file in scan(Settings(source=folder))}
    reason = outcomes(folder, settings, [files[name]])[name]
    (good,) = outcomes(folder, Settings(), [files["good.txt"]])["good.txt"]
    assert good.paragraphs[-1].text == SENTENCE
    assert isinstance(reason, str), f"{name} is read"
    return reason


def test_a_huge_text_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(200_000_000)
    started = time.perf_counter()
    assert outcomes(tmp_path) == {"a.txt": "文件超过 64 MB 的上限"}
    assert time.perf_counter() - started < 10


def test_a_text_that_is_longer_than_any_speech_is_refused(tmp_path):
    reason = reason_for(tmp_path, "a.txt", (SENTENCE * 100).encode(), Settings(max_characters=999))
    assert reason == "正文超过 999 字的上限，请分成几个文件"
    (tmp_path / "a.pdf").write_bytes(pdf(body(SENTENCE)))
    assert "超过 30 字" in outcomes(tmp_path, Settings(max_characters=30))["a.pdf"]


def test_lines_of_json_may_be_larger_than_any_other_file_but_no_line(tmp_path):
    lines = "\n".join(f'{{"id": "{n}", "title": "甲", "text": "{SENTENCE}"}}' for n in range(100))
    (tmp_path / "a.jsonl").write_text(lines)
    settings = Settings(max_file_bytes=1_000)
    assert len(outcomes(tmp_path, settings)["a.jsonl"]) == 100
    packed = gzip.compress(b'{"title": "' + b"a" * 50_000_000)
    assert len(packed) < 100_000
    assert "单行超过 0.001 MB" in reason_for(tmp_path, "b.jsonl.gz", packed, settings)
    streamed = Settings(max_stream_bytes=2_000)
    assert "解压后超过 0.002 MB" in outcomes(tmp_path, streamed)["a.jsonl"]


def test_parsers_that_take_too_long_are_given_up(tmp_path):
    attributes = " ".join(f"a{n}=1" for n in range(100_000))
    started = time.perf_counter()
    assert "超过 2 秒" in reason_for(tmp_path, "a.html", f"<p {attributes}>{SENTENCE}".encode())
    assert time.perf_counter() - started < 20


def test_a_page_nested_ten_thousand_deep_is_read(tmp_path):
    (tmp_path / "a.html").write_text("<div>" * 10_000 + SENTENCE)
    (document,) = outcomes(tmp_path, Settings())["a.html"]
    assert document.paragraphs[-1].text == SENTENCE


def test_a_word_file_that_swells_is_given_up_when_its_memory_is_used_up(tmp_path):
    def swell(name, data):
        runs = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 1_500_000
        return (
            data.replace(b"<w:body>", b"<w:body>" + runs) if name == "word/document.xml" else data
        )

    bomb = repacked(saved(docx.Document()), swell)
    assert len(bomb) < 400_000
    reason = reason_for(tmp_path, "a.docx", bomb, SMALL)
    assert any(word in reason for word in ("损坏", "内存"))


def test_word_files_that_declare_entities_or_too_much_are_refused(tmp_path):
    laughs = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

    def declare(name, data):
        start = data.index(b"<w:document") if name == "word/document.xml" else 0
        return data[:start] + laughs + data[start:] if start else data

    entities = repacked(saved(docx.Document()), declare)
    assert "实体" in reason_for(tmp_path, "a.docx", entities)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("word/document.xml", b"a" * 70_000_000)
    assert "解压后超过 64 MB" in reason_for(tmp_path, "b.docx", archive.getvalue())


def test_a_pdf_whose_form_holds_itself_is_given_up(tmp_path):
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X1 6 0 R>>>>"
    content = pdf(["/X1 Do"], more=(stream(b"/X1 Do /X1 Do", entries),))
    reason = reason_for(tmp_path, "a.pdf", content)
    assert any(word in reason for word in ("超过 2 秒", "异常中止", "没有正文"))


def test_a_pdf_whose_pages_hold_themselves_is_refused(tmp_path):
    tree = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"
    content = file_of([b"<</Type/Catalog/Pages 2 0 R>>", tree])
    assert "损坏" in reason_for(tmp_path, "a.pdf", content)


def test_a_pdf_that_unpacks_to_more_than_its_memory_is_given_up(tmp_path):
    packed = zlib.compress(b" " * 300_000_000, 1)
    reason = reason_for(tmp_path, "a.pdf", pdf(packed), SMALL)
    assert any(word in reason for word in ("异常中止", "内存", "没有正文"))


def test_rich_text_nested_without_end_or_with_data_that_never_comes_is_refused(tmp_path):
    assert "嵌套过深" in reason_for(tmp_path, "a.rtf", b"{\\rtf1" + b"{" * 1_000_000)
    unfinished = b"{\\rtf1 " + b"{\\field{\\*\\fldinst{ HYPERLINK " * 100_000
    assert "嵌套过深" in reason_for(tmp_path, "b.rtf", unfinished)
    assert "没有正文" in reason_for(tmp_path, "c.rtf", b"{\\rtf1 \\bin999999999 a}")


def test_a_saved_page_whose_parts_nest_without_end_is_refused(tmp_path):
    parts = (
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n".encode() for n in range(2_000)
    )
    assert "嵌套过深" in reason_for(tmp_path, "a.mhtml", b"".join(parts))


def test_a_file_that_changes_while_it_is_read_is_reported(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE * 2_000)
    done = threading.Event()

    def change():
        while not done.is_set():
            with path.open("a") as file:
                file.write("，")
            done.wait(0.005)

    writer = threading.Thread(target=change)
    writer.start()
    try:
        found = outcomes(tmp_path, Settings())
    finally:
        done.set()
        writer.join()
    assert found == {"a.txt": "读取时文件正在变化，请稍后再试"}
    (document,) = outcomes(tmp_path, Settings())["a.txt"]
    assert document.paragraphs


def test_of_a_file_that_changes_the_last_version_is_kept_and_the_new_one_read_next_time(tmp_path):
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    settings.source.mkdir()
    path = settings.source / "a.jsonl"
    line = '{{"id": "{}", "title": "甲", "text": "正文{}"}}\n'
    path.write_text(line.format(1, "一") + line.format(2, "二"))
    assert reindex(settings).document_count == 2
    path.write_text(line.format(1, "三"))

    def add_a_line(done, _files, paragraphs):
        if paragraphs == 1 and not done:
            path.write_text(line.format(1, "三") + line.format(3, "四"))

    report = reindex(settings, progress=add_a_line)
    assert [str(one.message) for one in report.problems] == ["读取时文件正在变化，请稍后再试"]
    assert report.document_count == 3  # the old second one, which is gone from the file
    report = reindex(settings)
    assert not report.problems
    assert (report.changed, report.document_count) == (("a.jsonl",), 2)


NAMES = ["讲 话.txt", "-rf.html", "a\nb.md", "𠮷😀.rtf", "é$(x)`;'\".pdf", "全角．ｔｘｔ.txt"]


def test_files_are_read_whatever_they_are_called(tmp_path):
    contents = {
        ".txt": SENTENCE.encode("gbk"),
        ".md": SENTENCE.encode(),
        ".html": f"<p>{SENTENCE}".encode(),
        ".rtf": "".join(f"\\u{ord(one)}?" for one in SENTENCE).join(["{\\rtf1 ", "}"]).encode(),
        ".pdf": pdf(body(SENTENCE[:20], SENTENCE[20:])),
    }
    for name in NAMES:
        (tmp_path / name).write_bytes(contents["." + name.rpartition(".")[2]])
    found = outcomes(tmp_path, Settings())
    assert {name: document.paragraphs[-1].text for name, (document,) in found.items()} == (
        dict.fromkeys(NAMES, SENTENCE)
    )


def test_a_name_in_another_encoding_is_refused_and_the_others_are_read(tmp_path):
    try:
        (tmp_path.joinpath("讲话.txt".encode("gbk").decode("utf-8", "surrogateescape"))).touch()
    except OSError:
        pytest.skip("this file system takes no such name")
    (tmp_path / "b.txt").write_text(GOOD)
    found = outcomes(tmp_path)
    assert [path for path, reason in found.items() if isinstance(reason, str)] == [
        "\\udcbd\\udcb2\\udcbb\\udcb0.txt"
    ]
    assert found["b.txt"][0].paragraphs


def test_random_and_cut_off_files_of_every_format_never_stop_the_others(tmp_path):
    word = saved(docx.Document())
    print_ = pdf(body(SENTENCE))
    for suffix in ("txt", "md", "html", "mhtml", "docx", "doc", "wps", "rtf", "pdf", "jsonl"):
        for number, data in enumerate((b"\0" * 99, bytes(range(256)), word[:500], print_[:400])):
            (tmp_path / f"{number}.{suffix}").write_bytes(data)
    (tmp_path / "zz.txt").write_text(GOOD)
    found = outcomes(tmp_path, Settings())
    assert found.pop("zz.txt")[0].paragraphs
    assert all(isinstance(reason, str) and reason for reason in found.values())
