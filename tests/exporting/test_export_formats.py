"""What programs read from the files is what was written, and nothing of it is run."""

import csv
import io
import json
import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from searchapp.exporting.columns import COLUMNS
from searchapp.exporting.formats import write_csv, write_jsonl, write_xlsx
from searchapp.hits import Hit
from searchapp.snippets import snippet

SITE = "http://example.org"
# What is obeyed instead of shown: controls, what turns the direction of writing, no characters.
OBEYED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

texts = st.text(
    st.sampled_from(
        "=+-@＝＋－＠'\",;| \t\r\n\u3000教a1_x0D_\x00\x1b\x85\u202e\u2066\ufeff\ufffe𠀀<&>"
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=20,
)


@st.composite
def hits(draw):
    speakers = tuple(draw(st.lists(texts, max_size=2, unique=True)))
    offices = [{"name": one, "office": draw(st.none() | texts)} for one in speakers]
    document = {
        "id": draw(texts),
        "title": draw(texts),
        "date": draw(st.none() | st.dates().map(str)),
        "year": draw(st.none() | st.integers(1, 9999)),
        "region": draw(st.none() | texts),
        "speakers": offices + [{"name": "另一人", "office": None}] * draw(st.booleans()),
        "source": draw(st.none() | texts),
    }
    text = draw(texts)
    return Hit(document, draw(st.integers(1, 999)), speakers, text, (), snippet(text, ()), 1.5)


def read_csv(content):
    assert content.startswith(b"\xef\xbb\xbf")
    heading, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert heading == list(COLUMNS)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def read_xlsx(content):
    (sheet,) = load_workbook(io.BytesIO(content))
    heading, *rows = sheet.iter_rows()
    return [one.value for one in heading], rows


def shown(text):
    """The text as any program may show it."""
    return OBEYED.sub("\ufffd", text)


@given(st.lists(hits(), max_size=5))
def test_a_csv_holds_every_text_and_no_formula(found):
    rows = read_csv(b"".join(write_csv(found, SITE)))
    for hit, row in zip(found, rows, strict=True):
        assert [row["年份"], row["第几段"]] == [str(hit.document["year"] or ""), str(hit.ordinal)]
        assert row["日期"] == (hit.document["date"] or "")
        assert row["网址"] == SITE + hit.url
        expected = {
            "编号": hit.id,
            "标题": hit.document["title"],
            "地区": hit.document["region"] or "",
            "来源": hit.document["source"] or "",
            "正文": hit.text,
        }
        for name, text in expected.items():
            assert row[name] in (shown(text), "'" + shown(text))
        for cell in row.values():
            assert cell.strip("\ufeff\u200b \t\r\n\u3000")[:1] not in tuple("=+-@＝＋－＠")
            assert cell[:1] not in tuple("\t\r\n")


@given(st.lists(hits(), max_size=5))
def test_lines_of_json_are_hits_as_in_the_answer_to_a_search(found):
    content = b"".join(write_jsonl(found, SITE))
    lines = [json.loads(line) for line in content.split(b"\n")[:-1]]
    assert lines == [
        {**json.loads(json.dumps(one.to_json())), "url": SITE + one.url} for one in found
    ]


@settings(max_examples=25)
@given(st.lists(hits(), max_size=5))
def test_a_workbook_holds_every_text_as_text(found):
    heading, rows = read_xlsx(b"".join(write_xlsx(found, SITE)))
    assert heading == list(COLUMNS)
    for hit, row in zip(found, rows, strict=True):
        cells = dict(zip(COLUMNS, row, strict=True))
        assert not {"f", "e"} & {one.data_type for one in row}
        assert all(one.hyperlink is None for one in row)
        for name, text in (("标题", hit.document["title"]), ("正文", hit.text)):
            assert unescape(cells[name].value or "") == shown(text)


def test_the_longest_texts_go_on_in_further_cells():
    for text in ("长" * 100_000, "𠀀" * 40_000, "a" * 32_767, "a" * 32_768):
        document = {"id": "x", "title": text, "date": "1899-12-31", "year": 1899, "region": None}
        document |= {"speakers": [], "source": None}
        hit = Hit(document, 1, (), text, (), snippet(text, ()), 0)
        _, ((*cells,),) = read_xlsx(b"".join(write_xlsx([hit], SITE)))
        assert "".join(one.value for one in cells[len(COLUMNS) - 1 :]) == text
        assert all(len(str(one.value).encode("utf-16-le")) <= 2 * 32_767 for one in cells)
        title = cells[1].value
        assert title == text or (title.endswith("见 CSV）") and text.startswith(title[:16_000]))
        assert cells[2].value == "1899-12-31"
        assert read_csv(b"".join(write_csv([hit], SITE)))[0]["正文"] == text


def test_days_are_days_and_numbers_are_numbers(harmful_index):
    from datetime import datetime

    from searchapp import SearchRequest
    from searchapp.search import all_hits
    from searchapp.settings import Settings

    found = list(all_hits(harmful_index, SearchRequest(), Settings()))
    _, rows = read_xlsx(b"".join(write_xlsx(found, SITE)))
    for hit, row in zip(found, rows, strict=True):
        day = hit.document["date"] and datetime.fromisoformat(hit.document["date"])
        assert row[2].value in (day, hit.document["date"])
        assert row[3].value == hit.document["year"]
        assert row[8].value == hit.ordinal
        assert isinstance(row[8].value, int)


@pytest.mark.parametrize("write", [write_csv, write_jsonl, write_xlsx])
def test_a_file_is_written_piece_by_piece(write):
    document = dict.fromkeys(("title", "date", "year", "region", "source"), "一")
    document |= {"id": "x", "date": None, "speakers": []}
    hits = (
        Hit(document, number, (), "教" * 4_000, (), snippet("", ()), 0) for number in range(1_000)
    )
    tracemalloc.start()
    for _ in write(hits, SITE):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000  # of 12 MB
