"""A document as it was read, and why so."""

from itertools import groupby
from typing import Any

from searchapp.documents.fields import FIELDS
from searchapp.documents.model import Document
from searchapp.terminal.saying import say
from searchapp.terminal.tables import plain


def print_document(document: Document) -> None:
    """A document as it was read: metadata with evidence, then the paragraphs."""
    for name, value in document.metadata().items():
        if name == "evidence" or value in (None, [], ""):
            continue
        evidence = document.evidence.get(name)
        say(f"{name}: {_plain(value)}" + (f"  ← {evidence}" if evidence else ""))
    for name, value in document.extra.items():
        say(f"extra.{name}: {value}")
    for one in document.paragraphs:
        speakers = "、".join(one.speakers)
        say(f"\n[{one.ordinal}]{f' {speakers}：' if speakers else ''} {one.text}")


def explanation(document: Document) -> dict[str, Any]:
    """Why a document was read as it was: `decisions`, `disagreements` and `removed`.

    A decision is a field with its value, evidence and confidence, None where there is none.
    """
    metadata = document.metadata()
    return {
        "decisions": [
            {
                "field": name,
                "value": metadata[name],
                "evidence": document.evidence.get(name),
                "confidence": document.confidence.get(name),
            }
            for name in FIELDS
        ],
        "disagreements": list(document.disagreements),
        "removed": [{"text": one.text, "reason": one.reason} for one in document.removed],
    }


def print_explanation(document: Document) -> None:
    """The same for people; what is unknown is told too, as nothing in the text settles it."""
    explained = explanation(document)
    say(f"{document.id}\n\n判断（值 ← 依据，把握）")
    for one in explained["decisions"]:
        told = "不明" if one["value"] in (None, []) else _plain(one["value"])
        evidence = f"  ← {one['evidence']}" if one["evidence"] else ""
        confidence = "" if one["confidence"] is None else f"（{one['confidence']:.0%}）"
        say("  " + plain(f"{one['field']}: {told}{evidence}{confidence}"))
    for heading, lines in (
        ("前后说法不一", document.disagreements),
        ("清理掉的文字", [f"[{one.reason}] {one.text}" for one in document.removed]),
    ):
        if lines:
            say(f"\n{heading}（{len(lines)} 处）")
        for line in lines:
            say(f"  {plain(line)}")
    say("\n每段是谁说的")
    for speakers, run in groupby(document.paragraphs, key=lambda one: one.speakers):
        ordinals = [one.ordinal for one in run]
        nobody = "叙述" if document.speakers else "不明"
        say(f"  {ordinals[0]}–{ordinals[-1]} 段：{'、'.join(speakers) or nobody}")


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return f"{value['name']}（{value['office']}）" if value["office"] else str(value["name"])
    return str(value)
