"""How right the program is."""

from typing import Any

from searchapp.evaluating.metadata import Judgement, MetadataEvaluation
from searchapp.evaluating.relevance import RANKERS, Ranker, RelevanceEvaluation
from searchapp.labels import FIELD_LABELS
from searchapp.terminal.saying import say
from searchapp.terminal.tables import plain, print_table

_LABELS = FIELD_LABELS | {"said_by": "段落讲话人", "facets": "筛选项合计"}
_RANKERS: dict[Ranker, str] = {"search": "检索", "characters": "只按字", "words": "只按词"}


def print_metadata_evaluation(evaluation: MetadataEvaluation) -> None:
    """The scores as a table, and below it every miss."""
    say(f"{evaluation.document_count} 篇标注过的文档")
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
        say(f"\n不符之处（{len(misses)} 处）")
    for one in misses:
        say("  " + plain(_told(one)))


def print_relevance_evaluation(evaluation: RelevanceEvaluation) -> None:
    """The scores as a table: of all queries and of each type, by each ranker."""
    say(f"{evaluation.count()} 条评过分的查询")
    rows = []
    for type_ in (None, *evaluation.types):
        for ranker in RANKERS:
            mean = evaluation.mean(ranker, type_)
            figures = (mean.ndcg_at_10, mean.mrr_at_10, mean.recall_at_20)
            rows.append(
                (
                    type_ or "全部",
                    str(evaluation.count(type_)),
                    _RANKERS[ranker],
                    *(f"{one:.3f}" for one in figures),
                    f"{mean.zero_hit_rate:.1%}",
                )
            )
    print_table(("类别", "条数", "次序", "nDCG@10", "MRR@10", "recall@20", "零命中率"), rows)
    if evaluation.ungraded:
        say(f"没有评分，未计入：{plain('、'.join(evaluation.ungraded))}")
    if evaluation.missing:
        count = len(evaluation.missing)
        say(f"评过分的段落有 {count} 段不在索引里，例如 {plain(evaluation.missing[0])}")


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
