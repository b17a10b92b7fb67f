"""Queries that people asked, and paragraphs that people graded for them.

Queries are lines of tab-separated `id`, query text and, if there are types, `type`. Grades are TREC
qrels: `id 0 paragraph grade`, separated by blanks, a paragraph being `document#ordinal` and a grade
0 (of no use) or higher.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from searchapp.errors import UnreadableFile
from searchapp.text.lines import numbered_lines

Grades = Mapping[str, int]
"""By id of a paragraph its grade for one query."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query text, what type of query it is (None if nobody says), and at least one grade."""

    id: str
    text: str
    type: str | None
    grades: Grades


def read_judged_queries(queries: Path, grades: Path) -> tuple[list[JudgedQuery], list[str]]:
    """The queries that have grades, in their order, and the ids of those that have none.

    Raises `UnreadableFile` with the number of the line that is not right, and if there are grades
    for a query that is not there.
    """
    asked = _read_queries(queries)
    graded = _read_grades(grades)
    unknown = [one for one in graded if one not in asked]
    if unknown:
        raise UnreadableFile(f"评分文件“{grades}”给查询 {unknown[0]} 评了分，查询文件里没有它")
    judged = [JudgedQuery(id_, *asked[id_], graded[id_]) for id_ in asked if graded.get(id_)]
    return judged, [one for one in asked if one not in graded]


def _read_queries(path: Path) -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {}
    for number, line in numbered_lines(path, "查询文件"):
        id_, *fields = (one.strip() for one in line.split("\t"))
        if len(fields) not in (1, 2) or not fields[0]:
            raise _bad_line(
                "查询文件", path, number, "应为编号、检索词、类别（可无），以制表符隔开"
            )
        if id_ in found:
            raise _bad_line("查询文件", path, number, f"编号 {id_} 前面已经有了")
        found[id_] = fields[0], fields[1] if fields[1:] else None
    return found


def _read_grades(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for number, line in numbered_lines(path, "评分文件"):
        fields = line.split(maxsplit=2)
        # The id of a paragraph may hold blanks, as names of files do.
        paragraph, _, grade = fields[2].rpartition(" ") if len(fields) == 3 else ("", "", "")
        if not paragraph.strip() or not grade.isdecimal():
            raise _bad_line(
                "评分文件", path, number, "应为查询编号、0、段落编号、评分（0、1、2……）"
            )
        found.setdefault(fields[0], {})[paragraph.strip()] = int(grade)
    if not found:
        raise UnreadableFile(f"评分文件“{path}”里没有评分")
    return found


def _bad_line(name: str, path: Path, number: int, reason: str) -> UnreadableFile:
    return UnreadableFile(f"{name}“{path}”第 {number} 行不能用：{reason}")
