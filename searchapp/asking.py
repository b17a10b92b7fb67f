"""A request as an engine takes it: tree of its query text, filters, and what helps to rank."""

from typing import Any
from weakref import WeakKeyDictionary

from searchapp.engine.contract import FACETS, EngineQuery, Filters, Snapshot, Sort, Unit
from searchapp.query.language import ParsedQuery, parse_query
from searchapp.query.names import Names
from searchapp.query.questions import subjects
from searchapp.query.request import SearchRequest
from searchapp.query.synonyms import synonyms
from searchapp.query.tree import Node, texts
from searchapp.query.widening import widened
from searchapp.settings import Settings
from searchapp.text.words import words

_OTHERS: dict[Unit, int] = {"paragraph": 0, "statement": 10, "document": 2}
"""How many of the hits that another one stands for are shown beside it."""
# They are looked for at every search and never change within a snapshot.
_names: "WeakKeyDictionary[Snapshot, Names]" = WeakKeyDictionary()


def engine_query(
    snapshot: Snapshot, tree: Node | None, request: SearchRequest, settings: Settings
) -> EngineQuery:
    """A whole request; `tree` is what its query text asks."""
    about = subjects(texts(tree))
    own = settings.dictionary
    unit = _unit(request)
    return hits_query(
        tree,
        request,
        about=about,
        words=tuple(dict.fromkeys(word for text in about for word in words(text, own))),
        expansions=synonyms(settings.synonyms).expansions(about),
        preferred=_names_of(snapshot).within(about),
        sort=_sort(request),
        offset=(request.page - 1) * request.per_page,
        limit=request.per_page,
        unit=unit,
        others=_OTHERS[unit],
    )


def hits_query(tree: Node | None, request: SearchRequest, **further: Any) -> EngineQuery:
    """What decides which paragraphs are hits of a request; nothing ranks them but what is given."""
    return EngineQuery(
        tree=tree,
        filters=filters_of(request),
        same_as=request.same_as_paragraph,
        document=request.document or None,
        **further,
    )


def tree_of(request: SearchRequest, settings: Settings) -> Node | None:
    """What a request asks of texts and fields; raises `BadRequest` if there is a mistake in it."""
    return parsed_request(request, settings).tree


def parsed_request(request: SearchRequest, settings: Settings) -> ParsedQuery:
    """The same, and how it reads."""
    parsed = parse_query(request.q, settings)
    return widened(parsed, synonyms(settings.synonyms)) if request.synonyms else parsed


def filters_of(request: SearchRequest) -> Filters:
    """The chosen restrictions of a request."""
    return Filters(
        include={name: request.included(name) for name in FACETS if request.included(name)},
        exclude={name: request.excluded(name) for name in FACETS if request.excluded(name)},
        date_from=request.date_from,
        date_to=request.date_to,
    )


def _sort(request: SearchRequest) -> Sort:
    """The order of the hits; of their lines there are others."""
    match request.sort:
        case "left" | "right":
            return "relevance"
        case order:
            return order


def _unit(request: SearchRequest) -> Unit:
    """What a request pages through, as far as an engine does: lines are made of paragraphs."""
    if request.view == "documents":
        return "document"
    return "statement" if request.collapse else "paragraph"


def _names_of(snapshot: Snapshot) -> Names:
    """The names of all years, regions and speakers of an index."""
    if snapshot not in _names:
        everything = snapshot.search(EngineQuery(limit=0, related=0, titles=0))
        _names[snapshot] = Names({one: everything.facets[one].values for one in FACETS})
    return _names[snapshot]
