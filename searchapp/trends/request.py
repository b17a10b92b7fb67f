"""Wordings to be compared, as parameters of a URL."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, get_args
from urllib.parse import urlencode

from searchapp.errors import BadRequest, ParameterError
from searchapp.languages import gettext
from searchapp.query.parameters import parse_parameters
from searchapp.query.request import REPEATABLE, SearchRequest, to_parameters
from searchapp.settings import Settings

MOST = 5
"""More lines than these cannot be told apart without colour."""
WORDING = "q"
MEASURE = "measure"
Measure = Literal["paragraphs", "occurrences", "rate"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
AMONG = (*REPEATABLE, "date_from", "date_to", "synonyms")
"""The parameters of a search that say among which texts wordings are compared, and how."""


@dataclass(frozen=True, slots=True)
class TrendsRequest:
    """What a person wants compared: `wordings`, query texts, among what passes filters.

    `among` is a search without a query text. `measure` is what is shown: paragraphs, occurrences,
    or occurrences in 10,000 characters of text.
    """

    wordings: tuple[str, ...] = ()
    among: SearchRequest = field(default_factory=SearchRequest)
    measure: Measure = MEASURES[0]

    @property
    def searches(self) -> tuple[SearchRequest, ...]:
        """The search for each wording."""
        return tuple(replace(self.among, q=one) for one in self.wordings)


def parse_trends_parameters(
    parameters: Iterable[tuple[str, str]], settings: Settings
) -> tuple[TrendsRequest, tuple[str, ...]]:
    """The request that URL parameters make, and the names of those that are not known.

    Empty ones count for nothing. Raises `BadRequest` with every malformed value.
    """
    every = list(parameters)
    given = [one for one in every if one[1].strip()]
    errors: list[ParameterError] = []
    wordings = tuple(dict.fromkeys(value for name, value in given if name == WORDING))
    if len(wordings) > MOST:
        message = gettext(
            "一次最多比较 %(most)s 个提法，这里有 %(number)s 个", most=MOST, number=len(wordings)
        )
        errors.append(ParameterError(WORDING, message))
    for number, wording in enumerate(wordings, start=1):
        try:
            parse_parameters([(WORDING, wording)], settings)
        except BadRequest as error:
            errors += of_wording(number, error)
    measures = [value for name, value in given if name == MEASURE]
    errors += [
        ParameterError(MEASURE, _not_a_measure(one)) for one in measures if one not in MEASURES
    ]
    if len(measures) > 1:
        message = gettext("参数 %(name)s 只能出现一次", name=MEASURE)
        errors.append(ParameterError(MEASURE, message))
    among = SearchRequest()
    try:
        among, _ = parse_parameters([one for one in given if one[0] in AMONG], settings)
    except BadRequest as error:
        errors += error.errors
    if errors:
        raise BadRequest(tuple(errors))
    measure = next((one for one in MEASURES if one in measures), MEASURES[0])
    known = (WORDING, MEASURE, *AMONG)
    unknown = dict.fromkeys(name for name, _ in every if name not in known)
    return TrendsRequest(wordings, among, measure), tuple(unknown)


def trends_of(search: SearchRequest) -> TrendsRequest:
    """The trends of what a search looks for, among the same texts."""
    among = {name: getattr(search, name) for name in AMONG}
    return TrendsRequest((search.q,) if search.q.strip() else (), SearchRequest(**among))


def of_wording(number: int, error: BadRequest) -> list[ParameterError]:
    """What is wrong with one of several wordings, counted from 1."""
    return [
        replace(
            one,
            message=gettext(
                "第 %(number)s 个提法：%(mistake)s", number=number, mistake=one.message
            ),
        )
        for one in error.errors
    ]


def _not_a_measure(raw: str) -> str:
    return gettext(
        "计数方法 %(name)s 只能是 %(values)s，而不是“%(value)s”",
        name=MEASURE,
        values="、".join(MEASURES),
        value=raw[:40],
    )


def to_trends_url(path: str, request: TrendsRequest) -> str:
    """A URL of these trends below `path`."""
    parameters = [*((WORDING, one) for one in request.wordings), *to_parameters(request.among)]
    if request.measure != MEASURES[0]:
        parameters.append((MEASURE, request.measure))
    return f"{path}?{urlencode(parameters)}" if parameters else path
