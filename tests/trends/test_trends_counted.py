"""Wordings are counted as plain Python counts them in the documents, and as searches do."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from searchapp.errors import BadRequest
from searchapp.query.request import NARRATION, UNKNOWN, SearchRequest
from searchapp.search import all_hits, search
from searchapp.settings import Settings
from searchapp.text.fold import comparable
from searchapp.trends.request import TrendsRequest
from searchapp.trends.tables import LONGEST_GAP
from searchapp.trends.trends import trends

YEARS = ("1998", "2003", "2004", "2007", "2050", UNKNOWN)
REGIONS = (
    "全国",
    "河南省",
    "河南省/郑州市",
    "河南省/郑州市/中原区",
    "浙江省",
    "西藏自治区",
    UNKNOWN,
)
SPEAKERS = ("张明", "李华", "王芳", "无此人", UNKNOWN, NARRATION)


def some(values):
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


among = st.builds(
    SearchRequest,
    year=some(YEARS),
    region=some(REGIONS),
    speaker=some(SPEAKERS),
    exclude_year=some(YEARS),
    exclude_region=some(REGIONS),
    exclude_speaker=some(SPEAKERS),
    date_from=st.none() | st.just(date(2001, 6, 1)),
    date_to=st.none() | st.just(date(2007, 6, 1)),
    synonyms=st.booleans(),
)
WORDINGS = (
    "双减",
    "减负",
    "哈哈",
    "双减 教师",
    "双减 OR 减",
    "教师*队伍",
    "教师 NEAR/3 队伍",
    "学校 -双减",
)


@hypothesis_settings(max_examples=25)
@given(st.lists(st.sampled_from(WORDINGS), max_size=3, unique=True).map(tuple), among)
def test_every_number_is_that_of_the_search_it_leads_to(index, settings, wordings, among):
    found = trends(index, TrendsRequest(wordings, among), settings, most_speakers=None)
    held = [found.held, *(row.held for table in found.tables for row in table.rows)]
    for row in (row for table in found.tables for row in table.rows):
        assert [one.search.q for one in row.uses] == list(wordings)
    uses = [one.use for one in found.wordings]
    uses += [use for table in found.tables for row in table.rows for use in row.uses]
    for use in uses:
        hits = list(all_hits(index, use.search, settings))
        assert use.paragraph_count == len(hits)
        assert use.document_count == len({hit.document["id"] for hit in hits})
        assert use.occurrence_count == sum(len(hit.highlights) for hit in hits)
        everything = list(all_hits(index, replace(use.search, q=""), settings))
        assert use.held in held
        assert use.held.paragraph_count == len(everything)
        assert use.held.document_count == len({hit.document["id"] for hit in everything})
        characters = sum(len(comparable(hit.text)) for hit in everything)
        assert use.held.character_count == characters
        assert use.rate == (use.occurrence_count * 10_000 / characters if characters else None)


def counted(rows, text, group):
    """{value: [characters, paragraphs, hits, occurrences]} of documents by what `group` gives."""
    found = {}
    for row in rows:
        for paragraph in map(comparable, row["paragraphs"]):
            often = paragraph.count(comparable(text))
            for value in group(row):
                counts = found.setdefault(value, Counter())
                counts.update(characters=len(paragraph), held=1, hits=often > 0, often=often)
    return found


def regions(row):
    names = (row["region"] or UNKNOWN).split("/")
    return ["/".join(names[:depth]) for depth in range(1, len(names) + 1)]


GROUPS = {
    "year": lambda row: [str(row["year"] or UNKNOWN)],
    "region": regions,
    "speaker": lambda row: row["speaker"] or [UNKNOWN],
}


@pytest.mark.parametrize("text", ["双减", "减负", "哈哈", "学校", "，"])
def test_numbers_are_those_of_the_documents(index, settings, rows, text):
    request = TrendsRequest((text,), SearchRequest(region=("河南省", "浙江省", "全国", UNKNOWN)))
    found = trends(index, request, settings)
    assert [table.name for table in found.tables] == list(GROUPS)
    for table in found.tables:
        expected = counted(rows, text, GROUPS[table.name])
        shown = {row.value: row for row in table.rows if row.held.paragraph_count}
        hits = {value for value, counts in expected.items() if counts["hits"]}
        assert hits - {"河南省/郑州市/中原区"} <= set(shown) <= set(expected)
        for value, row in shown.items():
            (use,) = row.uses
            assert expected[value] == Counter(
                characters=row.held.character_count,
                held=row.held.paragraph_count,
                hits=use.paragraph_count,
                often=use.occurrence_count,
            )


def test_years_without_text_stand_between_those_with_some(index, settings):
    def years(**chosen):
        found = trends(index, TrendsRequest(("双减",), SearchRequest(**chosen)), settings)
        return [(row.value, row.held.character_count > 0) for row in found.tables[0].rows]

    whole = years()
    assert [value for value, has_text in whole if has_text] == [
        *("1998", "2001", "2002", "2003", "2007", "2050", UNKNOWN)
    ]
    assert [value for value, has_text in whole if not has_text] == [
        "1999",
        "2000",
        "2004",
        "2005",
        "2006",
    ]
    assert LONGEST_GAP < 2050 - 2007
    assert years(year=("2007", "2005", UNKNOWN)) == [
        ("2005", False),
        ("2007", True),
        (UNKNOWN, True),
    ]
    assert "2002" not in dict(years(exclude_year=("2002",)))
    until = years(date_from=date(1990, 1, 1), date_to=date(2004, 1, 1))
    assert (until[0], until[-1]) == (("1990", False), ("2004", False))
    assert years(date_from=date(1, 1, 1), date_to=date(2001, 12, 31))[0] == ("1998", True)
    assert years(region=("西藏自治区",)) == []


def test_the_first_and_last_use_are_those_by_date(index, settings):
    found = trends(index, TrendsRequest(("双减", "没有")), settings)
    used, unused = found.wordings
    for hit, sort in ((used.first, "date"), (used.last, "-date")):
        result = search(index, SearchRequest("双减", sort=sort, per_page=10), settings)
        assert hit.id == result.hits[0].id
        assert hit.highlights == result.hits[0].highlights
    assert (unused.first, unused.last, unused.use.paragraph_count) == (None, None, 0)
    assert not any(unused.first_uses.values())
    undated = TrendsRequest(("双减",), SearchRequest(year=(UNKNOWN,)))
    (one,) = trends(index, undated, settings).wordings
    assert one.use.paragraph_count > 0
    assert (one.first, one.last) == (None, None)


def test_who_used_it_first_comes_first(index, settings):
    request = TrendsRequest(("双减",), SearchRequest())
    (wording,) = trends(index, request, settings).wordings
    for facet, uses in wording.first_uses.items():
        assert uses
        for one in uses:
            alone = replace(SearchRequest("双减", sort="date"), **{facet: (one.value,)})
            assert search(index, alone, settings).hits[0].id == one.hit.id
        days = [one.hit.document["date"] or f"{one.hit.document['year']}-12-31" for one in uses]
        assert days == sorted(days)
    assert {one.value for one in wording.first_uses["region"]} <= {"全国", "河南省", "浙江省"}
    assert {one.value for one in wording.first_uses["speaker"]} == {"张明", "李华", "王芳"}
    within = replace(request, among=SearchRequest(region=("河南省",)))
    (wording,) = trends(index, within, settings).wordings
    assert "河南省/郑州市" in {one.value for one in wording.first_uses["region"]}


def test_without_wordings_it_says_what_is_held(index, settings):
    found = trends(index, TrendsRequest(), settings)
    assert not found.wordings
    assert found.held.paragraph_count == index.snapshot.paragraph_count
    by_region = found.tables[1].rows
    assert sum(row.held.paragraph_count for row in by_region) == found.held.paragraph_count
    assert by_region[-1].value == UNKNOWN


@pytest.mark.parametrize("q", ["-双减", "标题:讲话", "地区:河南省", "年份:2003"])
def test_a_wording_has_to_ask_for_some_text(index, settings, q):
    with pytest.raises(BadRequest, match=r"第 2 个提法：“.*”没有要在正文里找的文字"):
        trends(index, TrendsRequest(("双减", q)), settings)


def test_every_mistake_says_which_wording_it_is_in(index):
    with pytest.raises(BadRequest) as caught:
        trends(index, TrendsRequest(("好", "双减 OR", '"')), Settings())
    first, second = caught.value.errors
    assert first.message.startswith("第 2 个提法：第 ")
    assert first.mistake.suggestion == "双减"
    assert second.message.startswith("第 3 个提法：")
