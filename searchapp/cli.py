"""How does it reach a terminal? `searchapp reindex | search | read | check | status | serve | …`.

Exit codes: 0 done (also with warnings for files that could not be read), 1 failure, 2 usage.
"""

import sys
from pathlib import Path
from typing import Any

import click

from searchapp.errors import BadRequest, BadSettings, SearchAppError
from searchapp.terminal.backup_commands import backup_command, restore_command
from searchapp.terminal.chinese import let_click_speak_chinese
from searchapp.terminal.evaluate_commands import evaluate_group
from searchapp.terminal.options import (
    FOLDER,
    chosen_settings,
    index_option,
    json_option,
    print_json,
    source_option,
)
from searchapp.terminal.saying import say
from searchapp.terminal.search_commands import (
    explain_command,
    export_command,
    search_command,
    trends_command,
)

_EXIT_CODES: dict[type[SearchAppError], int] = {BadRequest: 2, BadSettings: 2}


def exit_code(error: SearchAppError) -> int:
    """The exit code of an error that reaches the terminal."""
    return _EXIT_CODES.get(type(error), 1)


class _Commands(click.Group):
    """Speaks Chinese only, and turns our own errors into a message and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        let_click_speak_chinese()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        from searchapp.terminal.mistakes import print_mistake

        try:
            return super().invoke(ctx)
        except SearchAppError as error:
            say(f"{error.title}：{error}", err=True)
            for one in error.errors if isinstance(error, BadRequest) else ():
                if one.mistake:
                    print_mistake(one.mistake)
            ctx.exit(exit_code(error))


@click.group(cls=_Commands)
@click.version_option(package_name="searchapp", message="searchapp %(version)s", help="显示版本。")
def main() -> None:
    """教育工作会议讲话全文检索。"""
    for stream in (sys.stdout, sys.stderr):
        # Names of files may hold bytes that are no text; a pipe may not be UTF-8.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


@main.command("reindex")
@source_option
@index_option
@click.option("--full", is_flag=True, help="全部重建，建好后再切换。")
@click.option("--dry-run", is_flag=True, help="只说明要做什么，不改动索引。")
@click.option("--allow-removal", is_flag=True, help="文档目录缺失、变空或少了一半以上时也照删。")
@click.option("--strict", is_flag=True, help="有文件无法读取时以 1 退出。")
@json_option
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
            chosen_settings(source, index),
            full=full,
            dry_run=dry_run,
            allow_removal=allow_removal,
            progress=progress,
        )
    if as_json:
        print_json(report.to_json())
    else:
        print_report(report)
    if strict and report.problems:
        sys.exit(1)


@main.command("read")
@click.argument("file", type=FOLDER)
@source_option
@click.option("--explain", is_flag=True, help="说明每项判断的依据和把握，以及去掉了什么。")
@json_option
def read_command(file: Path, source: Path | None, *, explain: bool, as_json: bool) -> None:
    """读一个文件，给出从中读到的内容；不需要索引。"""
    from searchapp.documents.folder import find_file
    from searchapp.documents.jsonl import SUFFIXES
    from searchapp.documents.model import Document
    from searchapp.documents.reading import read_file
    from searchapp.terminal.documents import explanation, print_document, print_explanation

    settings = chosen_settings(source, None)
    folder, found = find_file(file, settings.source)
    documents = []
    for item in read_file(folder, found, settings):
        if not isinstance(item, Document):
            say(str(item), err=True)
        elif as_json:
            documents.append(item.to_json() | (explanation(item) if explain else {}))
        elif explain:
            print_explanation(item)
        else:
            print_document(item)
    if as_json:
        print_json(documents if found.path.lower().endswith(SUFFIXES) else documents[0])


@main.command("check")
@source_option
@click.option("--removed", "with_removed", is_flag=True, help="列出清理掉的每一处文字。")
@click.option("--strict", is_flag=True, help="有需要处理的问题时以 1 退出。")
@json_option
def check_command(source: Path | None, *, with_removed: bool, strict: bool, as_json: bool) -> None:
    """查看文档目录：不明、拿不准、自相矛盾、重复、读不了的，以及清理掉了什么；不需要索引。"""
    from searchapp.indexing.check import check
    from searchapp.terminal.checking import print_findings
    from searchapp.terminal.progress import progress_bar

    with progress_bar("正在检查") as progress:
        findings = check(
            chosen_settings(source, None), with_removed=with_removed, progress=progress
        )
    if as_json:
        print_json(findings.to_json())
    else:
        print_findings(findings, with_removed=with_removed)
    if strict and findings.calls_for_action:
        sys.exit(1)


@main.command("status")
@index_option
@click.option("--verify", is_flag=True, help="把索引文件逐个读出核对，列出结果。")
@json_option
def status_command(index: Path | None, *, verify: bool, as_json: bool) -> None:
    """索引里有什么，是否完好，是否需要重建。"""
    from searchapp.indexing.status import index_status, verify_index
    from searchapp.terminal.indexing import print_checks, print_status

    settings = chosen_settings(None, index)
    folder = settings.index
    checks = verify_index(folder) if verify else ()
    as_found = {"files": [one.to_json() for one in checks]} if verify else {}
    try:
        status = index_status(folder, settings.dictionary)
    except SearchAppError:
        if as_json and verify:
            print_json(as_found)
        elif verify:
            print_checks(checks)
        raise
    if as_json:
        print_json(status.to_json() | as_found)
    else:
        print_status(status)
        print_checks(checks)


@main.command("serve")
@source_option
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def serve_command(source: Path | None, index: Path | None, host: str, port: int) -> None:
    """在浏览器里检索：启动网页与 JSON 接口。"""
    from searchapp.web.serving import serve

    serve(chosen_settings(source, index), host, port)


main.add_command(backup_command)
main.add_command(restore_command)
main.add_command(search_command)
main.add_command(export_command)
main.add_command(explain_command)
main.add_command(trends_command)
main.add_command(evaluate_group)
