"""A search as parameters of a URL: `SearchRequest` and the way there and back.

The page and the JSON endpoint take the same parameters, and the URL is the whole state of a page.
Empty parameters mean absent (a form without JavaScript sends them). Names of speakers are folded,
so that 段紅征 and 段红征 are the same choice; a region is the path that the facet gives.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal, get_args
from urllib.parse import quote_plus

from searchapp.settings import Settings

UNKNOWN = "~unknown"
"""Facet value of what is not known (未注明)."""
NARRATION = "~narration"
"""Speaker value of a paragraph in which nobody of a document's known speakers speaks (叙述)."""
Sort = Literal["relevance", "date", "-date", "left", "right"]
SORTS: tuple[Sort, ...] = get_args(Sort)
CONTEXT_SORTS: tuple[Sort, ...] = ("left", "right")
"""Orders of lines, by what stands beside the match; elsewhere they are that of relevance."""
View = Literal["paragraphs", "documents", "lines"]
VIEWS: tuple[View, ...] = get_args(View)
PER_PAGE = (10, 20, 50, 100)
REPEATABLE = (
    "year",
    "region",
    "speaker",
    "exclude_year",
    "exclude_region",
    "exclude_speaker",
)
MAX_VALUE_LENGTH = 200
"""Longest name of a region or speaker, in characters."""
MAX_ID_LENGTH = 5_000
"""Longest id of a document or paragraph, in characters."""
YEAR = "[0-9]{4}"
PARAGRAPH_ID = ".+#[1-9][0-9]{0,8}"
CONTROLS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
"""Control characters that are no blanks: no value holds one, nor half of a surrogate pair."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a person asked: query text, filters, order and page.

    `same_as` is the id of a paragraph (`document#ordinal`): only what says the same is wanted;
    `document` that of a document: only what is in it.
    `synonyms` is whether synonyms of the terms are as good as the terms.
    `view` is whether hits are shown as paragraphs, by the documents they are in, or as a line for
    every match. `collapse` is whether of paragraphs that say the same one stands for all; None is
    as usual, which is yes on the page, but for what says the same, and no elsewhere. `explain` asks
    why each paragraph is found.
    """

    q: str = ""
    year: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    exclude_year: tuple[str, ...] = ()
    exclude_region: tuple[str, ...] = ()
    exclude_speaker: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    same_as: str = ""
    document: str = ""
    synonyms: bool = False
    view: View = "paragraphs"
    sort: Sort = "relevance"
    collapse: bool | None = None
    explain: bool = False
    page: int = 1
    per_page: int = 20

    def included(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return getattr(self, facet)  # type: ignore[no-any-return]

    def excluded(self, facet: str) -> tuple[str, ...]:
        """The excluded values of a facet."""
        return getattr(self, f"exclude_{facet}")  # type: ignore[no-any-return]

    @property
    def same_as_paragraph(self) -> tuple[str, int] | None:
        """The document id and the ordinal of `same_as`."""
        document_id, _, ordinal = self.same_as.rpartition("#")
        return (document_id, int(ordinal)) if self.same_as else None

    def with_filter(self, name: str, value: Any) -> "SearchRequest":
        """The same search from its first page, with another value of one filter parameter."""
        return replace(self, **{name: value, "page": 1})

    def in_view(self, view: View) -> "SearchRequest":
        """The same search from its first page in a view."""
        return replace(self, view=view, page=1)

    @property
    def order(self) -> Sort:
        """`sort` as far as it holds in this view: by relevance where there are no lines."""
        by_context = self.sort in CONTEXT_SORTS and self.view != "lines"
        return "relevance" if by_context else self.sort

    def without_pages(self) -> "SearchRequest":
        """The same search, as where there are no pages: all its paragraphs."""
        usual = SearchRequest()
        return replace(self.in_view(usual.view), explain=False, per_page=usual.per_page)


_USUAL = {one.name: one.default for one in fields(SearchRequest)}
_values = attrgetter(*_USUAL)


def to_parameters(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters that make this request, defaults left out, always in the same order."""
    parameters: list[tuple[str, str]] = []
    for (name, usual), value in zip(_USUAL.items(), _values(request), strict=True):
        if value == usual:
            continue
        if name in REPEATABLE:
            parameters += [(name, each) for each in value]
        else:
            parameters.append((name, _text(value)))
    return parameters


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, bool) else str(value)


def to_query(request: SearchRequest) -> str:
    """The query string of a URL of this search; empty for the search without any parameter."""
    return "&".join([written(*one) for one in to_parameters(request)])


def written(name: str, value: str) -> str:
    """A parameter as it stands in a query string."""
    return f"{name}={quoted(value)}"


def quoted(value: str) -> str:
    """The value of a parameter as it stands in a query string."""
    return quote_plus(value) if len(value) > _SHORT else _quoted(value)


_SHORT = 64
# The same few hundred values stand on every page; what is longer somebody typed, once.
_quoted = lru_cache(maxsize=4096)(quote_plus)


def to_url(path: str, request: SearchRequest) -> str:
    """A URL of this search below `path`."""
    query = to_query(request)
    return f"{path}?{query}" if query else path


def last_page(settings: Settings, per_page: int = min(PER_PAGE)) -> int:
    """The last page that has a number, however many hits there are."""
    return max(settings.max_page_depth // per_page, 1)
