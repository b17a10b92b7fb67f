"""How right the program is."""

from typing import Any

import click

from searchapp.evaluating.metadata import Judgement, MetadataEvaluation
from searchapp.labels import FIELD_LABELS
from searchapp.terminal.tables import plain, print_table

_LABELS = FIELD_LABELS | {"said_by": "段落讲话人", "facets": "筛选项合计"}


def print_metadata_evaluation(evaluation: MetadataEvaluation) -> None:
    """The scores as a table, and below it every miss."""
    click.echo(f"{evaluation.document_count} 篇标注过的文档")
    head = ("项目", "判断", "正确", "正确率", "应有", "给出", "其中正确", "精确率", "召回率", "F1")
    rows = [
        (
            _LABELS[name],
            *(f"{count}" for count in (score.judgement_count, score.right)),
            f"{score.accuracy:.1%}",
            *(f"{count}" for count in (score.expected, score.given, score.given_right)),
            f"{score.precision:.1%}",
            f"{score.recall:.1%}",
            f"{score.f1:.3f}",
        )
        for name, score in evaluation.scores().items()
    ]
    print_table(head, rows)
    misses = evaluation.misses()
    if misses:
        click.echo(f"\n不符之处（{len(misses)} 处）")
    for one in misses:
        click.echo("  " + plain(_told(one)))


def _told(miss: Judgement) -> str:
    shown = miss.to_json()
    about = f"“{miss.about}”" if miss.about else ""
    evidence = f"  ← {miss.evidence}" if miss.evidence else ""
    return (
        f"{miss.file} {_LABELS[miss.field]}{about}：应为 {_value(shown['expected'])}，"
        f"读出 {_value(shown['found'])}{evidence}"
    )


def _value(value: Any) -> str:
    if value is None:
        return "不明"
    return ("、".join(value) or "无人") if isinstance(value, list) else str(value)
