"""Documents that people have read and labelled, as lines of JSON.

A line: `file` (beside the file of labels, unless a folder is given) and any of the keys

    title kind year date published region   what a careful reader finds; "" is unknown
    speakers                                names; <X> means 〈X〉, somebody unnamed
    neither_right_nor_wrong                 speakers that may be found or not
    said_by                                 [{"starts": how a paragraph starts, "speakers": [...]}]
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from searchapp.errors import UnreadableFile
from searchapp.text.fold import comparable
from searchapp.text.lines import numbered_lines

FIELDS = ("title", "kind", "year", "date", "published", "region")
"""Labelled fields with one value each."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is right about one document.

    `fields` has those that are labelled, None where the text does not say. `speakers`, None where
    they are not labelled, and those of `said_by` (how a paragraph starts, who speaks it) are
    comparable names; `neither` are names that count neither way.
    """

    path: Path
    fields: Mapping[str, Any]
    speakers: frozenset[str] | None
    neither: frozenset[str]
    said_by: tuple[tuple[str, frozenset[str]], ...]


def read_labels(path: Path, folder: Path | None = None) -> list[Label]:
    """The labels of a file, about files of `folder`.

    Raises `UnreadableFile` with the number of the line that is not right.
    """
    labels = []
    for number, line in numbered_lines(path, "标注文件"):
        try:
            labels.append(_label(line, folder or path.parent))
        except ValueError as error:
            raise UnreadableFile(f"标注文件“{path}”第 {number} 行不能用：{error}") from error
    if not labels:
        raise UnreadableFile(f"标注文件“{path}”里没有标注")
    return labels


def known_as(name: str) -> str:
    """A speaker's name as names are compared: folded, and somebody unnamed in 〈〉."""
    compared = comparable(name)
    unnamed = compared.strip("<>〈〉")
    return f"〈{unnamed}〉" if unnamed != compared else compared


def _label(line: str, folder: Path) -> Label:
    """The label in a line; raises `ValueError` with what is wrong with it."""
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ValueError("不是有效的 JSON") from error
    if not _is_list_of(dict, [record]):
        raise ValueError("不是 JSON 对象（{…}）")
    path = folder / _text("file", record.get("file"))
    if not path.is_file():
        raise ValueError(f"没有“{path}”这个文件")
    said_by = record.get("said_by", [])
    if not _is_list_of(dict, said_by):
        raise ValueError("said_by 应为一列对象")
    return Label(
        path=path,
        fields={name: _value(name, record[name]) for name in FIELDS if name in record},
        speakers=_names("speakers", record["speakers"]) if "speakers" in record else None,
        neither=_names("neither_right_nor_wrong", record.get("neither_right_nor_wrong", [])),
        said_by=tuple(
            (_text("starts", one.get("starts")), _names("speakers", one.get("speakers")))
            for one in said_by
        ),
    )


def _value(name: str, value: Any) -> str | int | None:
    if value in ("", None):
        return None
    if isinstance(value, str | int):
        return value
    raise ValueError(f"{name} 应为文字或数字")


def _text(name: str, value: Any) -> str:
    if isinstance(value, str) and value:
        return value
    raise ValueError(f"{name} 应为文字")


def _names(name: str, value: Any) -> frozenset[str]:
    if _is_list_of(str, value):
        return frozenset(map(known_as, value))
    raise ValueError(f"{name} 应为一列姓名")


def _is_list_of(kind: type, value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)
