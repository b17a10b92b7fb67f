"""What a check of the source folder found."""

from collections.abc import Mapping, Sequence

from searchapp.indexing.findings import DocumentFindings, Findings
from searchapp.labels import FIELD_LABELS
from searchapp.terminal.saying import say
from searchapp.terminal.tables import plain, print_list, print_table


def print_findings(findings: Findings, *, with_removed: bool) -> None:
    """A section for each kind of finding there is."""
    say(
        f"文档目录 {findings.source}：{findings.file_count:,} 个文件，"
        f"{findings.document_count:,} 篇文档，{findings.paragraph_count:,} 段"
    )
    _print_metadata(findings.documents)
    _print_duplicates(findings)
    for heading, problems in (
        ("没有读出的文件", findings.rejected),
        ("有一部分没有采用的文件", findings.partly_read),
        ("没有用上的附加说明文件", findings.unused_sidecars),
    ):
        _print_section(heading, [f"{one.path}：{one.message}" for one in problems])
    _print_removed(findings.documents, with_removed=with_removed)
    if not findings.calls_for_action:
        say("\n没有需要处理的问题。")


def _print_metadata(documents: Sequence[DocumentFindings]) -> None:
    rows = [
        (one.id, _names(one.unknown), _shares(one.uncertain))
        for one in documents
        if one.unknown or one.uncertain
    ]
    if rows:
        say(f"\n信息不明或没有把握（{len(rows)} 篇）")
        print_table(("文档", "不明", "没有把握"), rows)
    told = [f"{one.id}：{words}" for one in documents for words in one.disagreements]
    _print_section("前后说法不一", told)


def _print_duplicates(findings: Findings) -> None:
    lines = [f"相同：{'、'.join(ids)}" for ids in findings.identical]
    for pair in findings.near_duplicates:
        (one, other), (of_one, of_other) = pair.documents, pair.share_of_each
        lines.append(
            f"共有 {pair.share:.1%}：{one}（其中 {of_one:.1%}）、{other}（其中 {of_other:.1%}）"
        )
    _print_section("疑似重复", lines)


def _print_removed(documents: Sequence[DocumentFindings], *, with_removed: bool) -> None:
    cleaned = [one for one in documents if one.removed_counts]
    if not cleaned:
        return
    say(f"\n清理掉的文字（{len(cleaned)} 篇）")
    if not with_removed:
        rows = [(one.id, f"{sum(one.removed_counts.values())}", _counts(one)) for one in cleaned]
        print_table(("文档", "处数", "缘由"), rows)
        return
    for document in cleaned:
        say(f"  {plain(document.id)}")
        for piece in document.removed:
            say(f"    [{piece.reason}] {plain(piece.text)}")


def _print_section(heading: str, lines: Sequence[str]) -> None:
    if lines:
        say(f"\n{heading}（{len(lines)} 处）")
        print_list(lines)


def _names(fields: Sequence[str]) -> str:
    return "、".join(FIELD_LABELS[one] for one in fields)


def _shares(uncertain: Mapping[str, float]) -> str:
    return "、".join(f"{FIELD_LABELS[name]} {share:.0%}" for name, share in uncertain.items())


def _counts(document: DocumentFindings) -> str:
    return "，".join(f"{reason} {count}" for reason, count in document.removed_counts.items())
