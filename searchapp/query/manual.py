"""What each parameter of a search is for and which values it takes, for those who write requests.

Names, defaults and limits come from the request itself; only the words are written here.
"""

from dataclasses import dataclass, fields
from typing import Any

from searchapp.query.parameters import FLAGS
from searchapp.query.request import (
    CONTROLS,
    MAX_ID_LENGTH,
    MAX_VALUE_LENGTH,
    NARRATION,
    PARAGRAPH_ID,
    PER_PAGE,
    REPEATABLE,
    SORTS,
    UNKNOWN,
    VIEWS,
    YEAR,
    SearchRequest,
    last_page,
)
from searchapp.settings import Settings

_ANY_OF = "可重复，各值之间为“或”，与其他筛选之间为“且”"
_REGION = "地区的路径，如 河南省/郑州市，包括其下所有市县"
_SPEAKER = f"讲话人，简繁皆可；{NARRATION} 是叙述"
_WORDS = {
    "q": "检索词，空格分开的各项都要有；写法见“检索”。空的列出全部段落",
    "year": f"四位数字的年份；{UNKNOWN} 是未注明。{_ANY_OF}",
    "region": f"{_REGION}；{UNKNOWN} 是未注明。{_ANY_OF}",
    "speaker": f"{_SPEAKER}，{UNKNOWN} 是未注明。{_ANY_OF}",
    "exclude_year": "排除这些年份，可重复",
    "exclude_region": "排除这些地区及其下的市县，可重复",
    "exclude_speaker": "排除这些讲话人，可重复",
    "date_from": "起始日期；只知道年份的文档，年份与范围有交集就算在内",
    "date_to": "截止日期",
    "same_as": "只要与这一段表述相同的；段落编号，如 讲话.txt#13",
    "synonyms": "1 同义词也算命中，0 只找原词（默认）",
    "document": "只要这一篇文档里的；文档编号，如 讲话.txt",
    "view": "怎样列出：paragraphs 逐段（默认），documents 按篇，每篇最靠前的三段，"
    "lines 逐行，检索词的每一处一行",
    "sort": "次序：relevance 最相关的在前，date 旧的在前，-date 新的在前；left、right 只管逐行，"
    "按检索词左边、右边的字排，别处同 relevance",
    "collapse": "1 把相同的表述合为一条，0 逐段列出；网页默认 1（带 same_as 时为 0），其他默认 0",
    "explain": "1 说明每一段为何找到，0 不说明（默认）",
    "page": "页码，只到前 {depth:,} 段为止",
    "per_page": "每页的段数；按篇时是篇数，逐行时是行数",
}
TEXT = {"type": "string", "pattern": f"^[^{CONTROLS}]*$"}
"""What a value may be that is any text, as JSON Schema."""
NAME = TEXT | {"maxLength": MAX_VALUE_LENGTH}
"""Likewise what may be a name, or a part of one."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a URL; `schema` is JSON Schema, an array for one that may be repeated."""

    name: str
    description: str
    schema: dict[str, Any]


def search_parameters(settings: Settings) -> tuple[Parameter, ...]:
    """All parameters that make a `SearchRequest`, in its order."""
    schemas = _schemas(settings)
    return tuple(
        Parameter(
            one.name,
            _WORDS[one.name].format(depth=settings.max_page_depth),
            {"type": "array", "items": schemas[one.name]}
            if one.name in REPEATABLE
            else schemas[one.name] | ({"default": one.default} if one.default else {}),
        )
        for one in fields(SearchRequest)
    )


def _schemas(settings: Settings) -> dict[str, dict[str, Any]]:
    """What one value of each parameter may be."""
    year = {"type": "string", "pattern": f"^({YEAR}|{UNKNOWN})$"}
    day = {"type": "string", "format": "date"}
    flag = {"type": "string", "enum": ["0", "1"]}
    return {
        "q": TEXT | {"maxLength": settings.max_query_length},
        **dict.fromkeys(("year", "exclude_year"), year),
        **dict.fromkeys(("region", "exclude_region", "speaker", "exclude_speaker"), NAME),
        **dict.fromkeys(("date_from", "date_to"), day),
        "same_as": {
            "type": "string",
            "maxLength": MAX_ID_LENGTH,
            "pattern": f"^{PARAGRAPH_ID}$",
        },
        "document": TEXT | {"maxLength": MAX_ID_LENGTH},
        "view": {"type": "string", "enum": list(VIEWS)},
        "sort": {"type": "string", "enum": list(SORTS)},
        **dict.fromkeys(FLAGS, flag),
        "page": {"type": "integer", "minimum": 1, "maximum": last_page(settings)},
        "per_page": {"type": "integer", "enum": list(PER_PAGE)},
    }
