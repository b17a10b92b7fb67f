"""What is new in a search, as a person follows it: the newest documents with hits.

An entry is a document and not a paragraph: what is new comes by documents, and one with forty hits
is one piece of news. It is dated by the first indexing of its text, so a rebuild, an edit or a move
of files tells nobody anything new. Ids name no host, so that a feed stays itself when a site moves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Any
from uuid import UUID, uuid5

from searchapp.addresses import with_query
from searchapp.exporting.visible import visible
from searchapp.hits import Hit, NewDocument
from searchapp.indexing.live import OpenIndex
from searchapp.languages import as_written
from searchapp.query.request import SearchRequest, to_query, to_url
from searchapp.search import newest_documents, search
from searchapp.settings import Settings

NAME = "教育讲话检索"
_NAMESPACE = UUID("6f0e6f2f-4dd6-4a1c-9a53-6c8d3a1f6f1b")
_MOST = 50
_HITS_EACH = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that is new: `html` is its first hits, safe to be shown; `url` leads there."""

    id: str
    title: str
    url: str
    authors: tuple[str, ...]
    moment: datetime
    html: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What is new in a search, the newest first; all text is as `visible` makes it."""

    id: str
    title: str
    url: str
    updated: datetime
    entries: tuple[Entry, ...]


def feed(index: OpenIndex, request: SearchRequest, settings: Settings, site: str) -> Feed:
    """What is new in a search, whatever its order and page; URLs begin with `site`.

    Raises `BadRequest` if the query text has a mistake.
    """
    followed = replace(request.without_pages(), sort="relevance", collapse=None)
    with as_written():
        result = search(index, followed, settings)
    own_id = uuid5(_NAMESPACE, to_query(followed))
    new = newest_documents(index, followed, settings, _MOST, _HITS_EACH)
    entries = tuple(_entry(one, own_id, request, site) for one in new)
    return Feed(
        id=own_id.urn,
        title=visible(f"{NAME}：{result.interpretation}"),
        url=site + to_url("/", followed),
        updated=entries[0].moment if entries else index.snapshot.committed_at,
        entries=entries,
    )


def _entry(new: NewDocument, of_feed: UUID, request: SearchRequest, site: str) -> Entry:
    document = new.document
    url = site + with_query(new.hits[0].url, request)
    return Entry(
        id=uuid5(of_feed, document["id"].encode(errors="backslashreplace").decode()).urn,
        title=visible(document["title"]) or "无标题",
        url=url,
        authors=tuple(visible(one["name"]) for one in document["speakers"]),
        moment=new.first_indexed,
        html="\n".join(_html(new, url)),
    )


def _html(new: NewDocument, url: str) -> Iterator[str]:
    yield f"<p>{_told(new.document)}</p>"
    for hit in new.hits:
        yield f"<p>{_marked(hit)}</p>"
    if new.paragraph_count > len(new.hits):
        yield f'<p><a href="{escape(url)}">共 {new.paragraph_count} 段</a></p>'


def _told(document: Any) -> str:
    """When, where and by whom, as far as it is known."""
    day = document["date"] or (f"{document['year']} 年" if document["year"] else None)
    region = document["region"] and document["region"].replace("/", "›")
    people = "、".join(one["name"] for one in document["speakers"])
    return escape(visible(" · ".join(filter(None, (day, region, people))) or "日期未注明"))


def _marked(hit: Hit) -> str:
    """The snippet with its marks."""
    text, parts, position = hit.snippet.text, [], 0
    for start, end in hit.snippet.highlights:
        parts += [escape(visible(text[position:start])), "<mark>"]
        parts += [escape(visible(text[start:end])), "</mark>"]
        position = end
    return "".join(parts) + escape(visible(text[position:]))
