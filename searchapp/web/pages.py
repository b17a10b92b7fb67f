"""The page of results."""

from dataclasses import replace

from flask import Blueprint, render_template, request

from searchapp.charts import tiles, year_bars
from searchapp.engine.contract import Filters
from searchapp.indexing.live import LiveIndex
from searchapp.languages import gettext, translatable
from searchapp.query.request import CONTEXT_SORTS, PER_PAGE, SearchRequest, Sort, View
from searchapp.search import search
from searchapp.settings import Settings
from searchapp.web import links
from searchapp.web.drawing import year_chart
from searchapp.web.observing import note
from searchapp.web.operations import SEARCH, described, page
from searchapp.web.parameters import read_request

_VIEW_LABELS: dict[View, str] = {
    "paragraphs": translatable("段落"),
    "documents": translatable("按篇"),
    "lines": translatable("逐行"),
}
_SORT_LABELS: dict[Sort, str] = {
    "relevance": translatable("相关"),
    "-date": translatable("新→旧"),
    "date": translatable("旧→新"),
    "left": translatable("按左"),
    "right": translatable("按右"),
}


def blueprint(index: LiveIndex, settings: Settings) -> Blueprint:
    """The route of the page of results."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    @described(page("检索的网页", *SEARCH))
    def search_page() -> str:
        asked, unknown = read_request(request.query_string, settings)
        live = index.current()
        # What says the same is listed, not shown as one.
        usual = asked.view == "paragraphs" and not asked.same_as
        collapsed = usual if asked.collapse is None else asked.collapse
        result = search(live, asked, settings, collapse=collapsed)
        note("paragraph_count", result.paragraph_count)
        facets = {one.name: one for one in result.facets}
        held = live.snapshot.held(Filters())
        return render_template(
            "search.html",
            result=result,
            asked=asked,
            ignored=unknown,
            snapshot=live.snapshot,
            stale=live.manifest.differences(settings.dictionary),
            collapsed=collapsed,
            switched=replace(asked, collapse=None if collapsed != usual else not usual, page=1),
            with_synonyms=replace(asked, synonyms=not asked.synonyms, page=1),
            explained=replace(asked, explain=not asked.explain),
            years=year_chart(year_bars(facets["year"], held["year"])),
            tiles=tiles(facets["region"], held["region"]),
            as_shown=replace(asked, collapse=collapsed or None),
            views=[
                (gettext(label), view == asked.view, asked.in_view(view))
                for view, label in _VIEW_LABELS.items()
            ],
            sorts=_sorts(asked, ranked=result.ranked),
            sizes=[(size, replace(asked, per_page=size, page=1)) for size in PER_PAGE],
            cleared=SearchRequest(
                q=asked.q,
                synonyms=asked.synonyms,
                view=asked.view,
                sort=asked.sort,
                collapse=asked.collapse,
                per_page=asked.per_page,
            ),
            links=links,
        )

    return pages


def _sorts(asked: SearchRequest, *, ranked: bool) -> list[tuple[str, bool, SearchRequest]]:
    """The orders to choose from: label, whether it holds, the search in that order.

    Where no text is asked for, no hit is more relevant than another, and the newest come first.
    """
    order = asked.order if ranked or asked.sort in ("date", "-date") else "-date"
    return [
        (gettext(label), name == order, replace(asked, sort=name, page=1))
        for name, label in _SORT_LABELS.items()
        if (ranked or name != "relevance")
        and (name not in CONTEXT_SORTS or (ranked and asked.view == "lines"))
    ]
