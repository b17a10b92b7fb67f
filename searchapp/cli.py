"""How does it reach a terminal? `searchapp reindex | search | read | check | status | serve | …`.

Exit codes: 0 done (also with warnings for files that could not be read), 1 failure, 2 usage.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from searchapp.errors import BadRequest, SearchAppError
from searchapp.exporting import FORMATS
from searchapp.settings import Settings
from searchapp.terminal.asking import QueryCommand, asked_request, search_options

_EXIT_CODES: dict[type[SearchAppError], int] = {BadRequest: 2}
_folder = click.Path(path_type=Path)
_source_option = click.option(
    "--source", type=_folder, help="文档目录；默认取环境变量 SEARCHAPP_SOURCE，或 seeds。"
)
_index_option = click.option(
    "--index", type=_folder, help="索引目录；默认取环境变量 SEARCHAPP_INDEX，或 index。"
)
_json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")


def exit_code(error: SearchAppError) -> int:
    """The exit code of an error that reaches the terminal."""
    return _EXIT_CODES.get(type(error), 1)


class _Commands(click.Group):
    """Turns our own errors into a message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        from searchapp.terminal.mistakes import print_mistake

        try:
            return super().invoke(ctx)
        except SearchAppError as error:
            click.echo(f"{error.title}：{error}", err=True)
            for one in error.errors if isinstance(error, BadRequest) else ():
                if one.mistake:
                    print_mistake(one.mistake)
            ctx.exit(exit_code(error))


@click.group(cls=_Commands)
@click.version_option(package_name="searchapp", message="searchapp %(version)s")
def main() -> None:
    """教育工作会议讲话全文检索。"""
    for stream in (sys.stdout, sys.stderr):
        # Names of files may hold bytes that are no text; a pipe may not be UTF-8.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


@main.command("reindex")
@_source_option
@_index_option
@click.option("--full", is_flag=True, help="全部重建，建好后再切换。")
@click.option("--dry-run", is_flag=True, help="只说明要做什么，不改动索引。")
@click.option("--allow-removal", is_flag=True, help="文档目录缺失、变空或少了一半以上时也照删。")
@click.option("--strict", is_flag=True, help="有文件无法读取时以 1 退出。")
@_json_option
def reindex_command(
    source: Path | None,
    index: Path | None,
    *,
    full: bool,
    dry_run: bool,
    allow_removal: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """把文档目录里新增、修改和移除的文件更新进索引。"""
    from searchapp.indexing.reindex import reindex
    from searchapp.terminal.indexing import print_report
    from searchapp.terminal.progress import progress_bar

    with progress_bar("正在索引") as progress:
        report = reindex(
            _settings(source, index),
            full=full,
            dry_run=dry_run,
            allow_removal=allow_removal,
            progress=progress,
        )
    if as_json:
        _print_json(report.to_json())
    else:
        print_report(report)
    if strict and report.problems:
        sys.exit(1)


@main.command("search", cls=QueryCommand)
@search_options
@click.option("--page", metavar="页码", help="第几页，从 1 起。")
@click.option("--per-page", metavar="条数", help="每页 10、20、50 或 100 段。")
@_index_option
@_json_option
def search_command(query: str, index: Path | None, *, as_json: bool, **chosen: Any) -> None:
    """检索：给出符合检索词的段落；检索词的写法与网页上相同。"""
    from searchapp.indexing.live import LiveIndex
    from searchapp.search import search
    from searchapp.terminal.results import print_result

    settings = _settings(None, index)
    request = asked_request(query, chosen, settings)
    current = LiveIndex(settings.index).current()
    result = search(current, request, settings)
    if as_json:
        _print_json(result.to_json())
    else:
        print_result(result)


@main.command("export", cls=QueryCommand)
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
    type=_folder,
    help="写到哪里，- 为标准输出；默认按检索条件命名，放在当前目录。",
)
@_index_option
def export_command(
    query: str, suffix: str | None, output: Path | None, index: Path | None, **chosen: Any
) -> None:
    """导出：把命中的全部段落写成 CSV、JSON Lines 或 Excel 文件。"""
    from searchapp.exporting.export import export
    from searchapp.indexing.live import LiveIndex
    from searchapp.terminal.exporting import write_export

    settings = _settings(None, index)
    request = asked_request(query, chosen, settings)
    ending = output.suffix.lower().removeprefix(".") if output else ""
    suffix = suffix or (ending if ending in FORMATS else "csv")
    write_export(export(LiveIndex(settings.index).current(), request, suffix, settings), output)


