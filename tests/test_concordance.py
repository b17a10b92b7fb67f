"""Every match on a line of its own, aligned and put in order by what stands beside it."""

from dataclasses import replace

import pytest

from searchapp.indexing.live import LiveIndex
from searchapp.query.request import SearchRequest
from searchapp.search import search
from searchapp.text.fold import fold


@pytest.fixture(scope="module", params=["seeds_index", "reprints_index"])
def found(request):
    settings = request.getfixturevalue(request.param)
    index = LiveIndex(settings.index).current()
    return lambda asked, **limits: search(index, asked, replace(settings, **limits))


def lines(found, asked):
    """All lines of a request, page after page."""
    first = found(asked)
    pages = [found(replace(asked, page=number + 1)) for number in range(first.pages)]
    return [line for page in pages for line in page.concordance.lines]


@pytest.mark.parametrize("q", ["教育", "學校", "，", "教育 工作", "教育 NEAR/5 工作", "没有这话"])
@pytest.mark.parametrize("sort", ["relevance", "date", "-date"])
def test_there_is_a_line_for_every_mark_of_every_hit_in_their_order(found, q, sort):
    asked = SearchRequest(q, view="lines", sort=sort, per_page=50)
    whole = SearchRequest(q, sort=sort, per_page=100)
    pages = range(1, found(whole).pages + 1)
    hits = [hit for page in pages for hit in found(replace(whole, page=page)).hits]
    places = [(hit.id, place) for hit in hits for place in hit.highlights]
    assert [(one.hit.id, one.place) for one in lines(found, asked)] == places
    answer = found(asked)
    assert answer.unit_count == answer.concordance.line_count == len(places)
    assert not answer.concordance.truncated
    assert answer.paragraph_count == len(hits)
    assert answer.hits == ()


def test_a_line_is_a_stretch_of_its_paragraph(found):
    for one in lines(found, SearchRequest("教育", view="lines")):
        start, end = one.place
        assert fold(one.match) == "教育"
        assert one.left + one.match + one.right in one.hit.text
        assert one.hit.text[start:end] == one.match
        assert len(one.left) == min(30, start)
        assert len(one.right) == min(30, len(one.hit.text) - end)


def by_side(side):
    """How lines compare: by the characters beside the match, the nearest first, letters first."""

    def key(line):
        context = fold(line.left)[::-1] if side == "left" else fold(line.right)
        return [(not one.isalnum(), one if one.isalnum() else "") for one in context[:12]] + [
            (True, "")
        ]

    return key


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("q", ["教育", "的", "工作 | 学校"])
def test_lines_are_in_the_order_of_what_stands_beside_over_all_pages(found, q, side):
    by_relevance = lines(found, SearchRequest(q, view="lines", per_page=100))
    asked = SearchRequest(q, view="lines", sort=side, per_page=20)
    assert lines(found, asked) == sorted(by_relevance, key=by_side(side))


def test_of_too_many_only_the_first_are_listed_and_it_is_said(found):
    asked = SearchRequest("教育", view="lines", sort="right", per_page=10)
    everything = found(asked).unit_count
    short = found(asked, max_page_depth=20)
    assert everything > 20
    assert short.concordance.truncated
    assert short.unit_count == 20
    assert short.pages == 2
    exact = found(asked, max_page_depth=everything)
    assert not exact.concordance.truncated


@pytest.mark.parametrize("q", ["", "年份:2021", "标题:教育"])
def test_where_no_text_is_asked_for_there_are_no_lines_but_all_counts(found, q):
    plain, asked = found(SearchRequest(q)), found(SearchRequest(q, view="lines"))
    assert asked.concordance.lines == ()
    assert not asked.concordance.truncated
    assert asked.pages == 0
    assert asked.paragraph_count == plain.paragraph_count
