"""Why a search finds what it finds."""

from searchapp.explanations import Explanation, ParagraphExplanation, QueryExplanation
from searchapp.terminal.saying import say

_SIGNS = {True: "✓", False: "✗"}


def print_explanation(explanation: Explanation) -> None:
    """How the search was understood and, where one was named, why it finds a paragraph or not."""
    _print_query(explanation.query)
    if explanation.paragraph:
        _print_paragraph(explanation.paragraph)


def _print_query(query: QueryExplanation) -> None:
    say(f"理解为：{query.interpretation}")
    told = (
        ("折叠后", (query.folded,) if query.folded else ()),
        ("分词", query.words),
        ("同义或相近", query.synonyms),
        ("优先", query.preferred),
    )
    for label, texts in told:
        if texts:
            say(f"{label}：{'、'.join(texts)}")


def _print_paragraph(paragraph: ParagraphExplanation) -> None:
    say(f"\n{paragraph.id} {'命中' if paragraph.is_hit else '没有命中'}")
    for clause in paragraph.clauses:
        in_title = "（标题也符合）" if clause.holds_in_title else ""
        say(f"  {'  ' * clause.depth}{_SIGNS[clause.holds]} {clause.label}{in_title}")
    for one in paragraph.filters:
        say(f"  {_SIGNS[one.passes]} 筛选：{one.label}")
    if paragraph.parts:
        kind = "相关度" if paragraph.is_hit else "作为相关段落的相关度"
        say(f"  {kind} {paragraph.score:.2f}")
        for part in paragraph.parts:
            say(f"    {part.score:+6.2f}  {part.label}")
