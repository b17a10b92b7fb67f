"""Every operator of the query language, through a whole search, against plain Python.

A drawn query is a text, and what it says of a row in plain Python: regular expressions, positions,
sets. Terms are cut out of real paragraphs, so that most queries find something.
"""

import re
import shutil
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.documents.folder import scan
from searchapp.documents.model import Document
from searchapp.documents.reading import read_file
from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.query.request import SearchRequest
from searchapp.search import all_hits, search
from searchapp.settings import Settings
from searchapp.text.fold import comparable

KINDS = {"speech": "讲话", "news": "新闻", "report": "报告", "law": "法规", "other": "其他"}
WITHIN = "[^。!?]"
GAPS = {"*": "{0,10}", "?": "{1}", "??": "{2}", "*?": "{1,11}", "**": "{0,20}"}


@dataclass(frozen=True)
class Row:
    document: Document
    ordinal: int
    speakers: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Query:
    """A query text, whether it is one operand, and of which rows it holds."""

    text: str
    holds: object
    single: bool = True

    @property
    def operand(self):
        return self.text if self.single else f"({self.text})"


class Rows(list):
    def __repr__(self):
        return "rows"


@pytest.fixture(scope="module")
def rows(seeds_index):
    found = Rows()
    for file in scan(seeds_index):
        for document in read_file(seeds_index.source, file, seeds_index):
            found += [
                Row(document, one.ordinal, one.speakers, comparable(one.text))
                for one in document.paragraphs
            ]
    return found


@pytest.fixture(scope="module", params=["one segment", "several"])
def index(request, seeds_index, tmp_path_factory):
    if request.param == "one segment":
        return LiveIndex(seeds_index.index).current()
    folder = tmp_path_factory.mktemp("several")
    settings = Settings(source=folder / "source", index=folder / "index")
    settings.source.mkdir()
    for path in sorted(seeds_index.source.iterdir()):
        shutil.copy(path, settings.source)
        reindex(settings)
    return LiveIndex(settings.index).current()


def spans(pattern, text):
    """Every range of a text that a pattern matches, overlapping ones too."""
    compiled = re.compile(pattern)
    starts = [one.start() for one in re.finditer(f"(?={pattern})", text)]
    return [
        (start, end)
        for start in starts
        for end in range(start + 1, min(len(text), start + 60) + 1)
        if compiled.fullmatch(text, start, end)
    ]


@st.composite
def parts(draw, rows, count):
    """Some short texts of Chinese characters that stand in a paragraph one after another."""
    text = draw(st.sampled_from(rows)).text
    found = []
    start = draw(st.integers(0, max(0, len(text) - 5)))
    for _ in range(count):
        word = re.compile("[\u4e00-\u9fff]{1,3}").search(text, start)
        found.append(word[0] if word else "教育")
        start = (word.end() if word else 0) + draw(st.integers(0, 3))
    return found


@st.composite
def terms(draw, rows):
    (part,) = draw(parts(rows, 1))
    text = draw(st.sampled_from([part, f'"{part}"', f"“{part}”"]))
    return Query(text, lambda row: part in row.text), re.escape(part)


@st.composite
def wildcards(draw, rows):
    first, *others = draw(parts(rows, draw(st.integers(2, 3))))
    text, pattern = first, first
    for part in others:
        signs = draw(st.sampled_from(sorted(GAPS)))
        text += signs + part
        pattern += WITHIN + GAPS[signs] + part
    # Question marks may have been pasted with their sentence.
    literal = re.escape(text) if "*" not in text else "(?!)"
    pattern = f"(?:{pattern}|{literal})"
    return Query(text, lambda row: re.search(pattern, row.text) is not None), pattern


@st.composite
def near(draw, rows):
    distance = draw(st.integers(0, 12))
    (left, one), (right, other) = (draw(terms(rows) | wildcards(rows)) for _ in range(2))

    def holds(row):
        return any(
            0 <= b[0] - a[1] <= distance or 0 <= a[0] - b[1] <= distance
            for a in spans(one, row.text)
            for b in spans(other, row.text)
        )

    return Query(f"{left.text} NEAR/{distance} {right.text}", holds, single=False)


