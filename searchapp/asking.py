"""A request as an engine takes it: the tree of its query text, and its filters."""

from searchapp.engine.contract import FACETS, Filters
from searchapp.query.language import parse_query
from searchapp.query.request import SearchRequest
from searchapp.query.tree import Node, every
from searchapp.settings import Settings


def tree_of(q: str, settings: Settings) -> Node | None:
    """What a query text asks; raises `BadRequest` if it has a mistake."""
    return every([one.comparable for one in parse_query(q, settings)])


def filters_of(request: SearchRequest) -> Filters:
    """The chosen restrictions of a request."""
    return Filters(
        include={name: request.included(name) for name in FACETS if request.included(name)},
        exclude={name: request.excluded(name) for name in FACETS if request.excluded(name)},
        date_from=request.date_from,
        date_to=request.date_to,
    )
