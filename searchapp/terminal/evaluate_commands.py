"""The commands that score the program by what people have judged."""

from pathlib import Path

import click

from searchapp.settings import Settings
from searchapp.terminal.options import (
    FOLDER,
    chosen_settings,
    index_option,
    json_option,
    print_json,
)


@click.group("evaluate")
def evaluate_group() -> None:
    """用人工标注衡量程序有多准。"""


@evaluate_group.command("metadata")
@click.argument("labels", nargs=-1, required=True, type=FOLDER, metavar="LABELS.jsonl...")
@click.option("--folder", type=FOLDER, help="标注的文件所在的目录；默认在标注文件旁边。")
@json_option
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
        print_json(evaluation.to_json())
    else:
        print_metadata_evaluation(evaluation)


@evaluate_group.command("relevance")
@click.argument("queries", type=FOLDER, metavar="QUERIES.tsv")
@click.argument("grades", type=FOLDER, metavar="QRELS")
@index_option
@json_option
def evaluate_relevance_command(
    queries: Path, grades: Path, index: Path | None, *, as_json: bool
) -> None:
    """最好的段落是否排在前面：用评过分的查询衡量正在用的索引。"""
    from searchapp.evaluating.judged import read_judged_queries
    from searchapp.evaluating.relevance import evaluate_relevance
    from searchapp.indexing.live import LiveIndex
    from searchapp.terminal.evaluating import print_relevance_evaluation

    settings = chosen_settings(None, index)
    judged, ungraded = read_judged_queries(queries, grades)
    current = LiveIndex(settings.index).current()
    evaluation = evaluate_relevance(current, judged, ungraded, settings)
    if as_json:
        print_json(evaluation.to_json())
    else:
        print_relevance_evaluation(evaluation)
