"""How results look on a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from searchapp.documents.model import Document
from searchapp.indexing.reindex import Progress
from searchapp.indexing.report import FileProblem, Report
from searchapp.indexing.status import Status
from searchapp.results import Hit, SearchResult
from searchapp.snippets import Snippet

_MAX_PROBLEMS = 50


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress bar on a terminal, and silence in a pipe."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    bar: Any
    with click.progressbar(
        length=1,
        label="正在索引",
        file=sys.stderr,
        item_show_func=lambda paragraphs: f"{paragraphs or 0:,} 段",
    ) as bar:

        def show(done: int, total: int, paragraphs: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos, paragraphs)

        yield show


def print_report(report: Report) -> None:
    """What a reindex did, or would do, and after it what could not be read."""
    will = "将" if report.dry_run else "已"
    if report.full:
        click.echo(f"{will}全部重建索引：{'、'.join(report.reasons)}。")
    counts = (
        ("新增", report.added),
        ("更新", report.changed),
        ("移除", report.removed),
    )
    told = [f"{word} {len(paths)} 个文件" for word, paths in counts if paths]
    told.append(f"{report.unchanged_count} 个文件没有变化")
    click.echo(f"{'将' if report.dry_run else ''}{'，'.join(told)}。")
    if report.dry_run:
        for word, paths in counts:
            for path in paths:
                click.echo(f"  {word} {path}")
    if report.withheld:
        click.echo(
            f"注意：{len(report.withheld)} 个文件已不在文档目录中；这样多的文件一起消失，"
            "多半不是本意，其内容仍保留在索引里。确要移除请加 --allow-removal。",
            err=True,
        )
    _print_problems(report.problems)
    if not report.dry_run:
        click.echo(
            f"索引现有 {report.document_count:,} 篇文档、{report.paragraph_count:,} 段，"
            f"用时 {report.took_seconds:.1f} 秒。"
        )


def print_status(status: Status) -> None:
    """What the index holds."""
    click.echo(
        f"索引 {status.generation}，第 {status.revision} 次提交（{status.built_at}）\n"
        f"{status.file_count:,} 个文件，{status.document_count:,} 篇文档，"
        f"{status.paragraph_count:,} 段，{status.size_bytes / 1e6:,.1f} MB"
    )
    for name, made_with in status.made_with.items():
        click.echo(f"  {name}：{made_with}")
    if status.stale:
        click.echo(f"需要重建（{'、'.join(status.stale)}已改变）：请运行 searchapp reindex")
    _print_problems(status.problems)


def print_result(result: SearchResult) -> None:
    """A page of hits, the related paragraphs and the facets."""
    click.echo(f"{result.interpretation}：{result.paragraph_count} 段，{result.document_count} 篇")
    for title in result.documents:
        click.echo(f"标题相符：{_marked(Snippet(title.document['title'], title.highlights))}")
    for hit in result.hits:
        _print_hit(hit)
    if result.related:
        click.echo("\n相关段落（不计入命中）")
        for hit in result.related:
            _print_hit(hit)
    for facet in result.facets:
        values = "  ".join(f"{one.label} {one.paragraph_count}" for one in facet.values)
        click.echo(f"\n{facet.label}：{values or '无'}")
    if result.pages > 1:
        click.echo(f"\n第 {result.request.page} 页，共 {result.pages} 页（--page 翻页）")


def print_document(document: Document) -> None:
    """A document as it was read: metadata with evidence, then the paragraphs."""
    for name, value in document.metadata().items():
        if name == "evidence" or value in (None, [], ""):
            continue
        evidence = document.evidence.get(name)
        click.echo(f"{name}: {_plain(value)}" + (f"  ← {evidence}" if evidence else ""))
    for name, value in document.extra.items():
        click.echo(f"extra.{name}: {value}")
    for one in document.paragraphs:
        speakers = "、".join(one.speakers)
        click.echo(f"\n[{one.ordinal}]{f' {speakers}：' if speakers else ''} {one.text}")


def _print_problems(problems: tuple[FileProblem, ...]) -> None:
    if not problems:
        return
    click.echo(f"{len(problems)} 处未能读取：", err=True)
    for one in problems[:_MAX_PROBLEMS]:
        kept = "（索引中保留原有内容）" if one.kept else ""
        click.echo(f"  {one.path}：{one.message}{kept}", err=True)
    if len(problems) > _MAX_PROBLEMS:
        rest = len(problems) - _MAX_PROBLEMS
        click.echo(f"  ……另有 {rest} 处，用 --json 可列出全部", err=True)


def _print_hit(hit: Hit) -> None:
    document = hit.document
    facts = (document["date"] or document["year"], document["region"], "、".join(hit.speakers))
    told = " · ".join(str(one) for one in facts if one)
    click.echo(f"\n{click.style(document['title'], bold=True)}  {told}  第 {hit.ordinal} 段")
    click.echo(f"  {_marked(hit.snippet)}")
    click.echo(click.style(f"  {hit.id}", dim=True))


def _marked(snippet: Snippet) -> str:
    """Text with its marks in colour, where the terminal has any."""
    parts, position = [], 0
    for start, end in snippet.highlights:
        parts.append(snippet.text[position:start])
        parts.append(click.style(snippet.text[start:end], fg="red", bold=True))
        position = end
    return "".join(parts) + snippet.text[position:]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return f"{value['name']}（{value['office']}）" if value["office"] else str(value["name"])
    return str(value)
