"""What a route does, said beside the route itself; `openapi` gathers it for programs and people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from searchapp.query.manual import Parameter
from searchapp.query.request import SearchRequest
from searchapp.web.parameters import OF_A_LIST, PAGING

View = TypeVar("View", bound=Callable[..., Any])

SEARCH = tuple(one.name for one in fields(SearchRequest))
"""The parameters of a search, page and all."""
WHOLE = tuple(name for name in SEARCH if name not in PAGING)
"""Those of an answer that has no pages."""
QUESTION = tuple(name for name in SEARCH if name not in OF_A_LIST)
"""Those that decide whether a paragraph is found."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What `GET` at a route does.

    `content` says which media types the answer may have, and the JSON Schema of each; `revalidated`
    is whether it comes with an ETag, `protected` whether it takes the token,
    `unavailable` the content where there is no index to use, if it is no problem like others. Of
    `parameters` only the names are said, as what they mean is the same everywhere.
    """

    summary: str
    content: Mapping[str, Mapping[str, Any]]
    parameters: tuple[str | Parameter, ...] = ()
    description: str = ""
    revalidated: bool = False
    protected: bool = False
    unavailable: Mapping[str, Mapping[str, Any]] | None = None


def described(operation: Operation) -> Callable[[View], View]:
    """Say of a view what it does."""

    def attach(view: View) -> View:
        view.operation = operation  # type: ignore[attr-defined]
        return view

    return attach


def operation_of(view: Callable[..., Any]) -> Operation:
    """What was said of a view."""
    return view.operation  # type: ignore[attr-defined, no-any-return]


def page(summary: str, *parameters: str | Parameter) -> Operation:
    """What a route does that answers with a page for people."""
    return Operation(summary, {"text/html": {"type": "string"}}, parameters)
