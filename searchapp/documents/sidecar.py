"""What a person knows better about a document: `NAME.meta.toml` beside it, which always wins.

NAME is the document's file name without its suffix (讲话.meta.toml for 讲话.txt), or with it
(讲话.txt.meta.toml) where files of several formats share one name and only one of them is meant;
the latter goes first. The keys are the fields of a document: title subtitle kind model source
authors url published date year region speakers complete script. "" says that something is unknown.
"""

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from searchapp.documents.encodings import decode
from searchapp.documents.fields import FIELDS, parse_field
from searchapp.documents.model import Document, Paragraph, Speaker
from searchapp.documents.problem import Problem
from searchapp.errors import UnreadableFile
from searchapp.text.fold import fold

SUFFIX = ".meta.toml"
"""How the names of sidecar files end."""


def sidecar_names(name: str) -> tuple[str, str]:
    """The names that a sidecar of the file of this name may have; the first one goes first."""
    return f"{name}{SUFFIX}", f"{Path(name).stem}{SUFFIX}"


def apply_sidecar(document: Document, sidecar: Path) -> tuple[Document, tuple[Problem, ...]]:
    """The document as the sidecar corrects it, and what of the sidecar cannot be used.

    A value that cannot be used changes nothing. A year follows from a date given without one.
    """
    values: dict[str, Any] = {}
    messages: list[str] = []
    try:
        content = tomllib.loads(decode(sidecar.read_bytes()))
    except tomllib.TOMLDecodeError as error:
        content = {}
        place = re.search(r"line (\d+), column (\d+)", str(error))
        at = f"第 {place[1]} 行第 {place[2]} 个字符处" if place else "末尾处"
        messages.append(f"不是有效的 TOML（{at}）")
    except (OSError, UnreadableFile) as error:
        content = {}
        messages.append(f"无法读取（{error}）")
    for name, value in content.items():
        if name not in FIELDS:
            messages.append(f"没有 {name} 这一项，可用的有 {'、'.join(FIELDS)}")
            continue
        try:
            values[name] = parse_field(name, value)
        except ValueError as error:
            messages.append(f"{error}，未采用")
    if values.get("date") and "year" not in values:
        values["year"] = values["date"].year
    evidence = {**document.evidence, **dict.fromkeys(values, f"附加说明文件 {sidecar.name}")}
    confidence = {**document.confidence, **dict.fromkeys(values, 1.0)}
    corrected = replace(document, **values, evidence=evidence, confidence=confidence)
    if "speakers" in values:
        corrected = replace(corrected, paragraphs=_paragraphs_by(values["speakers"], corrected))
    problems = tuple(Problem(f"附加说明文件 {sidecar.name}：{one}") for one in messages)
    return corrected, problems


def _paragraphs_by(speakers: tuple[Speaker, ...], document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs, spoken by these speakers only, each of whom speaks at least one.

    The only speaker of a speech or report speaks all of it. Else a speaker keeps the paragraphs in
    which reading found him; one who was not found speaks those that mention him, or else those of
    which reading does not say who speaks, or else all.
    """
    if len(speakers) == 1 and document.kind in ("speech", "report"):
        return tuple(replace(one, speakers=(speakers[0].name,)) for one in document.paragraphs)
    by_ordinal: dict[int, tuple[str, ...]] = dict.fromkeys(
        (one.ordinal for one in document.paragraphs), ()
    )
    for speaker in speakers:
        name = fold(speaker.name)
        found = [p for p in document.paragraphs if name in map(fold, p.speakers)]
        mentioned = [p for p in document.paragraphs if name.strip("〈〉") in fold(p.text)]
        unsettled = [p for p in document.paragraphs if not p.speakers]
        for paragraph in found or mentioned or unsettled or document.paragraphs:
            by_ordinal[paragraph.ordinal] += (speaker.name,)
    return tuple(replace(one, speakers=by_ordinal[one.ordinal]) for one in document.paragraphs)