@main.command("read")
@click.argument("file", type=_folder)
@_source_option
@click.option("--explain", is_flag=True, help="说明每项判断的依据和把握，以及去掉了什么。")
@_json_option
def read_command(file: Path, source: Path | None, *, explain: bool, as_json: bool) -> None:
    """读一个文件，给出从中读到的内容；不需要索引。"""
    from searchapp.documents.folder import find_file
    from searchapp.documents.jsonl import SUFFIXES
    from searchapp.documents.model import Document
    from searchapp.documents.reading import read_file
    from searchapp.terminal.documents import explanation, print_document, print_explanation

    settings = _settings(source, None)
    folder, found = find_file(file, settings.source)
    documents = []
    for item in read_file(folder, found, settings):
        if not isinstance(item, Document):
            click.echo(str(item), err=True)
        elif as_json:
            documents.append(item.to_json() | (explanation(item) if explain else {}))
        elif explain:
            print_explanation(item)
        else:
            print_document(item)
    if as_json:
        _print_json(documents if found.path.lower().endswith(SUFFIXES) else documents[0])


@main.command("check")
@_source_option
@click.option("--removed", "with_removed", is_flag=True, help="列出清理掉的每一处文字。")
@click.option("--strict", is_flag=True, help="有需要处理的问题时以 1 退出。")
@_json_option
def check_command(source: Path | None, *, with_removed: bool, strict: bool, as_json: bool) -> None:
    """查看文档目录：不明、拿不准、自相矛盾、重复、读不了的，以及清理掉了什么；不需要索引。"""
    from searchapp.indexing.check import check
    from searchapp.terminal.checking import print_findings
    from searchapp.terminal.progress import progress_bar

    with progress_bar("正在检查") as progress:
        findings = check(_settings(source, None), with_removed=with_removed, progress=progress)
    if as_json:
        _print_json(findings.to_json())
    else:
        print_findings(findings, with_removed=with_removed)
    if strict and findings.calls_for_action:
        sys.exit(1)


@main.group("evaluate")
def evaluate_group() -> None:
    """用人工标注衡量程序有多准。"""


@evaluate_group.command("metadata")
@click.argument("labels", nargs=-1, required=True, type=_folder, metavar="LABELS.jsonl...")
@click.option("--folder", type=_folder, help="标注的文件所在的目录；默认在标注文件旁边。")
@_json_option
def evaluate_metadata_command(
    labels: tuple[Path, ...], folder: Path | None, *, as_json: bool
) -> None:
    """标题、年份、日期、地区、讲话人读得准不准，错在哪里。"""
    from searchapp.evaluating.labels import read_labels
    from searchapp.evaluating.metadata import evaluate_metadata
    from searchapp.terminal.evaluating import print_metadata_evaluation

    read = [label for path in labels for label in read_labels(path, folder)]
    evaluation = evaluate_metadata(read, Settings.from_environment())
    if as_json:
        _print_json(evaluation.to_json())
    else:
        print_metadata_evaluation(evaluation)


@evaluate_group.command("relevance")
@click.argument("queries", type=_folder, metavar="QUERIES.tsv")
@click.argument("grades", type=_folder, metavar="QRELS")
@_index_option
@_json_option
def evaluate_relevance_command(
    queries: Path, grades: Path, index: Path | None, *, as_json: bool
) -> None:
    """最好的段落是否排在前面：用评过分的查询衡量正在用的索引。"""
    from searchapp.evaluating.judged import read_judged_queries
    from searchapp.evaluating.relevance import evaluate_relevance
    from searchapp.indexing.live import LiveIndex
    from searchapp.terminal.evaluating import print_relevance_evaluation

    settings = _settings(None, index)
    judged, ungraded = read_judged_queries(queries, grades)
    current = LiveIndex(settings.index).current()
    evaluation = evaluate_relevance(current, judged, ungraded, settings)
    if as_json:
        _print_json(evaluation.to_json())
    else:
        print_relevance_evaluation(evaluation)


@main.command("status")
@_index_option
@click.option("--verify", is_flag=True, help="把索引文件逐个读出核对，列出结果。")
@_json_option
def status_command(index: Path | None, *, verify: bool, as_json: bool) -> None:
    """索引里有什么，是否完好，是否需要重建。"""
    from searchapp.indexing.status import index_status, verify_index
    from searchapp.terminal.indexing import print_checks, print_status

    folder = _settings(None, index).index
    checks = verify_index(folder) if verify else ()
    as_found = {"files": [one.to_json() for one in checks]} if verify else {}
    try:
        status = index_status(folder)
    except SearchAppError:
        if as_json and verify:
            _print_json(as_found)
        elif verify:
            print_checks(checks)
        raise
    if as_json:
        _print_json(status.to_json() | as_found)
    else:
        print_status(status)
        print_checks(checks)


@main.command("serve")
@_source_option
@_index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def serve_command(source: Path | None, index: Path | None, host: str, port: int) -> None:
    """在浏览器里检索：启动网页与 JSON 接口。"""
    from searchapp.web.serving import serve

    serve(_settings(source, index), host, port)


def _settings(source: Path | None, index: Path | None) -> Settings:
    """The settings of the environment, with what the options say instead."""
    settings = Settings.from_environment()
    return replace(settings, source=source or settings.source, index=index or settings.index)


def _print_json(content: Any) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))
