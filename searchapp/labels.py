"""What fields and facet values are called, and what a search says in words."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from searchapp.engine.contract import FACETS, FacetName, Restriction, Snapshot
from searchapp.query.fields import NARRATION_NAME, UNKNOWN_NAME
from searchapp.query.language import ParsedQuery
from searchapp.query.request import NARRATION, UNKNOWN, SearchRequest, Sort
from searchapp.query.tree import texts
from searchapp.query.wording import wording
from searchapp.results import Chip
from searchapp.text.fold import comparable

FACET_LABELS: dict[FacetName, str] = {"year": "年份", "region": "地区", "speaker": "讲话人"}
FIELD_LABELS = {
    "title": "标题",
    "subtitle": "副标题",
    "kind": "类型",
    "model": "范文",
    "source": "来源",
    "authors": "作者",
    "url": "网址",
    "published": "发布",
    "date": "日期",
    "year": "年份",
    "region": "地区",
    "speakers": "讲话人",
    "complete": "完整",
    "script": "字体",
}
_SPECIAL_LABELS = {UNKNOWN: UNKNOWN_NAME, NARRATION: NARRATION_NAME}
_SORT_WORDS: dict[Sort, str] = {
    "relevance": "",
    "date": "，旧的在前",
    "-date": "，新的在前",
    "left": "，按左边的字排",
    "right": "，按右边的字排",
}
# A label is asked for at every search and never changes within a snapshot.
_speaker_labels: "WeakKeyDictionary[Snapshot, dict[str, str]]" = WeakKeyDictionary()


@lru_cache(maxsize=4096)
def read_metadata(metadata: str) -> dict[str, Any]:
    """The metadata of a document as stored in the index; shared, so not to be changed."""
    return json.loads(metadata)  # type: ignore[no-any-return]


@lru_cache(maxsize=4096)
def speaker_names(metadata: str) -> dict[str, str]:
    """The names of a document's speakers by their value in the speaker facet; shared likewise."""
    return {comparable(one["name"]): one["name"] for one in read_metadata(metadata)["speakers"]}


def value_label(snapshot: Snapshot, facet: FacetName, value: str) -> str:
    """What a facet value is called: 郑州市 for 河南省/郑州市, a speaker with an office he held."""
    if value in _SPECIAL_LABELS:
        return _SPECIAL_LABELS[value]
    if facet == "region":
        return value.rpartition("/")[2]
    if facet == "year":
        return value
    labels = _speaker_labels.setdefault(snapshot, {})
    if value not in labels:
        labels[value] = _speaker_label(snapshot, value)
    return labels[value]


def chips(snapshot: Snapshot, request: SearchRequest) -> tuple[Chip, ...]:
    """The active filters, each with the search without it."""
    found: list[Chip] = []
    for facet in FACETS:
        for name, excluded in ((facet, False), (f"exclude_{facet}", True)):
            values = getattr(request, name)
            for value in values:
                rest = tuple(one for one in values if one != value)
                label = f"{FACET_LABELS[facet]} {_full_label(snapshot, facet, value)}"
                found.append(Chip(label, excluded, request.with_filter(name, rest)))
    for name, word in (("date_from", "起"), ("date_to", "止")):
        day = getattr(request, name)
        if day:
            label = f"{day} {word}"
            found.append(Chip(label, excluded=False, removed=request.with_filter(name, None)))
    if request.same_as:
        label = f"与{_paragraph_label(snapshot, request)}相同"
        found.append(Chip(label, excluded=False, removed=request.with_filter("same_as", "")))
    if request.document:
        label = f"文档“{_title(snapshot, request.document)}”"
        found.append(Chip(label, excluded=False, removed=request.with_filter("document", "")))
    return tuple(found)


def interpretation(snapshot: Snapshot, request: SearchRequest, parsed: ParsedQuery) -> str:
    """The search in words: 全文含“双减”，年份 2021 或 2022，不含“培训”."""
    asked = wording(parsed.tree, parsed.written)
    parts = [asked.text, *asked.fields]
    included = {name: request.included(name) for name in FACETS}
    parts += value_labels(snapshot, included)
    if request.date_from or request.date_to:
        parts.append(_dates_label(request))
    if request.same_as:
        parts.append(f"与{_paragraph_label(snapshot, request)}表述相同")
    if request.document:
        parts.append(f"文档“{_title(snapshot, request.document)}”")
    parts += asked.without
    excluded = {name: request.excluded(name) for name in FACETS}
    parts += [f"不含{one}" for one in value_labels(snapshot, excluded)]
    sort = request.order
    if sort not in ("date", "-date") and not texts(parsed.tree):
        sort = "-date"
    return "，".join(parts) + _SORT_WORDS[sort]


def filter_labels(snapshot: Snapshot, request: SearchRequest) -> dict[Restriction, list[str]]:
    """What each restriction of a request asks: 年份 2021 或 2022; 不含地区 北京市."""
    labels: dict[Restriction, list[str]] = {"date": [_dates_label(request)]}
    for facet in FACETS:
        included = value_labels(snapshot, {facet: request.included(facet)})
        excluded = value_labels(snapshot, {facet: request.excluded(facet)})
        labels[facet] = [*included, *(f"不含{one}" for one in excluded)]
    return labels


def value_labels(snapshot: Snapshot, chosen: Mapping[FacetName, tuple[str, ...]]) -> Iterator[str]:
    """Each facet with the values that are chosen of it."""
    for facet, values in chosen.items():
        if values:
            labels = [_full_label(snapshot, facet, value) for value in values]
            yield f"{FACET_LABELS[facet]} {' 或 '.join(labels)}"


def _dates_label(request: SearchRequest) -> str:
    return f"日期 {request.date_from or ''}..{request.date_to or ''}"


def _full_label(snapshot: Snapshot, facet: FacetName, value: str) -> str:
    """A label that can stand alone: a region with what it lies in, a speaker by his name."""
    if value in _SPECIAL_LABELS:
        return _SPECIAL_LABELS[value]
    if facet == "region":
        return value.replace("/", "›")
    return value_label(snapshot, facet, value).partition("，")[0]


def _paragraph_label(snapshot: Snapshot, request: SearchRequest) -> str:
    """The paragraph that others should say the same as."""
    assert request.same_as_paragraph
    document_id, ordinal = request.same_as_paragraph
    return f"“{_title(snapshot, document_id)}”第 {ordinal} 段"


def _title(snapshot: Snapshot, document_id: str) -> str:
    """The title of a document; its id if it is not in the index."""
    document = snapshot.document(document_id)
    return str(read_metadata(document.metadata)["title"]) if document else document_id


def _speaker_label(snapshot: Snapshot, value: str) -> str:
    metadata = snapshot.sample("speaker", value)
    if metadata is None:
        return value
    for one in read_metadata(metadata)["speakers"]:
        if comparable(one["name"]) == value:
            office = one["office"]
            named = office and not one["name"].startswith("〈")
            return f"{one['name']}，{office}" if named else str(one["name"])
    return value
