"""The parameters of a URL, read strictly for answers and leniently for error pages."""

from collections.abc import Iterable
from dataclasses import fields
from urllib.parse import parse_qsl

from searchapp.cursors import PARAMETER
from searchapp.errors import BadRequest, ParameterError
from searchapp.languages import gettext
from searchapp.query.parameters import parse_name, parse_parameters
from searchapp.query.request import SearchRequest
from searchapp.reader.request import MARKED as MARKED
from searchapp.reader.request import ReaderRequest, parse_reader_parameters
from searchapp.settings import Settings

MAX_PARAMETERS = 1_000
PAGING = ("view", "explain", "page", "per_page")
"""What an answer that has no pages has no use for."""
PARAGRAPH = "paragraph"
CONTAINS = "contains"
OF_A_LIST = (*PAGING, "sort", "collapse", "same_as", "document")
"""What changes the list of hits, but nothing about why one of them is found."""
_OF_A_PAGE = ("page", "explain")
_KNOWN = frozenset(one.name for one in fields(SearchRequest))


def read_parameters(query_string: bytes) -> list[tuple[str, str]]:
    """Names and values in order; raises `BadRequest` for what is not UTF-8, or far too many."""
    try:
        return parse_qsl(
            query_string.decode(),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MAX_PARAMETERS,
        )
    except UnicodeDecodeError:
        problem = gettext("网址中的参数不是 UTF-8 编码，请在检索框中重新输入")
    except ValueError:
        problem = gettext("网址中的参数太多，最多 %(most)s 个", most=MAX_PARAMETERS)
    raise BadRequest((ParameterError("", problem),))


def read_request(query_string: bytes, settings: Settings) -> tuple[SearchRequest, tuple[str, ...]]:
    """The search that a URL asks for, and the names of the parameters nobody knows."""
    return parse_parameters(read_parameters(query_string), settings)


def read_whole_search(
    query_string: bytes, settings: Settings, but: tuple[str, ...] = ()
) -> SearchRequest:
    """The search that a URL asks for, not in pages, and without the parameters in `but`.

    Raises `BadRequest` for every other parameter.
    """
    given = read_parameters(query_string)
    useless = (*PAGING, *but)
    asked, unknown = parse_parameters([one for one in given if one[0] not in useless], settings)
    refuse(dict.fromkeys((*unknown, *(name for name, _ in given if name in useless))))
    return asked


def read_question(query_string: bytes, settings: Settings) -> tuple[SearchRequest, str | None]:
    """The search that is to be explained, and the id of the paragraph that is asked about.

    Raises `BadRequest` for every other parameter.
    """
    given = read_parameters(query_string)
    paragraphs = [value.strip() for name, value in given if name == PARAGRAPH and value.strip()]
    if len(paragraphs) > 1:
        raise BadRequest(
            (ParameterError(PARAGRAPH, gettext("参数 %(name)s 只能出现一次", name=PARAGRAPH)),)
        )
    others = [one for one in given if one[0] not in (PARAGRAPH, *OF_A_LIST)]
    asked, unknown = parse_parameters(others, settings)
    refuse(dict.fromkeys((*unknown, *(name for name, _ in given if name in OF_A_LIST))))
    return asked, paragraphs[0] if paragraphs else None


def read_cursor(query_string: bytes, settings: Settings) -> tuple[SearchRequest, str]:
    """The search that a URL asks for, and the mark of where to go on in it, "" for none.

    Raises `BadRequest` for any other parameter, and for a cursor beside a page.
    """
    given = read_parameters(query_string)
    marks = [value.strip() for name, value in given if name == PARAMETER and value.strip()]
    others = [one for one in given if one[0] != PARAMETER]
    asked, unknown = parse_parameters(others, settings)
    refuse(unknown)
    if marks and (len(marks) > 1 or any(name == "page" and value for name, value in others)):
        message = gettext("游标 %(name)s 只能出现一次，也不能与页码 page 一起使用", name=PARAMETER)
        raise BadRequest((ParameterError(PARAMETER, message),))
    return asked, marks[0] if marks else ""


def read_listing(
    query_string: bytes, settings: Settings
) -> tuple[SearchRequest, str, tuple[str, ...]]:
    """A search, the text that names of values are to contain, and names of unknown parameters."""
    given = read_parameters(query_string)
    texts = [parse_name(name, value) for name, value in given if name == CONTAINS and value.strip()]
    if len(texts) > 1:
        raise BadRequest(
            (ParameterError(CONTAINS, gettext("参数 %(name)s 只能出现一次", name=CONTAINS)),)
        )
    others = [one for one in given if one[0] not in (CONTAINS, *_OF_A_PAGE)]
    asked, unknown = parse_parameters(others, settings)
    useless = (name for name, _ in given if name in _OF_A_PAGE)
    return asked, texts[0] if texts else "", tuple(dict.fromkeys((*unknown, *useless)))


def read_marked(query_string: bytes, settings: Settings) -> tuple[SearchRequest, tuple[str, ...]]:
    """The search whose terms a URL wants marked, and the names of all other parameters."""
    given = read_parameters(query_string)
    request, _ = parse_parameters([one for one in given if one[0] in MARKED], settings)
    return request, tuple(dict.fromkeys(name for name, _ in given if name not in MARKED))


def read_reader(query_string: bytes, settings: Settings) -> tuple[ReaderRequest, tuple[str, ...]]:
    """What a URL asks of a document, and the names of the parameters nobody knows."""
    return parse_reader_parameters(read_parameters(query_string), settings)


def refuse(unknown: Iterable[str]) -> None:
    """Raise `BadRequest` if there are parameters nobody knows."""
    errors = tuple(
        ParameterError(name, gettext("没有名为“%(name)s”的参数", name=name[:40]))
        for name in unknown
    )
    if errors:
        raise BadRequest(errors)


def typed_parameters(query_string: bytes) -> list[tuple[str, str]]:
    """What was typed, right or wrong, as far as it belongs to a search; for the error page."""
    given = parse_qsl(query_string.decode(errors="replace"), errors="replace")
    return [(name, value) for name, value in given if name in _KNOWN]
