"""What of a document a person asked to see, as parameters of a URL."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from searchapp.anchors import Anchor, parse_anchor
from searchapp.errors import BadRequest, ParameterError
from searchapp.languages import gettext
from searchapp.query.parameters import parse_parameters
from searchapp.query.request import SearchRequest, to_parameters
from searchapp.settings import Settings
from searchapp.text.script import SCRIPTS, Script

MARKED = ("q", "synonyms")
"""What of a search decides what is marked in a document."""
AT = "at"
MAX_MATCH = 9_999_999


@dataclass(frozen=True, slots=True)
class ReaderRequest:
    """What a person asked of a document.

    What `search` looks for is marked. `script` is that of the text, None as it was written. `at` is
    a paragraph to look at, `match` the one of the matches to look at, from 1.
    """

    search: SearchRequest = field(default_factory=SearchRequest)
    script: Script | None = None
    at: Anchor | None = None
    match: int | None = None


def parse_reader_parameters(
    parameters: Iterable[tuple[str, str]], settings: Settings
) -> tuple[ReaderRequest, tuple[str, ...]]:
    """The request that URL parameters make, and the names of those that are not known.

    Raises `BadRequest` with every malformed value.
    """
    given = list(parameters)
    values, errors = _parsed(given)
    try:
        search, _ = parse_parameters([one for one in given if one[0] in MARKED], settings)
    except BadRequest as error:
        errors += error.errors
    if errors:
        raise BadRequest(tuple(errors))
    unknown = dict.fromkeys(name for name, _ in given if name not in PARAMETERS)
    return ReaderRequest(search, **values), tuple(unknown)


def parse_at(parameters: Iterable[tuple[str, str]]) -> Anchor | None:
    """The paragraph that URL parameters name; raises `BadRequest` if it is malformed."""
    values, errors = _parsed([one for one in parameters if one[0] == AT])
    if errors:
        raise BadRequest(tuple(errors))
    return values.get(AT)


def to_query(request: ReaderRequest) -> str:
    """The query string that makes this request, what is as usual left out."""
    others = {name: str(value) for name in _PARSERS if (value := getattr(request, name))}
    return urlencode([*others.items(), *to_parameters(request.search)])


def _parsed(
    given: Iterable[tuple[str, str]],
) -> tuple[dict[str, Any], list[ParameterError]]:
    """The values of what is not about the search, and what is wrong with them."""
    values: dict[str, Any] = {}
    errors: list[ParameterError] = []
    for name, raw in given:
        if name not in _PARSERS or not raw.strip():
            continue
        if name in values:
            errors.append(ParameterError(name, gettext("参数 %(name)s 只能出现一次", name=name)))
            continue
        try:
            values[name] = _PARSERS[name](raw.strip())
        except ValueError as error:
            errors.append(ParameterError(name, str(error)))
    return values, errors


def _parse_script(raw: str) -> Script:
    for one in SCRIPTS:
        if raw == one:
            return one
    raise ValueError(
        gettext(
            "字体 script 只能是 %(values)s，而不是“%(value)s”",
            values=gettext("、").join(SCRIPTS),
            value=raw[:40],
        )
    )


def _parse_at(raw: str) -> Anchor:
    found = parse_anchor(raw)
    if found is None:
        raise ValueError(
            gettext("段落 at 应为段号，或从段落链接里照抄，而不是“%(value)s”", value=raw[:40])
        )
    return found


def _parse_match(raw: str) -> int:
    if re.fullmatch(r"[0-9]{1,7}", raw) and 1 <= int(raw) <= MAX_MATCH:
        return int(raw)
    raise ValueError(
        gettext(
            "第几处命中 match 应为 1 至 %(last)s 的整数，而不是“%(value)s”",
            last=MAX_MATCH,
            value=raw[:40],
        )
    )


_PARSERS: Mapping[str, Callable[[str], Any]] = {
    AT: _parse_at,
    "script": _parse_script,
    "match": _parse_match,
}
PARAMETERS = (*MARKED, *_PARSERS)
