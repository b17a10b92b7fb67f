"""What may be meant while a query is typed: speakers, regions, phrases and titles that have hits.

The last run of characters is being typed; what stands before it, and the filters, hold as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal

from searchapp.asking import hits_query, tree_of
from searchapp.engine.contract import Snapshot
from searchapp.errors import BadRequest
from searchapp.indexing.live import OpenIndex
from searchapp.labels import FACET_LABELS, read_metadata, value_label
from searchapp.query.language import parse_query, quoted
from searchapp.query.request import SearchRequest, to_url
from searchapp.query.tree import And, Node, Substring
from searchapp.settings import Settings
from searchapp.suggesting.counting import hit_count
from searchapp.suggesting.names import NAMED_FACETS, Name, directory, paragraph_counts
from searchapp.suggesting.phrases import phrases
from searchapp.text.fold import comparable

Kind = Literal["speaker", "region", "phrase", "title"]
MOST = 10
"""Suggestions to what was typed."""
_FIRST: dict[Kind, int] = {"speaker": 2, "region": 2, "phrase": 5, "title": 2}
"""So many of each kind come first; ..."""
_AT_MOST: dict[Kind, int] = {"speaker": 5, "region": 5, "phrase": 8, "title": 3}
"""... where they leave room, there are more."""
_SYLLABLES = 4
"""Runs of letters that may be one name in pinyin: wu xiao hao."""
_SAMPLE = 150
"""Hits whose texts are read for phrases: enough to see what one in fifty has."""
_TITLED = 2
"""Characters from which on titles are offered: a single one is in hundreds of them."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may be meant; `request` is the search when it is chosen.

    A speaker or region becomes a filter, a phrase or title the end of the query text.
    """

    kind: Kind
    text: str
    label: str
    paragraph_count: int
    request: SearchRequest

    def to_json(self) -> dict[str, Any]:
        """One of the answer of `GET /api/suggest`; the URL leads to the page."""
        return {
            "text": self.text,
            "kind": self.kind,
            "label": self.label,
            "paragraph_count": self.paragraph_count,
            "q": self.request.q,
            "url": to_url("/", self.request),
        }


@dataclass(frozen=True, slots=True)
class _Typing:
    """A query text that is being typed, and the index that it will be asked of."""

    snapshot: Snapshot
    request: SearchRequest
    settings: Settings

    def tree(self, q: str) -> Node | None:
        return tree_of(replace(self.request, q=q), self.settings)

    def count(self, request: SearchRequest) -> int:
        return hit_count(self.snapshot, request, self.settings)


def suggest(index: OpenIndex, request: SearchRequest, settings: Settings) -> tuple[Suggestion, ...]:
    """At most ten suggestions, each with at least one hit.

    None to a query text with a mistake: it may be just a quotation mark that is not closed yet.
    """
    typing = _Typing(index.snapshot, request, settings)
    try:
        found: dict[Kind, list[Suggestion]] = {
            **_names(typing),
            "phrase": _phrases(typing),
            "title": _titles(typing),
        }
    except BadRequest:
        return ()
    room = MOST - sum(min(len(found[kind]), first) for kind, first in _FIRST.items())
    chosen: list[Suggestion] = []
    for kind, first in _FIRST.items():
        further = found[kind][first : first + max(room, 0)]
        room -= len(further)
        chosen += [*found[kind][:first], *further]
    return tuple(chosen[:MOST])


def endings(q: str) -> Iterator[tuple[str, str]]:
    """What is being typed at the end of a query text, with what stands before it, shortest first.

    It is the last run of characters; if that is of letters, runs of letters before it may belong to
    it. Nothing is being typed after a blank.
    """
    runs = [] if q[-1:].isspace() else list(re.finditer(r"\S+", q))
    for one in reversed(runs[-_SYLLABLES:]):
        yield q[: one.start()].strip(), q[one.start() :]
        if not comparable(one[0]).isascii():
            return


def _names(typing: _Typing) -> dict[Kind, list[Suggestion]]:
    """Speakers and regions of the shortest ending that names any."""
    found: dict[Kind, list[Suggestion]] = {one: [] for one in NAMED_FACETS}
    known = directory(typing.snapshot)
    for head, typed in endings(typing.request.q):
        text = comparable(typed).strip(" ")
        matching = known.find(text) if text else []
        if not matching:
            continue
        query = hits_query(typing.tree(head), typing.request)
        tables = typing.snapshot.search(replace(query, limit=1, related=0, titles=0)).facets
        for facet in NAMED_FACETS:
            counts = paragraph_counts(facet, tables[facet])
            names = [one for one in matching if one.facet == facet and counts.get(one.value)]
            names.sort(key=lambda one: (not one.text.startswith(text), -counts[one.value]))
            offered = (_named(typing, head, one) for one in names)
            found[facet] = list(islice(filter(None, offered), _AT_MOST[facet]))
        if any(found.values()):
            break
    return found


def _named(typing: _Typing, head: str, name: Name) -> Suggestion | None:
    """The search with a name as a filter; None if that adds nothing."""
    facet, value = name.facet, name.value
    before = replace(typing.request, q=head).included(facet)
    if value in before:
        return None
    alone = replace(typing.request, q=head, page=1).with_filter(facet, (value,))
    count = typing.count(alone)
    if not count:
        return None
    # A chosen region that holds this one, or lies in it, would make the choice void.
    others = tuple(one for one in before if facet == "speaker" or not _related(one, value))
    request = alone.with_filter(facet, (*others, value))
    label, _, office = value_label(typing.snapshot, facet, value).partition("，")
    where = value.rpartition("/")[0].replace("/", "›") if facet == "region" else office
    return Suggestion(
        kind=facet,
        text=label,
        label=f"{FACET_LABELS[facet]} · {where}" if where else FACET_LABELS[facet],
        paragraph_count=typing.count(request) if others else count,
        request=request,
    )


def _related(one: str, other: str) -> bool:
    """Whether a region lies in another."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _phrases(typing: _Typing) -> list[Suggestion]:
    """Phrases that begin with the last run, the most frequent first."""
    head, typed = next(endings(typing.request.q), ("", ""))
    tree, before = _plain(typing, typed), typing.tree(head)
    if tree is None:
        return []
    whole = And((before, tree)) if before else tree
    texts = typing.snapshot.sample_texts(hits_query(whole, typing.request), _SAMPLE)
    found = [
        Suggestion("phrase", one, "词句", typing.count(request), request)
        for one in phrases(typed, texts)[: _AT_MOST["phrase"]]
        for request in [replace(typing.request, q=f"{head} {one}".strip(), page=1)]
    ]
    found.sort(key=lambda one: -one.paragraph_count)
    return [one for one in found if one.paragraph_count]


def _titles(typing: _Typing) -> list[Suggestion]:
    """Titles that contain what was typed, if that is one run of characters and all there is."""
    head, typed = next(endings(typing.request.q), ("", ""))
    tree = None if head or len(typed) < _TITLED else _plain(typing, typed)
    if tree is None:
        return []
    query = replace(hits_query(tree, typing.request), limit=1, related=0, titles=_AT_MOST["title"])
    stored = typing.snapshot.search(query).titles
    titles = {comparable(one): one for one in (read_metadata(each)["title"] for each in stored)}
    found = [
        Suggestion("title", title, "标题", typing.count(request), request)
        for title in titles.values()
        for request in [replace(typing.request, q=f"标题:{quoted(title)}", page=1)]
    ]
    return [one for one in found if one.paragraph_count]


def _plain(typing: _Typing, typed: str) -> Node | None:
    """The tree of a text that goes on, if it is looked for as it stands: no operator is in it."""
    tree = parse_query(typed, typing.settings).tree
    return tree if tree == Substring(comparable(typed).lstrip(" ")) else None
