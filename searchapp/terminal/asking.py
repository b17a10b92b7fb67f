"""The options with which a search is asked for on the command line."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from searchapp.settings import Settings

if TYPE_CHECKING:
    from searchapp.query.request import SearchRequest

_EXCLUDING = re.compile("^-(?=[^-A-Za-z])")
_FILTERS = (
    click.option("--year", multiple=True, metavar="年份", help="年份，可重复；~unknown 为未注明。"),
    click.option(
        "--region", multiple=True, metavar="路径", help="地区，如 河南省/郑州市，可重复。"
    ),
    click.option(
        "--speaker", multiple=True, metavar="姓名", help="讲话人，可重复；~narration 为叙述。"
    ),
    click.option("--exclude-year", multiple=True, metavar="年份", help="排除年份，可重复。"),
    click.option("--exclude-region", multiple=True, metavar="路径", help="排除地区，可重复。"),
    click.option("--exclude-speaker", multiple=True, metavar="姓名", help="排除讲话人，可重复。"),
    click.option("--date-from", metavar="日期", help="起始日期，如 2021-03-04。"),
    click.option("--date-to", metavar="日期", help="截止日期。"),
    click.option("--synonyms", is_flag=True, flag_value="1", help="检索词的同义词也算命中。"),
)
_OF_A_LIST = (
    click.option("--same-as", metavar="段落编号", help="只要与这一段表述相同的，如 讲话.txt#13。"),
    click.option("--document", metavar="文档编号", help="只要这一篇文档里的，如 讲话.txt。"),
    click.option("--sort", metavar="次序", help="relevance（默认）、date 或 -date。"),
    click.option("--collapse", metavar="0|1", help="1 把相同的表述合为一条；默认 0，逐段列出。"),
)


class QueryCommand(click.Command):
    """A command whose query may exclude terms: -培训 is no option.

    The full-width hyphen asks for the same, and is none of click's.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [_EXCLUDING.sub("－", one) for one in args])


def search_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the query and the options that say which hits are wanted, in which order."""
    for option in reversed(_OF_A_LIST):
        command = option(command)
    command = filter_options(command)
    return click.argument("query", nargs=-1, callback=_query_text)(command)


def filter_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say which texts are asked."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def asked_request(query: str, chosen: Mapping[str, Any], settings: Settings) -> "SearchRequest":
    """The request that options make; raises `BadRequest`."""
    from searchapp.query.parameters import parse_parameters

    return parse_parameters([("q", query), *as_parameters(chosen)], settings)[0]


def as_parameters(chosen: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Options as the parameters of a URL."""
    parameters: list[tuple[str, str]] = []
    for name, value in chosen.items():
        values = value if isinstance(value, tuple) else (value or "",)
        parameters += [(name, one) for one in values]
    return parameters


def as_typed(word: str) -> str:
    """A word of a query as it was typed: `QueryCommand` changes one that excludes."""
    return "-" + word[1:] if word.startswith("－") else word


def _query_text(_context: click.Context, _parameter: click.Parameter, words: Sequence[str]) -> str:
    """The query text that was typed, whether quoted as a whole or not."""
    return " ".join(map(as_typed, words))
