"""The links of facets: searches that differ in one value from the one that was asked."""

from dataclasses import fields
from functools import cached_property

from searchapp.query.request import SearchRequest, quoted, to_parameters, to_query, written

_PLACES = {one.name: place for place, one in enumerate(fields(SearchRequest))}


class FacetLinks:
    """Query strings of the searches that differ from a request in one value of a facet.

    As `to_query` would make them; made from parts, as a page of results holds a hundred: of most
    values nothing is asked, and their links differ in the value alone. `included` and `excluded`
    are the values of the facet that the request has.
    """

    def __init__(self, request: SearchRequest, facet: str) -> None:
        self.included = request.included(facet)
        self.excluded = request.excluded(facet)
        self._request = request
        self._facet = facet

    def toggled(self, value: str) -> str:
        """With the value chosen, or no longer chosen, or no longer excluded."""
        if value in self.included:
            return self._query(_without(self.included, value), self.excluded)
        if value in self.excluded:
            return self._query(self.included, _without(self.excluded, value))
        before, after = self._around_chosen
        return f"{before}{quoted(value)}{after}"

    def excluding(self, value: str) -> str:
        """With the value excluded, and so not chosen."""
        if value in self.included or value in self.excluded:
            excluded = tuple(dict.fromkeys((*self.excluded, value)))
            return self._query(_without(self.included, value), excluded)
        before, after = self._around_excluded
        return f"{before}{quoted(value)}{after}"

    @cached_property
    def _around_chosen(self) -> tuple[str, str]:
        return _around(self._request, self._facet)

    @cached_property
    def _around_excluded(self) -> tuple[str, str]:
        return _around(self._request, f"exclude_{self._facet}")

    def _query(self, included: tuple[str, ...], excluded: tuple[str, ...]) -> str:
        changed = self._request.with_filter(self._facet, included)
        return to_query(changed.with_filter(f"exclude_{self._facet}", excluded))


def _around(request: SearchRequest, name: str) -> tuple[str, str]:
    """What stands before and after one more value of a parameter, on the first page."""
    parameters = [one for one in to_parameters(request) if one[0] != "page"]
    before = [written(*one) for one in parameters if _PLACES[one[0]] <= _PLACES[name]]
    after = [written(*one) for one in parameters[len(before) :]]
    return "&".join([*before, f"{name}="]), "".join([f"&{one}" for one in after])


def _without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(one for one in values if one != value)
