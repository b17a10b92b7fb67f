"""How much a search would find that somebody is offered."""

from searchapp.asking import hits_query, tree_of
from searchapp.engine.contract import Snapshot
from searchapp.errors import BadRequest
from searchapp.query.request import SearchRequest
from searchapp.settings import Settings


def hit_count(snapshot: Snapshot, request: SearchRequest, settings: Settings) -> int:
    """How many hits a search has; none if its query text has a mistake or is too long."""
    if len(request.q) > settings.max_query_length:
        return 0
    try:
        tree = tree_of(request, settings)
    except BadRequest:
        return 0
    return snapshot.count(hits_query(tree, request))
