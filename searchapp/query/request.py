"""A search as parameters of a URL: `SearchRequest` and the way there and back.

The page and the JSON endpoint take the same parameters, and the URL is the whole state of a page.
Empty parameters mean absent (a form without JavaScript sends them). Names of speakers are folded,
so that 段紅征 and 段红征 are the same choice; a region is the path that the facet gives.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from searchapp.errors import BadRequest, ParameterError
from searchapp.settings import Settings
from searchapp.text.fold import comparable

UNKNOWN = "~unknown"
"""Facet value of what is not known (未注明)."""
NARRATION = "~narration"
"""Speaker value of a paragraph in which nobody of a document's known speakers speaks (叙述)."""
Sort = Literal["relevance", "date", "-date"]
SORTS: tuple[Sort, ...] = get_args(Sort)
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
"""Longest id of a paragraph, in characters."""
YEAR = "[0-9]{4}"
PARAGRAPH_ID = ".+#[1-9][0-9]{0,8}"
CONTROLS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
"""Control characters that are no blanks: no value holds one, nor half of a surrogate pair."""
_CONTROL = re.compile(rf"[{CONTROLS}\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a person asked: query text, filters, order and page.

    `same_as` is the id of a paragraph (`document#ordinal`): only what says the same is wanted.
    `synonyms` is whether synonyms of the terms are as good as the terms.
    `collapse` is whether of hits that say the same one stands for all; None is as usual, which is
    yes on the page, but for what says the same, and no elsewhere. `explain` asks why each paragraph
    is found.
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
    synonyms: bool = False
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

    def without_pages(self) -> "SearchRequest":
        """The same search, as where there are no pages."""
        usual = SearchRequest()
        return replace(self, explain=False, page=usual.page, per_page=usual.per_page)


def parse_parameters(
    parameters: Iterable[tuple[str, str]], settings: Settings
) -> tuple[SearchRequest, tuple[str, ...]]:
    """The request that URL parameters make, and the names of those that are not known.

    Raises `BadRequest` with every malformed value; a bad value is never corrected silently.
    """
    values: dict[str, Any] = {}
    errors: list[ParameterError] = []
    unknown: list[str] = []
    names = {one.name for one in fields(SearchRequest)}
    for name, raw in parameters:
        if name not in names:
            unknown.append(name)
            continue
        if not raw.strip():
            continue
        try:
            value = _parse_value(name, raw, settings)
        except ValueError as error:
            errors.append(ParameterError(name, str(error)))
            continue
        if name in REPEATABLE:
            values[name] = tuple(dict.fromkeys((*values.get(name, ()), value)))
        elif name in values:
            errors.append(ParameterError(name, f"参数 {name} 只能出现一次"))
        else:
            values[name] = value
    if "date_from" in values and "date_to" in values and values["date_from"] > values["date_to"]:
        errors.append(ParameterError("date_from", "起始日期 date_from 不能晚于截止日期 date_to"))
    request = SearchRequest(**values)
    last = last_page(settings, request.per_page)
    if request.page > last:
        errors.append(ParameterError("page", _too_deep(last, settings)))
    if errors:
        raise BadRequest(tuple(errors))
    return request, tuple(dict.fromkeys(unknown))


def last_page(settings: Settings, per_page: int = min(PER_PAGE)) -> int:
    """The last page that has a number, however many hits there are."""
    return max(settings.max_page_depth // per_page, 1)


def _too_deep(last: int, settings: Settings) -> str:
    return (
        f"页码 page 只到第 {last} 页（前 {settings.max_page_depth:,} 段）：请加上筛选条件，"
        "或导出全部；程序可以用游标 cursor 读下去"
    )


def to_parameters(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters that make this request, defaults left out, always in the same order."""
    parameters: list[tuple[str, str]] = []
    for one in fields(SearchRequest):
        value = getattr(request, one.name)
        if value == one.default:
            continue
        if one.name in REPEATABLE:
            parameters += [(one.name, each) for each in value]
        else:
            parameters.append((one.name, _written(value)))
    return parameters


def _written(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, bool) else str(value)


def to_url(path: str, request: SearchRequest) -> str:
    """A URL of this search below `path`."""
    query = urlencode(to_parameters(request))
    return f"{path}?{query}" if query else path


def _parse_value(name: str, raw: str, settings: Settings) -> Any:
    """One value of one parameter; raises `ValueError` with a message for a person."""
    if control := _CONTROL.search(raw):
        raise ValueError(
            f"参数 {name} 含有控制字符"
            f"（U+{ord(control[0]):04X}，第 {control.start() + 1} 个字符），请删去后再试"
        )
    if name == "q":
        return _parse_query_text(raw, settings.max_query_length)
    if name == "page":
        return _parse_page(raw, last_page(settings))
    return _PARSERS[name](name, raw)


def _parse_query_text(raw: str, longest: int) -> str:
    if len(raw) > longest:
        raise ValueError(f"检索词有 {len(raw)} 个字符，最多 {longest} 个，请缩短后再试")
    return raw


def _parse_year(name: str, raw: str) -> str:
    if raw == UNKNOWN or re.fullmatch(YEAR, raw):
        return raw
    raise ValueError(f"年份 {name} 应为四位数字（如 2021）或 {UNKNOWN}，而不是“{raw[:40]}”")


def _parse_date(name: str, raw: str) -> date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
            return date.fromisoformat(raw)
    except ValueError:
        pass  # the form of a date, but no day of the calendar
    raise ValueError(f"日期 {name} 应写作 2021-03-04 的样子，而不是“{raw[:40]}”")


def _parse_sort(name: str, raw: str) -> str:
    if raw in SORTS:
        return raw
    raise ValueError(f"排序 {name} 只能是 {'、'.join(SORTS)}，而不是“{raw[:40]}”")


def _parse_page(raw: str, last: int) -> int:
    if re.fullmatch(r"[0-9]{1,9}", raw) and int(raw):
        return int(raw)
    raise ValueError(f"页码 page 应为 1 至 {last} 的整数，而不是“{raw[:40]}”")


def _parse_per_page(name: str, raw: str) -> int:
    if raw in map(str, PER_PAGE):
        return int(raw)
    sizes = "、".join(map(str, PER_PAGE))
    raise ValueError(f"每页条数 {name} 只能是 {sizes}，而不是“{raw[:40]}”")


def _parse_name(name: str, raw: str) -> str:
    if len(raw) > MAX_VALUE_LENGTH:
        raise ValueError(f"参数 {name} 的值有 {len(raw)} 个字符，最多 {MAX_VALUE_LENGTH} 个")
    return raw.strip()


def _parse_speaker(name: str, raw: str) -> str:
    return comparable(_parse_name(name, raw))


def _parse_paragraph_id(name: str, raw: str) -> str:
    if len(raw) <= MAX_ID_LENGTH and re.fullmatch(PARAGRAPH_ID, raw, re.DOTALL):
        return raw
    raise ValueError(f"段落编号 {name} 应写作 讲话.txt#13 的样子，而不是“{raw[:40]}”")


def _parse_flag(name: str, raw: str) -> bool:
    if raw in ("0", "1"):
        return raw == "1"
    raise ValueError(f"{name} 只能是 {FLAGS[name]}，而不是“{raw[:40]}”")


FLAGS = {
    "synonyms": "1（同义词也算命中）或 0（只找原词）",
    "collapse": "1（相同表述合为一条）或 0（逐段列出）",
    "explain": "1（说明每一段为何找到）或 0（不说明）",
}
_PARSERS: dict[str, Callable[[str, str], Any]] = {
    "year": _parse_year,
    "exclude_year": _parse_year,
    "region": _parse_name,
    "exclude_region": _parse_name,
    "speaker": _parse_speaker,
    "exclude_speaker": _parse_speaker,
    "date_from": _parse_date,
    "date_to": _parse_date,
    "same_as": _parse_paragraph_id,
    "synonyms": _parse_flag,
    "sort": _parse_sort,
    "collapse": _parse_flag,
    "explain": _parse_flag,
    "per_page": _parse_per_page,
}
