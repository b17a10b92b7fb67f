"""Where to go when nothing is found: searches close to the one asked for that do find something.

They are offered as links and never taken silently. Closest first: other characters that may have
been meant, then the same text under fewer filters, then a part of what was asked.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from searchapp.engine.contract import FACETS, EngineQuery, Snapshot
from searchapp.errors import BadRequest
from searchapp.labels import chips
from searchapp.languages import gettext, translatable
from searchapp.query.language import ParsedQuery, parse_query, quoted
from searchapp.query.printing import query_text
from searchapp.query.request import SearchRequest
from searchapp.query.synonyms import synonyms
from searchapp.query.tree import Node, Not, Substring, all_of, conjuncts
from searchapp.query.widening import synonyms_of
from searchapp.results import WayOut, WayOutKind
from searchapp.settings import Settings
from searchapp.suggesting.corrections import corrections
from searchapp.suggesting.counting import hit_count
from searchapp.suggesting.phrases import joining_words
from searchapp.suggesting.vocabulary import vocabulary
from searchapp.text.words import cut

MOST = 8
"""Ways out of one search."""
_LOOKED_AT = 6
"""Terms of a query, from the first on, that are corrected or left out."""
_LONG = 4
"""Characters from which on a term may be several words."""


_LABELS = 3
"""Filters named one by one."""
_FILTERS = (
    *((one,) for one in FACETS),
    *((f"exclude_{one}",) for one in FACETS),
    ("same_as",),
    ("document",),
    ("date_from", "date_to"),
)
"""Parameters that are one filter to whoever sets them."""


class _Limits(NamedTuple):
    """How many searches of a kind are tried, and how many that find something are offered."""

    tried: int
    offered: int


_LIMITS: dict[WayOutKind, _Limits] = {
    "correction": _Limits(6, 3),
    "synonym": _Limits(5, 2),
    "filter": _Limits(9, 4),
    "term": _Limits(_LOOKED_AT, 3),
    "words": _Limits(1, 1),
    "part": _Limits(8, 3),
}


_Changed = tuple[int, str]
"""Place of a term, and another text for it."""


class _Candidate(NamedTuple):
    label: str
    request: SearchRequest


@dataclass(frozen=True, slots=True)
class _Asked:
    """A search that found nothing; `nodes` are the terms that must all match."""

    snapshot: Snapshot
    request: SearchRequest
    settings: Settings
    nodes: tuple[Node, ...]
    parsed: ParsedQuery
    _texts: dict[Node, str] = field(default_factory=dict)
    _nowhere: dict[Node, bool] = field(default_factory=dict)

    def tree(self, text: str) -> Node | None:
        """What a query text asks; None also if it has a mistake."""
        try:
            return parse_query(text, self.settings).tree
        except BadRequest:
            return None

    def text(self, node: Node) -> str:
        """A query text of a term, as it was written where that means the same."""
        if node not in self._texts:
            written = self.parsed.written.get(node, "")
            both = (one for one in (written, quoted(written)) if self.tree(one) == node)
            self._texts[node] = next(both, "") or query_text(node)
        return self._texts[node]

    def with_nodes(self, nodes: Sequence[Node]) -> SearchRequest:
        """The same search for these terms."""
        tree = all_of(nodes)
        text = " ".join(map(self.text, nodes))
        return replace(self.request, q=text if self.tree(text) == tree else query_text(tree))

    def with_texts(self, changes: Sequence[_Changed]) -> SearchRequest:
        """The same search with other texts for some terms."""
        nodes = dict(enumerate(self.nodes)) | {place: Substring(text) for place, text in changes}
        return self.with_nodes(list(nodes.values()))

    def is_nowhere(self, node: Node) -> bool:
        """Whether no paragraph at all has a term, whatever the filters."""
        if node not in self._nowhere:
            self._nowhere[node] = not self.snapshot.count(EngineQuery(node))
        return self._nowhere[node]


def ways_out(
    snapshot: Snapshot, request: SearchRequest, parsed: ParsedQuery, settings: Settings
) -> tuple[WayOut, ...]:
    """The ways out of a search that finds nothing, at most eight, each with at least one hit.

    No more than about thirty searches are counted for them.
    """
    nodes = conjuncts(parsed.tree)
    asked = _Asked(snapshot, replace(request, page=1), settings, nodes, parsed)
    found: list[WayOut] = []
    for kind, candidates in _CANDIDATES.items():
        if kind == "part" and any(one.kind in ("term", "words") for one in found):
            continue
        limits = _LIMITS[kind]
        ways = []
        for label, changed in islice(candidates(asked), limits.tried):
            count = hit_count(snapshot, changed, settings)
            if count:
                ways.append(WayOut(kind, label, count, changed))
        if kind not in ("correction", "part"):  # these come likeliest, or closest, first
            ways.sort(key=lambda one: -one.paragraph_count)
        found += ways[: limits.offered]
    return tuple(found[:MOST])


def _corrected(asked: _Asked) -> Iterator[_Candidate]:
    """With other characters in all terms that are nowhere, then in one term, in those first."""
    terms = [
        (not asked.is_nowhere(one), place, one.text)
        for place, one in enumerate(asked.nodes[:_LOOKED_AT])
        if isinstance(one, Substring)
    ]
    if not terms:
        return
    words = vocabulary(asked.snapshot)
    streams = {
        (somewhere, place): [
            (place, other)
            for other in islice(corrections(text, words), _LIMITS["correction"].tried)
        ]
        for somewhere, place, text in sorted(terms)
    }
    first = [each[0] for (somewhere, _), each in streams.items() if each and not somewhere]
    changes = [[one] for one in _in_turn(streams.values())]
    for change in [first, *changes] if len(first) > 1 else changes:
        texts = "".join(gettext("“%(text)s”", text=text) for _, text in change)
        yield _Candidate(gettext("改查%(texts)s", texts=texts), asked.with_texts(change))


def _reworded(asked: _Asked) -> Iterator[_Candidate]:
    """With synonyms as good as the terms, then with other words for something a term names."""
    known = synonyms(asked.settings.synonyms)
    if not asked.request.synonyms and synonyms_of(asked.parsed, known):
        yield _Candidate(gettext("同义词也算命中"), replace(asked.request, synonyms=True))
    streams = [
        [(place, other) for other in known.reworded(one.text)]
        for place, one in enumerate(asked.nodes[:_LOOKED_AT])
        if isinstance(one, Substring)
    ]
    for place, text in _in_turn(streams):
        yield _Candidate(
            gettext("换个说法：“%(text)s”", text=text), asked.with_texts([(place, text)])
        )


def _in_turn(streams: Iterable[Iterable[_Changed]]) -> Iterator[_Changed]:
    """The first change of each term, then the second of each, and so on."""
    return (one for turn in zip_longest(*streams) for one in turn if one)


def _less_filtered(asked: _Asked) -> Iterator[_Candidate]:
    """Without one filter, and without any."""
    request = asked.request
    less = []
    for names in _FILTERS:
        without = _without(request, names)
        if without == request:
            continue
        chosen = {name: getattr(request, name) for name in names}
        labels = [one.label for one in chips(asked.snapshot, SearchRequest(**chosen))]
        shown = gettext("、").join(labels[:_LABELS])
        if len(labels) > _LABELS:
            shown = gettext("%(filters)s等", filters=shown)
        if names[0].startswith("exclude_"):
            label = gettext("不再排除：%(filters)s", filters=shown)
        else:
            label = gettext("去掉筛选：%(filters)s", filters=shown)
        less.append(_Candidate(label, without))
    yield from less
    if len(less) > 1:
        yield _Candidate(gettext("去掉全部筛选"), _without(request, chain(*_FILTERS)))


def _without(request: SearchRequest, filters: Iterable[str]) -> SearchRequest:
    everything = SearchRequest()
    return replace(request, **{name: getattr(everything, name) for name in filters})


def _shortened(asked: _Asked) -> Iterator[_Candidate]:
    """Without one term."""
    for place, node in enumerate(asked.nodes[:_LOOKED_AT]):
        rest = (*asked.nodes[:place], *asked.nodes[place + 1 :])
        if all(isinstance(one, Not) for one in rest):
            continue
        if isinstance(node, Not):
            label = gettext("不排除“%(text)s”", text=asked.text(node.node))
        else:
            label = gettext("去掉“%(text)s”", text=asked.text(node))
        yield _Candidate(label, asked.with_nodes(rest))


def _in_words(asked: _Asked) -> Iterator[_Candidate]:
    """With the words of a long term for the term, each anywhere."""
    for place, node in enumerate(asked.nodes[:_LOOKED_AT]):
        if not isinstance(node, Substring) or len(node.text) < _LONG:
            continue
        pieces = [one for one in cut(node.text) if one[0].isalnum() and one not in joining_words()]
        words = tuple(map(Substring, dict.fromkeys(pieces)))
        if len(words) > 1 and asked.is_nowhere(node):
            nodes = (*asked.nodes[:place], *words, *asked.nodes[place + 1 :])
            label = gettext("拆开来查：%(words)s", words=" ".join(one.text for one in words))
            yield _Candidate(label, asked.with_nodes(nodes))


def _single(asked: _Asked) -> Iterator[_Candidate]:
    """One term alone, under the filters and then without."""
    terms = [one for one in asked.nodes[:_LOOKED_AT] if not isinstance(one, Not)]
    bare = _without(asked.request, chain(*_FILTERS))
    for label, request in (
        (translatable("只查“%(text)s”"), asked.request),
        (translatable("只查“%(text)s”，不加筛选"), bare),
    ):
        if (request is bare and bare == asked.request) or len(asked.nodes) == 1:
            continue
        for node in terms[: _LIMITS["part"].tried // 2]:
            q = asked.with_nodes([node]).q
            yield _Candidate(gettext(label, text=asked.text(node)), replace(request, q=q))


_CANDIDATES: dict[WayOutKind, Callable[[_Asked], Iterator[_Candidate]]] = {
    "correction": _corrected,
    "synonym": _reworded,
    "filter": _less_filtered,
    "term": _shortened,
    "words": _in_words,
    "part": _single,
}
