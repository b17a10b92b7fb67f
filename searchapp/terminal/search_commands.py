"""The commands that ask an index: search, export, explain, trends."""

from pathlib import Path
from typing import Any

import click

from searchapp.engine.tables import FACETS, FacetName
from searchapp.exporting import FORMATS
from searchapp.terminal.asking import (
    QueryCommand,
    as_parameters,
    as_typed,
    asked_request,
    filter_options,
    search_options,
)
from searchapp.terminal.options import (
    FOLDER,
    chosen_settings,
    index_option,
    json_option,
    print_json,
)


@click.command("search", cls=QueryCommand)
@search_options
@click.option(
    "--view", metavar="视图", help="paragraphs 逐段（默认）、documents 按篇、lines 逐行。"
)
@click.option("--page", metavar="页码", help="第几页，从 1 起。")
@click.option("--per-page", metavar="条数", help="每页 10、20、50 或 100 段、篇或行。")
@index_option
@json_option
def search_command(query: str, index: Path | None, *, as_json: bool, **chosen: Any) -> None:
    """检索：给出符合检索词的段落；检索词的写法与网页上相同。"""
    from searchapp.indexing.live import LiveIndex
    from searchapp.search import search
    from searchapp.terminal.results import print_result

    settings = chosen_settings(None, index)
    request = asked_request(query, chosen, settings)
    current = LiveIndex(settings.index).current()
    result = search(current, request, settings)
    if as_json:
        print_json(result.to_json())
    else:
        print_result(result)


@click.command("export", cls=QueryCommand)
@search_options
@click.option(
    "--format",
    "suffix",
    type=click.Choice(FORMATS),
    help="文件的格式；默认看 --output 的后缀，没有就是 csv。",
)
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    help="写到哪里，- 为标准输出；默认按检索条件命名，放在当前目录。",
)
@index_option
def export_command(
    query: str, suffix: str | None, output: Path | None, index: Path | None, **chosen: Any
) -> None:
    """导出：把命中的全部段落写成 CSV、JSON Lines 或 Excel 文件。"""
    from searchapp.exporting.export import export
    from searchapp.indexing.live import LiveIndex
    from searchapp.terminal.exporting import write_export

    settings = chosen_settings(None, index)
    request = asked_request(query, chosen, settings)
    ending = output.suffix.lower().removeprefix(".") if output else ""
    suffix = suffix or (ending if ending in FORMATS else "csv")
    write_export(export(LiveIndex(settings.index).current(), request, suffix, settings), output)


@click.command("explain", cls=QueryCommand)
@search_options
@click.option("--paragraph", metavar="编号", help="为何找到或找不到这一段，如 讲话.txt#13。")
@index_option
@json_option
def explain_command(
    query: str, paragraph: str | None, index: Path | None, *, as_json: bool, **chosen: Any
) -> None:
    """检索词是怎样理解的，某一段为何找到或找不到。"""
    from searchapp.explaining import explain
    from searchapp.indexing.live import open_index
    from searchapp.terminal.explaining import print_explanation

    settings = chosen_settings(None, index)
    request = asked_request(query, chosen, settings)
    found = explain(open_index(settings.index), request, paragraph, settings)
    if as_json:
        print_json(found.to_json())
    else:
        print_explanation(found)


@click.command("trends", cls=QueryCommand)
@click.argument("wordings", nargs=-1, metavar="提法...")
@filter_options
@click.option(
    "--by",
    type=click.Choice(FACETS),
    default="year",
    show_default=True,
    help="按年份、地区还是讲话人列出。",
)
@index_option
@json_option
def trends_command(
    wordings: tuple[str, ...], by: FacetName, index: Path | None, *, as_json: bool, **chosen: Any
) -> None:
    """提法走势：一至五个提法各用了多少，何时开始，谁先谁后；每个提法的写法同检索词。"""
    from searchapp.indexing.live import open_index
    from searchapp.terminal.trends import print_trends
    from searchapp.trends.request import WORDING, parse_trends_parameters
    from searchapp.trends.trends import trends

    settings = chosen_settings(None, index)
    parameters = [(WORDING, as_typed(one)) for one in wordings] + as_parameters(chosen)
    request, _ = parse_trends_parameters(parameters, settings)
    found = trends(open_index(settings.index), request, settings)
    if as_json:
        print_json(found.to_json())
    else:
        print_trends(found, by)
