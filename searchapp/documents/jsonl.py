"""Documents in lines of JSON (.jsonl, .jsonl.gz, .jsonl.xz): one a line, taken as it is."""

import gzip
import json
import lzma
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any

from searchapp.documents.fields import FIELDS, parse_field
from searchapp.documents.model import Document, Kind, Paragraph
from searchapp.documents.problem import Problem
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings
from searchapp.text.fold import fold
from searchapp.text.script import script_of

SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.xz")
"""How the names of such files end."""

_KINDS: dict[str, Kind] = {
    "讲话": "speech",
    "立法会发言": "speech",
    "教育新闻": "news",
    "政府工作报告": "report",
    "法律法规": "law",
    "法规": "law",
}
_FIELD_OF = {"speaker": "speakers", "genre": "kind"}
_OPEN = ("genre", "region")
"""Keys with values of which not all are ours; such a value is no mistake."""
_SCRIPT_SAMPLE = 300
"""Characters that tell the script of a text; telling it is slow."""


def read_jsonl(path: Path, name: str, settings: Settings) -> Iterator[Document | Problem]:
    """The documents of a file, line by line, and a problem for each line or field left out.

    `name` is what a line without an `id` is called by, with the number of the line. Raises
    `UnreadableFile`, after the documents before it, where the file itself cannot be read further.
    """
    found = False
    for number, line in _numbered_lines(path, settings):
        try:
            record = _record(line)
            document, messages = _document(record, f"{name}:{number}")
        except ValueError as error:
            yield Problem(str(error), number)
            continue
        yield from (Problem(message, number) for message in messages)
        yield document
        found = True
    if not found:
        raise UnreadableFile("没有一行是可读的文档")


def _numbered_lines(path: Path, settings: Settings) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, unpacked, with their numbers from 1."""
    total = number = 0
    try:
        with _open(path) as file:
            while line := file.readline(settings.max_file_bytes + 1):
                number += 1
                total += len(line)
                for what, size, most in (
                    ("单行", len(line), settings.max_file_bytes),
                    ("解压后", total, settings.max_stream_bytes),
                ):
                    if size > most:
                        raise UnreadableFile(
                            f"{what}超过 {most / 1_000_000:g} MB 的上限，从第 {number} 行起未读"
                        )
                if line.strip():
                    yield number, line
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise UnreadableFile(f"第 {number} 行之后无法读取，文件不完整或已损坏") from error


def _open(path: Path) -> gzip.GzipFile | lzma.LZMAFile | BufferedReader:
    match path.suffix.lower():
        case ".gz":
            return gzip.open(path)
        case ".xz":
            return lzma.open(path)
        case _:
            return path.open("rb")


def _record(line: bytes) -> dict[str, Any]:
    """The object of a line; raises `ValueError` with what is wrong with it."""
    try:
        record = _DECODER.decode(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("不是 UTF-8 编码") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"不是有效的 JSON（第 {error.colno} 个字符处）") from error
    except (RecursionError, ValueError) as error:
        raise ValueError("不是可用的 JSON（嵌套过深，或含有不能表示的数）") from error
    if b"\\u" in line:
        try:
            json.dumps(record, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ValueError("含有不成对的 \\u 代理码") from error
    if isinstance(record, dict):
        return record
    raise ValueError("不是 JSON 对象（{…}）")


def _refuse_number(text: str) -> None:
    raise ValueError(text)


_DECODER = json.JSONDecoder(parse_constant=_refuse_number)


def _document(record: dict[str, Any], unnamed: str) -> tuple[Document, list[str]]:
    """The document of an object, and what is wrong with single fields.

    What a field cannot take in, and what no field is meant for, is kept under `extra`.
    """
    texts = _texts(record)
    text_key = "text" if record.get("paragraphs") is None else "paragraphs"
    values: dict[str, Any] = {}
    evidence: dict[str, str] = {}
    extra: dict[str, Any] = {}
    messages: list[str] = []
    for key, value in record.items():
        name = _FIELD_OF.get(key, key)
        if value is None or key in ("id", text_key):
            continue
        if name not in FIELDS or (key == "genre" and "kind" in record):
            extra[key] = value
            continue
        try:
            values[name] = _kind(value) if key == "genre" else parse_field(name, value)
            evidence[name] = f"该行的 {key}：{_shown(value)}"
        except ValueError as error:
            extra[key] = value
            if key not in _OPEN:
                messages.append(f"{error}，未采用")
    if "title" not in values:
        raise ValueError("缺少 title")
    speakers = tuple(one.name for one in values.get("speakers", ()))
    if "year" not in values and (day := values.get("date")):
        values["year"] = day.year
        evidence["year"] = evidence["date"]
    if "script" not in values:
        values["script"] = script_of("".join(texts)[:_SCRIPT_SAMPLE])
    document = Document(
        id=_id(record, unnamed),
        paragraphs=tuple(Paragraph(n, text, speakers) for n, text in enumerate(texts, start=1)),
        evidence=evidence,
        extra=extra,
        **values,
    )
    return document, messages


def _texts(record: dict[str, Any]) -> list[str]:
    """The paragraphs of a line as they are: of `paragraphs` also the empty ones."""
    paragraphs = record.get("paragraphs")
    if paragraphs is None:
        text = record.get("text")
        if not isinstance(text, str):
            raise ValueError("缺少 paragraphs 或 text")
        paragraphs = [line for line in text.splitlines() if line.strip()]
    elif not isinstance(paragraphs, list) or not set(map(type, paragraphs)) <= {str}:
        raise ValueError("paragraphs 应为一列文字")
    if not any(map(str.strip, paragraphs)):
        raise ValueError("没有正文")
    return paragraphs


def _id(record: dict[str, Any], unnamed: str) -> str:
    given = record.get("id")
    if given is None or given == "":
        return unnamed
    if isinstance(given, str | int):
        return str(given)
    raise ValueError("id 应为文字")


def _kind(genre: Any) -> Kind:
    """The kind that a genre means; raises `ValueError` for one that has no kind of its own."""
    if kind := _KINDS.get(fold(str(genre))):
        return kind
    raise ValueError(f"genre {_shown(genre)} 没有对应的类别")


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
