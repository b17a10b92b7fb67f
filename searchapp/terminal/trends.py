"""Wordings compared, as a table."""

from searchapp.engine.tables import FacetName
from searchapp.hits import Hit
from searchapp.terminal.saying import say, styled
from searchapp.terminal.tables import plain, print_table
from searchapp.trends.view import Row, Trends, Use, WordingView, name_of


def print_trends(found: Trends, by: FacetName) -> None:
    """Each wording with its first and last use, and the numbers by the values of a facet."""
    held = found.held
    say(
        f"收录 {held.document_count:,} 篇，{held.paragraph_count:,} 段，{held.character_count:,} 字"
    )
    for wording in found.wordings:
        _print_wording(wording)
    (table,) = (one for one in found.tables if one.name == by)
    if not found.wordings:
        print_table(
            (table.label, "收录字数", "段数", "篇数"),
            [
                (
                    one.label,
                    f"{one.held.character_count:,}",
                    f"{one.held.paragraph_count:,}",
                    f"{one.held.document_count:,}",
                )
                for one in table.rows
            ],
        )
        return
    used = [row for row in table.rows if any(one.paragraph_count for one in row.uses)]
    if used:
        say("\n段数/处数/每万字处数")
        head = (table.label, "收录字数", *(name_of(one.q) for one in found.wordings))
        print_table(head, [_cells(row) for row in used])
    if table.truncated:
        say(f"只列出用得最多的 {len(used)} 个{table.label}")
    elif by != "speaker":
        missing = sum(not row.held.character_count for row in table.rows)
        silent = len(table.rows) - len(used) - missing
        say(f"另有 {silent} 个{table.label}收录了文字而没有用到，{missing} 个没有收录文字")


def _print_wording(wording: WordingView) -> None:
    use = wording.use
    name = styled(plain(wording.q), bold=True)
    say("\n", name, f"：{use.paragraph_count:,} 段，{use.occurrence_count:,} 处")
    for which, hit in (("首次", wording.first), ("末次", wording.last)):
        if hit:
            say(f"  {which}：{_place(hit)}")
    for which, facet in (("地区", "region"), ("讲话人", "speaker")):
        uses = wording.first_uses[facet]
        if uses:
            order = " → ".join(f"{one.label.partition('，')[0]} {_when(one.hit)}" for one in uses)
            say(f"  {which}先后：{plain(order)}")


def _place(hit: Hit) -> str:
    people = "、".join(hit.speakers)
    told = (_when(hit), people, hit.document["title"], hit.id)
    return plain(" · ".join(one for one in told if one))


def _when(hit: Hit) -> str:
    return str(hit.document["date"] or hit.document["year"])


def _cells(row: Row) -> tuple[str, ...]:
    return (row.label, f"{row.held.character_count:,}", *map(_numbers, row.uses))


def _numbers(use: Use) -> str:
    rate = "-" if use.rate is None else f"{use.rate:.2f}"
    return f"{use.paragraph_count:,}/{use.occurrence_count:,}/{rate}"
