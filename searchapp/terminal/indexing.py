"""What the index holds, and what became of it."""

from collections.abc import Sequence

from searchapp.indexing.report import FileProblem, Report
from searchapp.indexing.status import FileCheck, Status
from searchapp.terminal.saying import say
from searchapp.terminal.tables import print_list, print_table


def print_report(report: Report) -> None:
    """What a reindex did, or would do, and after it what could not be read."""
    if report.interrupted:
        say(f"上一次更新（{report.interrupted}）中途停止，留下的文件已清理。")
    will = "将" if report.dry_run else "已"
    if report.full:
        say(f"{will}全部重建索引：{'、'.join(report.reasons)}。")
    counts = (
        ("新增", report.added),
        ("更新", report.changed),
        ("移除", report.removed),
    )
    told = [f"{word} {len(paths)} 个文件" for word, paths in counts if paths]
    told.append(f"{report.unchanged_count} 个文件没有变化")
    say(f"{'将' if report.dry_run else ''}{'，'.join(told)}。")
    if report.dry_run:
        for word, paths in counts:
            for path in paths:
                say(f"  {word} {path}")
    if report.withheld:
        say(
            f"注意：{len(report.withheld)} 个文件已不在文档目录中；这样多的文件一起消失，"
            "多半不是本意，其内容仍保留在索引里。确要移除请加 --allow-removal。",
            err=True,
        )
    _print_problems(report.problems)
    if not report.dry_run:
        say(
            f"索引现有 {report.document_count:,} 篇文档、{report.paragraph_count:,} 段，"
            f"用时 {report.took_seconds:.1f} 秒。"
        )


def print_status(status: Status) -> None:
    """What the index holds."""
    say(
        f"索引 {status.generation}，第 {status.revision} 次提交（{status.built_at}）\n"
        f"{status.file_count:,} 个文件，{status.document_count:,} 篇文档，"
        f"{status.paragraph_count:,} 段，{status.size_bytes / 1e6:,.1f} MB"
    )
    for name, made_with in status.made_with.items():
        say(f"  {name}：{made_with}")
    if status.stale:
        say(f"需要重建（{'、'.join(status.stale)}已改变）：请运行 searchapp reindex")
    _print_problems(status.problems)


def print_checks(checks: Sequence[FileCheck]) -> None:
    """The files of the index, and which of them are not as they were written."""
    if checks:
        rows = [(one.name, f"{one.size_bytes:,}", one.problem or "完好") for one in checks]
        print_table(("索引文件", "字节", "核对结果"), rows)


def _print_problems(problems: tuple[FileProblem, ...]) -> None:
    if problems:
        say(f"{len(problems)} 处未能读取：", err=True)
        kept = ("", "（索引中保留原有内容）")
        print_list([f"{one.path}：{one.message}{kept[one.kept]}" for one in problems], err=True)
