"""What fields and facet values are called, and what a search says in words."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from searchapp.engine.contract import FACETS, FacetName, Restriction, Snapshot
from searchapp.languages import gettext, translatable
from searchapp.query.fields import NARRATION_NAME, UNKNOWN_NAME
from searchapp.query.language import ParsedQuery
from searchapp.query.request import NARRATION, UNKNOWN, SearchRequest, Sort
from searchapp.query.tree import asks_text
from searchapp.query.wording import wording
from searchapp.results import Chip
from searchapp.text.fold import comparable

FACET_LABELS: dict[FacetName, str] = {
    "year": translatable("年份"),
    "region": translatable("地区"),
    "speaker": translatable("讲话人"),
}
FIELD_LABELS = {
    "title": translatable("标题"),
    "subtitle": translatable("副标题"),
    "kind": translatable("类型"),
    "model": translatable("范文"),
    "source": translatable("来源"),
    "authors": translatable("作者"),
    "url": translatable("网址"),
    "published": translatable("发布"),
    "date": translatable("日期"),
    "year": translatable("年份"),
    "region": translatable("地区"),
    "speakers": translatable("讲话人"),
    "complete": translatable("完整"),
    "script": translatable("字体"),
}
_SPECIAL_LABELS = {UNKNOWN: UNKNOWN_NAME, NARRATION: NARRATION_NAME}
_SORT_WORDS: dict[Sort, str] = {
    "relevance": translatable("%(search)s"),
    "date": translatable("%(search)s，旧的在前"),
    "-date": translatable("%(search)s，新的在前"),
    "left": translatable("%(search)s，按左边的字排"),
    "right": translatable("%(search)s，按右边的字排"),
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
        return gettext(_SPECIAL_LABELS[value])
    if facet == "region":
        return value.rpartition("/")[2]
    if facet == "year":
        return value
    labels = _speaker_labels.get(snapshot)
    if labels is None:
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
                label = f"{gettext(FACET_LABELS[facet])} {_full_label(snapshot, facet, value)}"
                found.append(Chip(label, excluded, request.with_filter(name, rest)))
    for name, word in (
        ("date_from", translatable("%(day)s 起")),
        ("date_to", translatable("%(day)s 止")),
    ):
        day = getattr(request, name)
        if day:
            label = gettext(word, day=day)
            found.append(Chip(label, excluded=False, removed=request.with_filter(name, None)))
    if request.same_as:
        label = gettext("与%(paragraph)s相同", paragraph=_paragraph_label(snapshot, request))
        found.append(Chip(label, excluded=False, removed=request.with_filter("same_as", "")))
    if request.document:
        label = gettext("文档“%(title)s”", title=_title(snapshot, request.document))
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
        paragraph = _paragraph_label(snapshot, request)
        parts.append(gettext("与%(paragraph)s表述相同", paragraph=paragraph))
    if request.document:
        parts.append(gettext("文档“%(title)s”", title=_title(snapshot, request.document)))
    parts += asked.without
    excluded = {name: request.excluded(name) for name in FACETS}
    parts += [gettext("不含%(filter)s", filter=one) for one in value_labels(snapshot, excluded)]
    sort = request.order
    if sort not in ("date", "-date") and not asks_text(parsed.tree):
        sort = "-date"
    return gettext(_SORT_WORDS[sort], search=gettext("，").join(parts))


def filter_labels(snapshot: Snapshot, request: SearchRequest) -> dict[Restriction, list[str]]:
    """What each restriction of a request asks: 年份 2021 或 2022; 不含地区 北京市."""
    labels: dict[Restriction, list[str]] = {"date": [_dates_label(request)]}
    for facet in FACETS:
        included = value_labels(snapshot, {facet: request.included(facet)})
        excluded = value_labels(snapshot, {facet: request.excluded(facet)})
        labels[facet] = [*included, *(gettext("不含%(filter)s", filter=one) for one in excluded)]
    return labels


def value_labels(snapshot: Snapshot, chosen: Mapping[FacetName, tuple[str, ...]]) -> Iterator[str]:
    """Each facet with the values that are chosen of it."""
    for facet, values in chosen.items():
        if values:
            labels = [_full_label(snapshot, facet, value) for value in values]
            yield f"{gettext(FACET_LABELS[facet])} {gettext(' 或 ').join(labels)}"


def _dates_label(request: SearchRequest) -> str:
    name = FIELD_LABELS["date"]
    return f"{gettext(name)} {request.date_from or ''}..{request.date_to or ''}"


def _full_label(snapshot: Snapshot, facet: FacetName, value: str) -> str:
    """A label that can stand alone: a region with what it lies in, a speaker by his name."""
    if value in _SPECIAL_LABELS:
        return gettext(_SPECIAL_LABELS[value])
    if facet == "region":
        return value.replace("/", "›")
    return value_label(snapshot, facet, value).partition("，")[0]


def _paragraph_label(snapshot: Snapshot, request: SearchRequest) -> str:
    """The paragraph that others should say the same as."""
    assert request.same_as_paragraph
    document_id, ordinal = request.same_as_paragraph
    title = _title(snapshot, document_id)
    return gettext("“%(title)s”第 %(ordinal)s 段", title=title, ordinal=ordinal)


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
