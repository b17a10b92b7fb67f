"""The text layer of a PDF becomes paragraphs, without what every page repeats."""

import difflib
import shutil
import subprocess
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.documents.formats.layout import Page, Row, paragraphs
from searchapp.documents.formats.readers import READERS
from searchapp.documents.understand import understand
from searchapp.settings import Settings
from tests.documents.conftest import refused
from tests.documents.pdf_files import body, pdf, picture, row

FIRST = (
    "同志们，今天我们召开全区教育工作会议，主要任务是总结成绩、分析形势、部署工作，"
    "进一步动员全区上下坚定信心、真抓实干，办好人民满意的教育。"
)
SECOND = "下一步，要推进义务教育优质均衡发展，让每个孩子都能享有公平而有质量的教育。"
WIDTH = 25


def set_in_rows(*texts):
    """Paragraphs as print has them: indented by two characters, rows of 25."""
    rows = []
    for text in texts:
        indented = f"　　{text}"
        rows += [indented[n : n + WIDTH] for n in range(0, len(indented), WIDTH)]
    return rows


def test_rows_are_joined_and_paragraphs_kept(read):
    rows = set_in_rows(FIRST, SECOND, FIRST)
    assert read("a.pdf", pdf(body(*rows))).lines == (FIRST, SECOND, FIRST)


def test_paragraphs_that_are_not_indented_end_with_a_short_row(read):
    texts = (FIRST, SECOND, FIRST)
    rows = [text[n : n + WIDTH] for text in texts for n in range(0, len(text), WIDTH)]
    assert read("a.pdf", pdf(body(*rows))).lines == texts


def test_a_sentence_goes_on_over_a_page_and_what_pages_repeat_is_gone(read):
    rows = set_in_rows(FIRST, SECOND, FIRST, SECOND)
    head, foot = row(200, 800, "全区教育工作会议材料"), "— {} —"
    pages = [
        [head, *body(*rows[3 * n : 3 * n + 3]), row(280, 50, foot.format(n + 1))] for n in range(3)
    ]
    assert "".join(read("a.pdf", pdf(*pages)).lines) == "".join(rows[:9]).replace("　", "")
    assert read("a.pdf", pdf(*pages)).lines[:2] == (FIRST, SECOND)


@pytest.mark.parametrize("number", ["1", "- 1 -", "—1—", "第1页", "第 1 页 共 1 页", "1/1"])
def test_the_number_of_the_only_page_is_gone(read, number):
    page = [*body(*set_in_rows(FIRST)), row(290, 40, number)]
    assert read("a.pdf", pdf(page)).lines == (FIRST,)


def test_a_year_or_an_item_at_the_end_of_a_page_is_no_page_number(read):
    page = [*body(*set_in_rows(FIRST)), row(122, 40, "2021")]
    assert read("a.pdf", pdf(page)).lines == (FIRST, "2021")


def test_headings_stand_alone_and_a_large_title_on_two_rows_is_one(read):
    page = [
        row(150, 780, "在全区义务教育优质均衡", 24),
        row(190, 745, "发展推进会上的讲话", 24),
        row(220, 700, "（2021年3月4日）"),
        *body("　　一、成绩来之不易", *set_in_rows(FIRST), top=660),
    ]
    assert read("a.pdf", pdf(page)).lines == (
        "在全区义务教育优质均衡发展推进会上的讲话",
        "（2021年3月4日）",
        "一、成绩来之不易",
        FIRST,
    )


def test_digits_set_apart_from_chinese_leave_no_blanks_but_words_do(read):
    page = body(*set_in_rows(FIRST), top=800)
    page += [row(122, 700, "到"), row(142, 700, "2025"), row(210, 700, "年召开")]
    page += [row(122, 672, "省长"), row(172, 672, "张三")]
    assert read("a.pdf", pdf(page)).lines == (FIRST, "到2025年召开", "省长 张三")


def test_signs_of_another_font_stand_where_a_reader_sees_them(read):
    page = [row(90, 700, "落实"), row(138, 700, "双减"), row(186, 700, "政策")]
    page += [row(122, 700, "“"), row(170, 700, "”")]
    assert read("a.pdf", pdf(page)).lines == ("落实“双减”政策",)


def test_latin_words_are_joined_by_blanks_and_divided_ones_are_whole(read):
    rows = ["the educa-", "tion of our", "children"]
    page = [row(90, 700 - 20 * number, text) for number, text in enumerate(rows)]
    assert read("a.pdf", pdf(page)).lines == ("the education of our children",)


def test_columns_are_read_one_after_the_other(read):
    left, right = set_in_rows(FIRST)[:2], set_in_rows(SECOND)[:2]
    page = body(*(one[:14] for one in left), left=40) + body(*(one[:14] for one in right), left=320)
    assert read("a.pdf", pdf(page)).lines == (
        (left[0][:14] + left[1][:14]).strip("　"),
        (right[0][:14] + right[1][:14]).strip("　"),
    )


def test_rows_of_a_table_stay_rows():
    rows = [
        Row(text, 90, 400, 100 + 20 * n, 114 + 20 * n, 14, in_columns=True)
        for n, text in enumerate(["学校 人数", "一中 30", "二中 40"])
    ]
    assert paragraphs([Page(tuple(rows))]) == ["学校 人数", "一中 30", "二中 40"]


