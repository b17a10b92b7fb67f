"""Files of every format become documents, and what cannot be read is named with the reason."""

import json

import docx
import pytest
from opencc import OpenCC

from searchapp.documents.folder import SourceFile, scan
from searchapp.documents.model import Document
from searchapp.documents.reading import read_file
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings

SPEECH = """在全区教育工作会议上的讲话

2021年3月4日

同志们：
今天我们召开全区教育工作会议，主要任务是总结成绩、分析形势、部署工作。
一、要落实立德树人根本任务，切实减轻学生过重的作业负担和校外培训负担。
二、要推进义务教育优质均衡发展，让每个孩子都能享有公平而有质量的教育。
"""
SENTENCE = "二、要推进义务教育优质均衡发展，让每个孩子都能享有公平而有质量的教育。"


@pytest.fixture
def source(tmp_path):
    return tmp_path


def put(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read_all(source):
    """Documents by path, and messages by path, of a whole source folder."""
    documents, messages = {}, {}
    for file in scan(Settings(source=source)):
        try:
            items = list(read_file(source, file, Settings()))
        except UnreadableFile as error:
            messages[file.path] = [str(error)]
            continue
        documents[file.path] = [item for item in items if isinstance(item, Document)]
        if problems := [str(item) for item in items if not isinstance(item, Document)]:
            messages[file.path] = problems
    return documents, messages


def write_word(path):
    document = docx.Document()
    for line in SPEECH.splitlines():
        document.add_paragraph(line)
    document.save(path)


def test_the_same_speech_is_the_same_document_in_every_format(source):
    paragraphs = "".join(f"<p>{line}</p>" for line in SPEECH.splitlines())
    put(source / "a.txt", SPEECH)
    put(source / "b.TXT", SPEECH.encode("gb18030"))
    put(source / "c.txt", SPEECH.encode("utf-16"))
    put(source / "d.md", SPEECH)
    put(source / "e.html", f"<html><title>在全区教育工作会议上的讲话</title>{paragraphs}</html>")
    write_word(source / "f.docx")
    documents, messages = read_all(source)
    assert not messages
    assert sorted(documents) == ["a.txt", "b.TXT", "c.txt", "d.md", "e.html", "f.docx"]
    found = [document for (document,) in documents.values()]
    assert [document.id for document in found] == sorted(documents)
    assert {document.title for document in found} == {"在全区教育工作会议上的讲话"}
    assert len({tuple(p.text for p in document.paragraphs) for document in found}) == 1
    assert all(document.paragraphs[-1].text == SENTENCE for document in found)


def test_a_sidecar_corrects_its_document_and_its_mistakes_are_reported(source):
    put(source / "a.txt", SPEECH)
    put(source / "a.meta.toml", 'region = "河南省/郑州市"\nspeakers = ["张三"]\nplace = "x"\n')
    documents, messages = read_all(source)
    (document,) = documents["a.txt"]
    assert document.region == "河南省/郑州市"
    assert document.evidence["region"] == "附加说明文件 a.meta.toml"
    assert any("张三" in paragraph.speakers for paragraph in document.paragraphs)
    assert ["没有 place 这一项" in message for message in messages["a.txt"]] == [True]


def test_what_cannot_be_read_is_named_and_the_others_are_read(source):
    put(source / "a.txt", SPEECH)
    put(source / "empty.txt", b"")
    put(source / "blank.md", " \n\n")
    put(source / "binary.txt", bytes(range(256)))
    put(source / "old.docx", b"\xd0\xcf\x11\xe0")
    put(source / "slides.pptx", b"PK")
    put(source / "lines.jsonl", '{"title": "甲", "text": "正文"}\n{')
    documents, messages = read_all(source)
    assert set(documents) == {"a.txt", "lines.jsonl"}
    assert {path: reasons[0][:6] for path, reasons in messages.items()} == {
        "binary.txt": "无法识别文字",
        "blank.md": "没有正文",
        "empty.txt": "文件为空",
        "lines.jsonl": "第 2 行：",
        "old.docx": "是旧版 Wo",
        "slides.pptx": "不读取.pp",
    }


def test_lines_of_json_are_read_one_at_a_time(source):
    lines = [json.dumps({"id": f"{n}", "title": "甲", "text": "正文"}) for n in range(3)]
    put(source / "a.jsonl", "\n".join(lines))
    items = read_file(source, SourceFile("a.jsonl"), Settings())
    assert next(items).id == "0"
    put(source / "a.jsonl", "")
    assert [next(items).id, next(items).id] == ["1", "2"]
    with pytest.raises(UnreadableFile, match="正在变化"):
        next(items)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_the_seeds_say_the_same_in_every_encoding(source, seeds, encoding):
    for path in seeds.glob("*.txt"):
        put(source / path.name, path.read_text("utf-8").encode(encoding))
    assert read_all(source) == read_all(seeds)


def test_the_seeds_are_read_from_big5(source, seeds):
    texts = {
        path.name: OpenCC("s2t").convert(path.read_text("utf-8")) for path in seeds.glob("*.txt")
    }
    for folder, encoding in (("as_utf8", "utf-8"), ("as_big5", "big5hkscs")):
        (source / folder).mkdir()
        for name, text in texts.items():
            encodable = text.encode("big5hkscs", "ignore").decode("big5hkscs")
            put(source / folder / name, encodable.encode(encoding))
    assert read_all(source / "as_big5") == read_all(source / "as_utf8")


@pytest.mark.corpus
def test_reports_and_saved_pages_are_read_with_metadata(corpora):
    for folder in ("reports_2025", "raw"):
        lines = (corpora / folder / "labels.jsonl").read_text("utf-8").splitlines()
        documents, messages = read_all(corpora / folder)
        assert set(messages) == {"labels.jsonl"}
        assert set(documents) == {json.loads(line)["file"] for line in lines}
        assert all(document.title for (document,) in documents.values())
