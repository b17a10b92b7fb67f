"""Where things stand in a chart: what is more stands higher, and nothing stands outside."""

from hypothesis import given
from hypothesis import strategies as st

from searchapp.query.request import UNKNOWN, SearchRequest
from searchapp.results import IndexState
from searchapp.trends.request import MEASURES, TrendsRequest
from searchapp.trends.view import Held, Row, Table, Trends, Use, WordingView
from searchapp.web.chart import POINTS, chart

EMPTY = Held()


@st.composite
def answers(draw):
    """Trends of some years, not all of which have text."""
    first = draw(st.integers(1900, 2000))
    wordings = tuple(f"提法{number}" for number in range(draw(st.integers(0, 5))))
    rows = []
    for year in [*range(first, first + draw(st.integers(1, 80))), None]:
        characters = draw(st.sampled_from((0, 1, 700, 31_000)))
        held = Held(characters and 1, characters and 1, characters)
        uses = [draw(st.integers(0, 400)) if characters else 0 for _ in wordings]
        rows.append(
            Row(
                f"{year}" if year else UNKNOWN,
                f"{year}" if year else "未注明",
                0,
                held,
                tuple(
                    Use(one, 1, 2 * one, held, SearchRequest(), q)
                    for one, q in zip(uses, wordings, strict=True)
                ),
            )
        )
    measure = draw(st.sampled_from(MEASURES))
    request = TrendsRequest(wordings, SearchRequest(), measure)
    whole = Use(0, 0, 0, EMPTY, SearchRequest(), "")
    views = tuple(WordingView(q, q, q, whole, None, None, {}) for q in wordings)
    table = Table("year", "年份", tuple(rows), truncated=False)
    return Trends(request, EMPTY, views, (table,), IndexState("", 1, ""))


def share(text):
    assert text.endswith("%")
    return float(text[:-1]) / 100


@given(answers())
def test_what_is_more_stands_higher_and_nothing_outside(found):
    drawn = chart(found)
    rows = [row for row in found.tables[0].rows if row.value != UNKNOWN][-len(drawn.bars) :]
    assert len(drawn.lines) == len(found.wordings)
    measure = found.request.measure
    heights = {}
    for number, line in enumerate(drawn.lines):
        places = [place for piece in line.pieces for place in piece.split()]
        assert all(0 < float(one.split(",")[0]) < POINTS for one in places)
        used = [row for row in rows if row.uses[number].amount(measure)]
        assert len(line.points) == len(used)
        for point, row in zip(line.points, used, strict=True):
            assert 0 < share(point.x) < 1
            heights[point.y] = (row.uses[number].amount(measure), point.title)
            assert f"{row.label} 年" in point.title
            assert found.wordings[number].q in point.title
        assert all(0 <= one <= 1 for one in line.alone)
    in_order = [heights[y][0] for y in sorted(heights)]
    assert in_order == sorted(in_order, reverse=True)
    assert all(0 < y <= drawn.plot for y in heights)
    if heights:
        assert drawn.ticks[-1].y <= min(heights)
        assert drawn.ticks[0].y == drawn.plot
    assert 0 <= len(drawn.ticks) <= 6


@given(answers())
def test_every_year_with_text_has_a_bar_and_every_other_is_blank(found):
    drawn = chart(found)
    known = [row for row in found.tables[0].rows if row.value != UNKNOWN]
    rows = known[-len(drawn.bars) :]
    for bar, row in zip(drawn.bars, rows, strict=True):
        assert bool(bar.height) == bool(row.held.character_count)
        assert bar.height <= drawn.base - drawn.plot
        assert bar.title.startswith(row.label)
    width = sum(share(one.width) for one in drawn.blanks)
    empty = sum(not row.held.character_count for row in rows)
    assert abs(width - empty / len(rows)) < 0.001
    left_out = known[: -len(rows)] if len(rows) < len(known) else []
    assert bool(left_out) == bool(drawn.left_out)
    assert not any(use.paragraph_count for row in left_out for use in row.uses)
    labels = [one.label for one in drawn.bars if one.label]
    assert 1 <= len(labels) <= 17
    assert sum(one.always for one in drawn.bars if one.label) <= 7


def test_no_line_leads_over_years_that_are_left_out():
    held = Held(1, 1, 100)
    rows = tuple(
        Row(year, year, 0, held, (Use(1, 1, 1, held, SearchRequest(), "甲"),))
        for year in ("1949", "1950", "2001", "2002")
    )
    view = WordingView("甲", "甲", "甲", rows[0].uses[0], None, None, {})
    table = Table("year", "年份", rows, truncated=False)
    found = Trends(TrendsRequest(("甲",)), held, (view,), (table,), IndexState("", 1, ""))
    (line,) = chart(found).lines
    assert [piece.count(",") for piece in line.pieces] == [2, 2]
    assert len(line.points) == 4