ROWS = st.builds(
    Row,
    st.text("一二、，。教育a1(- ", min_size=1, max_size=9).filter(str.strip).map(str.strip),
    st.integers(0, 300),
    st.integers(301, 600),
    st.integers(0, 800),
    st.integers(801, 820),
    st.sampled_from([0.01, 9.0, 16.0]),
    st.booleans(),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(ROWS, max_size=6).map(tuple).map(Page), max_size=4))
def test_whatever_the_layout_nothing_that_is_not_furniture_is_lost(pages):
    shown = "".join(paragraphs(pages))
    everything = "".join(row.text for page in pages for row in page.rows)
    assert Counter(shown.replace(" ", "")) >= Counter(everything.replace(" ", "").replace("-", ""))


@pytest.mark.parametrize(
    ("turned", "turn", "places"),
    [
        (90, "0 1 -1 0", [(100, 132), (128, 100), (156, 100)]),
        (180, "-1 0 0 -1", [(468, 200), (500, 228), (500, 256)]),
        (270, "0 -1 1 0", [(500, 668), (472, 700), (444, 700)]),
    ],
)
def test_a_page_that_is_turned_is_read_as_it_is_shown(read, turned, turn, places):
    rows = [text.strip("　") for text in set_in_rows(FIRST)]
    page = [row(*place, text, turn=turn) for place, text in zip(places, rows, strict=True)]
    assert read("a.pdf", pdf(page, page=f"/Rotate {turned}")).lines == (FIRST,)


@pytest.mark.parametrize(
    ("encoding", "codec", "ordering"),
    [
        ("UniGB-UTF16-H", "utf-16-be", "GB1"),
        ("UniGB-UCS2-H", "utf-16-be", "GB1"),
        ("GBK-EUC-H", "gbk", "GB1"),
        ("GBKp-EUC-H", "gbk", "GB1"),
        ("GBK2K-H", "gb18030", "GB1"),
        ("UniCNS-UTF16-H", "utf-16-be", "CNS1"),
        ("ETen-B5-H", "big5", "CNS1"),
    ],
)
def test_fonts_that_are_not_embedded_are_read(read, encoding, codec, ordering):
    text = "教育公平" if ordering == "GB1" else "優質均衡"
    page = [f"BT /F1 16 Tf 90 700 Td <{text.encode(codec).hex()}> Tj ET"]
    assert read("a.pdf", pdf(page, encoding=encoding, ordering=ordering)).lines == (text,)


def test_rare_characters_and_compatibility_ones_are_what_a_reader_takes_them_for(read):
    assert read("a.pdf", pdf([row(90, 700, "𠮷⼯作")])).lines == ("𠮷工作",)


def test_a_title_among_the_properties_counts_if_the_text_says_it_too(read):
    page = body("在会上的讲话", *set_in_rows(FIRST))
    assert read("a.pdf", pdf(page, title="在会上的讲话")).title == "在会上的讲话"
    assert read("a.pdf", pdf(page, title="Microsoft Word - 文档1")).title is None


SCANNED = ["q 500 0 0 800 0 0 cm /X1 Do Q"]


def test_a_scan_is_refused_as_such_and_scanned_pages_among_others_are_told(read):
    assert "扫描件，没有文字层" in refused(read, "a.pdf", pdf(SCANNED, more=(picture(),)))
    stamped = [*SCANNED, row(90, 20, "扫描全能王创建")]
    three = pdf(stamped, stamped, stamped, more=(picture(),))
    assert "扫描件，没有文字层" in refused(read, "a.pdf", three)
    raw = read("a.pdf", pdf(body(*set_in_rows(FIRST)), SCANNED, more=(picture(),)))
    assert raw.lines == (FIRST,)
    assert raw.problems == ("第 2 页是扫描的图片，没有文字层，未读",)


ENCRYPTION = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'00' * 32}>/U<{'11' * 32}>/P -4>>/ID[<00><00>]"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件为空"),
        (b"\x89PNG", "不是有效的 PDF"),
        (b"%PDF-1.7\nabc", "已损坏"),
        (pdf(body(FIRST))[:300], "已损坏"),
        (pdf(body(FIRST), trailer=ENCRYPTION), "加密"),
        (pdf([row(90, 700, "\ue001\ue002教")]), "乱码"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_with_the_reason(read, content, reason):
    assert reason in refused(read, "a.pdf", content)


@pytest.mark.corpus
def test_a_report_that_an_office_program_prints_says_what_its_word_file_says(corpora, tmp_path):
    program = shutil.which("soffice")
    if not program:
        pytest.skip("no LibreOffice (soffice) to print a report with")
    word = min((corpora / "reports_2025").glob("*.docx"), key=lambda path: path.stat().st_size)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, word]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    expected = understand(READERS[".docx"](word, Settings()), "a")
    found = understand(READERS[".pdf"](tmp_path / f"{word.stem}.pdf", Settings()), "a")
    for name in ("title", "date", "year", "region", "speakers", "kind"):
        assert getattr(found, name) == getattr(expected, name)
    texts = [[one.text for one in document.paragraphs] for document in (expected, found)]
    assert difflib.SequenceMatcher(None, *texts, autojunk=False).ratio() > 0.98
