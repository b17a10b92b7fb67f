"""All values of a facet: the page to look through them and choose several, and the same as JSON."""

from functools import partial

from flask import Blueprint, Response, render_template, request

from searchapp.engine.contract import FACETS, FacetName
from searchapp.facet_listing import listing
from searchapp.facet_values import FacetValue
from searchapp.indexing.live import LiveIndex
from searchapp.query.manual import NAME, Parameter
from searchapp.query.request import SearchRequest, to_parameters
from searchapp.settings import Settings
from searchapp.web import links
from searchapp.web.operations import SEARCH, Operation, described, page
from searchapp.web.parameters import CONTAINS, read_listing, refuse
from searchapp.web.responses import json_response
from searchapp.web.revalidation import revalidated
from searchapp.web.schemas import reference

_PARAMETERS: tuple[str | Parameter, ...] = (
    *(one for one in SEARCH if one not in ("page", "explain")),
    Parameter(
        CONTAINS,
        "只要名称里有这些字的；地区、讲话人也可以写拼音或首字母",
        NAME,
    ),
)


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The routes of the values of each facet."""
    facets = Blueprint("facets", __name__)

    def as_page(name: FacetName) -> str:
        asked, contains, unknown = read_listing(request.query_string, settings)
        live = index.current()
        found = listing(live, asked, name, contains, settings)
        return render_template(
            "facet.html",
            listing=found,
            asked=asked,
            ignored=unknown,
            kept=links.kept_parameters(asked),
            searched=to_parameters(asked),
            kept_here=_kept(asked, name, [one.of for one in found.values]),
            links=links,
        )

    def as_json(name: FacetName) -> Response:
        asked, contains, unknown = read_listing(request.query_string, settings)
        refuse(unknown)
        live = index.current()

        def answer() -> Response:
            return json_response(listing(live, asked, name, contains, settings).to_json())

        return revalidated(live, settings, answer)

    for name in FACETS:
        page_view = described(page("一个筛选项的全部值", *_PARAMETERS))(partial(as_page, name))
        json_view = described(_operation())(partial(as_json, name))
        facets.add_url_rule(f"/facets/{name}", f"{name}_page", page_view)
        facets.add_url_rule(f"/api/facets/{name}", f"{name}_json", json_view)
    return facets


def _operation() -> Operation:
    return Operation(
        "一个筛选项的全部值：命中的段数、篇数和所收的字数",
        {"application/json": reference("FacetListing")},
        _PARAMETERS,
        revalidated=True,
    )


def _kept(asked: SearchRequest, name: FacetName, shown: list[FacetValue]) -> list[tuple[str, str]]:
    """What is kept where values are chosen anew: all but those that can be chosen there."""
    values = {one.value for one in shown}
    rest = tuple(one for one in asked.included(name) if one not in values)
    return to_parameters(asked.with_filter(name, rest))