def first_day(document):
    return document.date.isoformat() if document.date else f"{document.year}-01-01"


def last_day(document):
    return document.date.isoformat() if document.date else f"{document.year}-12-31"


@st.composite
def fields(draw, rows):
    row = draw(st.sampled_from(rows))
    document = row.document
    name = draw(st.sampled_from([*row.speakers, "叙述", "未注明"]))
    title = comparable(document.title)
    start = draw(st.integers(0, len(title) - 2))
    part, source = title[start : start + 2], document.source
    region = document.region.split("/")[-1]
    kind = draw(st.sampled_from(sorted(KINDS)))
    return draw(
        st.sampled_from(
            [
                Query(f'标题:"{part}"', lambda one: part in comparable(one.document.title)),
                Query(f"讲话人：“{name}”", lambda one: speaks(name, one)),
                Query(f"region:{region}", lambda one: region in one.document.region),
                Query(f"类型：{KINDS[kind]}", lambda one: one.document.kind == kind),
                Query(
                    f"来源:{source[:2] if source else '未注明'}",
                    lambda one: (one.document.source or "")[:2] == (source or "")[:2],
                ),
                draw(times("年份") | times("日期")),
            ]
        )
    )


@st.composite
def times(draw, field):
    if field == "年份":
        first, last = sorted(
            draw(st.tuples(*[st.sampled_from([2019, 2020, 2021, 2023, 2024])] * 2))
        )
        begin, end = f"{first}-01-01", f"{last}-12-31"
    else:
        first = draw(st.sampled_from(["2019-12-01", "2020-02-21", "2021-02-25", "2024-03-11"]))
        last = draw(
            st.sampled_from(
                [one for one in ("2020-02-21", "2024-03-10") if one >= first] or [first]
            )
        )
        begin, end = first, last
    shape = draw(st.sampled_from(["both", "from", "to"]))
    text = {"both": f"{first}..{last}", "from": f"{first}..", "to": f"..{last}"}[shape]

    def holds(one):
        return (shape == "to" or last_day(one.document) >= begin) and (
            shape == "from" or first_day(one.document) <= end
        )

    return Query(f"{field}:{text}", holds)


def speaks(name, row):
    if name == "叙述":
        return not row.speakers and bool(row.document.speakers)
    if name == "未注明":
        return not row.speakers and not row.document.speakers
    return any(comparable(name) in comparable(one) for one in row.speakers)


def queries(rows):
    leaves = st.one_of(
        terms(rows).map(lambda pair: pair[0]),
        wildcards(rows).map(lambda pair: pair[0]),
        near(rows),
        fields(rows),
    )

    @st.composite
    def joined(draw, inner):
        one, other = draw(inner), draw(inner)
        return draw(
            st.sampled_from(
                [
                    Query(
                        f"{one.operand} {other.operand}",
                        lambda row: one.holds(row) and other.holds(row),
                        single=False,
                    ),
                    Query(
                        f"{one.operand} OR {other.operand}",
                        lambda row: one.holds(row) or other.holds(row),
                        single=False,
                    ),
                    Query(
                        f"{one.operand}｜{other.operand}",
                        lambda row: one.holds(row) or other.holds(row),
                        single=False,
                    ),
                    Query(f"-{one.operand}", lambda row: not one.holds(row), single=False),
                    Query(
                        f"{one.operand} NOT {other.operand}",
                        lambda row: one.holds(row) and not other.holds(row),
                        single=False,
                    ),
                ]
            )
        )

    return st.recursive(leaves, joined, max_leaves=5)


def found(index, settings, q):
    hits = {
        (hit.document["id"], hit.ordinal) for hit in all_hits(index, SearchRequest(q), settings)
    }
    assert search(index, SearchRequest(q), settings).paragraph_count == len(hits)
    return hits


def expected(rows, holds):
    return {(row.document.id, row.ordinal) for row in rows if holds(row)}


many = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@many
@given(data=st.data())
def test_any_query_finds_exactly_the_rows_it_describes(data, rows, index, seeds_index):
    query = data.draw(queries(rows))
    assert found(index, seeds_index, query.text) == expected(rows, query.holds)
