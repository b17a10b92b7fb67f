"""The commands that ask an index: search, export, explain."""

from pathlib import Path
from typing import Any

import click

from searchapp.exporting import FORMATS
from searchapp.terminal.asking import QueryCommand, asked_request, search_options
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
