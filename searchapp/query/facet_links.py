"""The links of facets: searches that differ in one value from the one that was asked."""

from dataclasses import fields, replace
from functools import lru_cache
from urllib.parse import quote_plus

from searchapp.query.request import SearchRequest, to_parameters


class FacetLinks:
    """Query strings of the searches that differ from a request in one value of a facet.

    As `to_url` would make them; made from parts, as a page of results holds a hundred.
    """

    def __init__(self, request: SearchRequest, facet: str) -> None:
        self._facet = facet
        self._included = request.included(facet)
        self._excluded = request.excluded(facet)
        encoded = _encoded_parameters(request)
        first, second = _NAMES.index(facet), _NAMES.index(f"exclude_{facet}")
        self._before = "&".join(one for place, one in encoded if place < first)
        self._between = "&".join(one for place, one in encoded if first < place < second)
        self._after = "&".join(one for place, one in encoded if place > second)

    def toggled(self, value: str) -> str:
        """With the value chosen, or no longer chosen, or no longer excluded."""
        included, excluded = self._included, self._excluded
        if value in included:
            included = tuple(one for one in included if one != value)
        elif value in excluded:
            excluded = tuple(one for one in excluded if one != value)
        else:
            included = (*included, value)
        return self._query(included, excluded)

    def excluding(self, value: str) -> str:
        """With the value excluded, and so not chosen."""
        included = tuple(one for one in self._included if one != value)
        return self._query(included, tuple(dict.fromkeys((*self._excluded, value))))

    def _query(self, included: tuple[str, ...], excluded: tuple[str, ...]) -> str:
        parts = [self._before] if self._before else []
        parts += [f"{self._facet}={_quoted(one)}" for one in included]
        if self._between:
            parts.append(self._between)
        parts += [f"exclude_{self._facet}={_quoted(one)}" for one in excluded]
        if self._after:
            parts.append(self._after)
        return "&".join(parts)


_NAMES = tuple(one.name for one in fields(SearchRequest))
# The same few hundred values stand on every page.
_quoted = lru_cache(maxsize=4096)(quote_plus)


@lru_cache(maxsize=16)  # a request is asked for once a facet
def _encoded_parameters(request: SearchRequest) -> list[tuple[int, str]]:
    """(place among the parameters, parameter as it stands in a URL) of the first page."""
    parameters = to_parameters(replace(request, page=1))
    return [(_NAMES.index(name), f"{name}={_quoted(value)}") for name, value in parameters]
