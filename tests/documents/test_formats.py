"""Each format gives the lines that a reader of the file sees."""

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from searchapp.documents.formats import SUFFIXES
from searchapp.documents.formats.blocks import blocks
from searchapp.documents.formats.readers import READERS
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings
from tests.documents.conftest import refused

SPEECH = [
    "同志们，今天我们召开全区教育工作会议，主要任务是总结成绩、分析形势、部署工作。",
    "一年来，全区教育系统认真落实立德树人根本任务，双减工作取得明显成效，群众满意度提高。",
    "下一步，要推进义务教育优质均衡发展，让每个孩子都能享有公平而有质量的教育。",
]


# Plain text


def test_there_is_a_reader_for_every_suffix_that_is_listed():
    assert READERS.keys() == SUFFIXES


def test_lines_stand_as_they_are_with_the_empty_ones(read):
    assert read("a.txt", "标题\r\n\r\n　　第一段。\n第二段\t完").lines == (
        "标题",
        "",
        "　　第一段。",
        "第二段\t完",
    )


def test_what_shows_nothing_is_left_out(read):
    text = "立德\u200b树\u202e人\x00教育\ufeff强国\u2066\x1b"
    assert read("a.txt", f"{text}，这是正文里的一句话").lines == (
        "立德树人教育强国，这是正文里的一句话",
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件为空"),
        (b"%PDF-1.7\nabc", "PDF"),
        (b"PK\x03\x04rest", "压缩包"),
        ("\ufeff<!DOCTYPE html><p>网页".encode(), "网页"),
        ("立德树人根本任务".encode("gb18030") + b"\xff\xff", "无法识别文字编码"),
    ],
)
def test_a_text_file_that_is_something_else_is_refused_with_the_reason(read, content, reason):
    assert reason in refused(read, "a.txt", content)


def test_a_file_over_the_limit_is_refused(read):
    assert "上限" in refused(read, "a.txt", "字" * 1_000, Settings(max_file_bytes=2_999))
    assert read("a.txt", "字" * 1_000, Settings(max_file_bytes=3_000)).lines == ("字" * 1_000,)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="无法打开"):
        READERS[".txt"](tmp_path / "gone.txt", Settings())


# Markdown


def test_markdown_gives_its_text_without_the_signs(read):
    raw = read(
        "a.md",
        "# 在会上的**讲话**\n\n第一行\n第二行，见[附件](http://a.b)。\n\n"
        "1. 一是落实\n2. 二是督导\n\n> 引用\n\n"
        "| 学校 | 人数 |\n|--|--|\n| 一中 | 30 |\n\n[1]: 数据来自年报\n",
    )
    assert raw.title == "在会上的讲话"
    assert raw.lines == (
        "在会上的讲话",
        "第一行",
        "第二行，见附件。",
        "1. 一是落实",
        "2. 二是督导",
        "引用",
        "学校 | 人数",
        "一中 | 30",
        "[1]: 数据来自年报",
    )


def test_emphasis_beside_chinese_punctuation_leaves_no_signs(read):
    assert read("a.md", "要**坚持“立德树人”。**这是根本").lines == ("要坚持“立德树人”。这是根本",)


# Web pages


def page(body, head="<title>全区教育工作会议召开 - 某某区政府</title>"):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


ARTICLE = "".join(f"<p>{line}</p>" for line in SPEECH)
NAVIGATION = "<ul><li><a href='/'>首页</a></li><li><a href='/x'>新闻中心</a></li></ul>"


def test_a_page_is_read_from_its_title_to_the_end_of_its_main_text(read):
    body = (
        f"<div>{NAVIGATION}</div><div class=main><h1>全区教育工作会议召开</h1>"
        f"<div>发布时间：2021-02-25 来源：本站</div><div>{ARTICLE}</div><p>（办公室供稿）</p>"
        "<p>下一篇：<a href='/2'>我区召开推进会！</a>[02-26]</p></div>"
        "<div class=footer><p>版权所有 某某区政府</p></div>"
    )
    raw = read("a.html", page(body))
    assert raw.title == "全区教育工作会议召开 - 某某区政府"
    assert raw.lines == (
        "全区教育工作会议召开",
        "发布时间：2021-02-25 来源：本站",
        *SPEECH,
        "（办公室供稿）",
    )


def test_the_head_says_title_address_and_day(read):
    head = (
        '<meta name="ArticleTitle" content="会议召开">'
        '<meta name="PubDate" content="2021-02-25 9:30">'
        '<link rel="canonical" href="https://example.org/1.html"><title>别的</title>'
    )
    raw = read("a.html", page(ARTICLE, head))
    assert (raw.title, raw.url, raw.published) == (
        "会议召开",
        "https://example.org/1.html",
        date(2021, 2, 25),
    )


def test_an_address_that_cannot_be_visited_and_a_day_that_is_none_are_not_given(read):
    head = (
        '<link rel="canonical" href="javascript:alert(1)">'
        '<meta name="PubDate" content="2021-02-30">'
    )
    raw = read("a.html", page(ARTICLE, head))
    assert (raw.url, raw.published) == (None, None)


def test_a_page_that_a_browser_saved_says_where_from(read):
    saved = "<!-- saved from url=(0024)http://example.org/a.html -->" + page(ARTICLE)
    assert read("a.html", saved).url == "http://example.org/a.html"


@pytest.mark.parametrize("encoding", ["gb2312", "gb18030", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1"])
def test_a_page_is_read_whatever_encoding_it_says_it_has(read, encoding, declared):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    assert read("a.htm", page(ARTICLE, head).encode(encoding)).lines == tuple(SPEECH)


def test_where_the_library_keeps_too_little_all_text_is_kept(read):
    part = "".join(f"<p>{line}</p>" for line in SPEECH * 3)
    body = f"<article>{part}</article>" + "".join(
        f"<aside><div class=comment>第{n}，{SPEECH[0]}</div></aside>" for n in range(30)
    )
    lines = read("a.html", page(body)).lines
    assert all(f"第{n}，{SPEECH[0]}" in lines for n in range(30))


def test_a_page_that_is_none_is_refused(read):
    assert "不是网页" in refused(read, "a.html", "只有文字，没有标记。")


def test_a_page_of_frames_has_no_lines(read):
    assert read("a.html", "<html><frameset><frame src=a></frameset></html>").lines == ()


def lines_of(html):
    return list(blocks(LexborHTMLParser(html)).texts)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>一<b>二</b><span>三</span></p><div>四</div>", ["一二三", "四"]),
        ("一<br>二<br/><br/>三", ["一", "二", "三"]),
        ("<p>教育\n   强国 <i>a</i>\nb</p>", ["教育强国 a b"]),
        ("<p>甲</p><script>x</script><style>y</style><nav>z</nav>乙", ["甲", "乙"]),
        ("<ruby>實<rp>(</rp><rt>shí</rt><rp>)</rp></ruby>事", ["實事"]),
        ("<table><tr><th>学校<th>人数<tr><td>一中<td>30</table>", ["学校 | 人数", "一中 | 30"]),
        ("<table><tr><td>左<td><p>甲</p><p>乙</p></table>", ["左", "甲", "乙"]),
        ("<table><tr><td>外<td><table><tr><td>1<td>2</table></table>", ["外 | 1 | 2"]),
        (
            "<ol><li>一是<li><p>二是</p><p>续</p></ol><ul><li>点</ul>",
            ["1. 一是", "2. 二是", "续", "点"],
        ),
        ("<ol start=3><li>三<li></li><li>五</ol>", ["3. 三", "5. 五"]),
        ("<pre>一\n二</pre>", ["一", "二"]),
        ("<div>第一段。\n\n   第二段</div>", ["第一段。", "第二段"]),
        ("甲&nbsp;&amp;nbsp;乙&#8203;丙", ["甲\xa0 乙丙"]),
        ("<!-- 注释 --><template><p>不见</p></template>正文", ["正文"]),
    ],
)
def test_html_becomes_lines_as_a_browser_shows_them(html, lines):
    assert lines_of(html) == lines


def test_a_page_nested_ten_thousand_deep_is_read(read):
    deep = "<div>" * 10_000 + SPEECH[0]
    assert read("a.html", page(deep)).lines == (SPEECH[0],)


MARKUP = (
    "<div> </div> <table> <tr> <td> </td> </table> <li> <ol> </ol> <p> </p> <pre> <h1> <br> <a> "
    "<!-- <rt> &nbsp; 讲话。"
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
@given(st.lists(st.sampled_from([*MARKUP.split(), "\n\n"]), max_size=40))
def test_any_markup_is_read_and_its_sentences_are_kept(read, parts):
    html = "<body>" + "".join(parts)
    if "<rt>" not in parts and "<!--" not in parts:
        assert "".join(lines_of(html)).count("讲话。") == parts.count("讲话。")
    read("a.html", html)


@pytest.mark.corpus
def test_saved_pages_keep_their_article_and_leave_the_navigation(corpora):
    for path in sorted((corpora / "raw").glob("*.html")):
        raw = READERS[".html"](path, Settings())
        assert sum(map(len, raw.lines)) > 300
        assert not any("推荐阅读" in line or "版权所有" in line for line in raw.lines), path.name


# Word files


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(data, change):
    """A Word file with each entry's bytes changed by `change(name, bytes)`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def test_paragraphs_and_tables_come_in_their_order(read):
    document = docx.Document()
    document.add_paragraph("全区教育工作会议讲话")
    document.add_paragraph("")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["学校", "人数", "一中", "30"], strict=True):
        cell.text = text
    paragraph = document.add_paragraph("上半行")
    paragraph.add_run().add_break()
    paragraph.add_run("下半行\t完")
    assert read("a.docx", saved(document)).lines == (
        "全区教育工作会议讲话",
        "",
        "学校 | 人数",
        "一中 | 30",
        "上半行",
        "下半行\t完",
    )


def test_text_in_tracked_changes_controls_and_boxes_is_kept_and_deleted_text_is_not(read):
    document = docx.Document()
    document.add_paragraph("开头")
    box = "<w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent>"
    gloss = "<w:rt><w:r><w:t>shí</w:t></w:r></w:rt>"
    base = "<w:rubyBase><w:r><w:t>實</w:t></w:r></w:rubyBase>"
    inserted = "<w:ins><w:r><w:t>补充</w:t></w:r></w:ins>"
    deleted = "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
    for xml in (
        f"<w:p><w:r><w:t>原文</w:t></w:r>{inserted}{deleted}</w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f"<w:p><w:r><w:t>锚</w:t><w:pict>{box}</w:pict></w:r></w:p>",
        f"<w:p><w:r><w:ruby>{gloss}{base}</w:ruby></w:r></w:p>",
    ):
        element = parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))
        document.element.body.insert(len(document.element.body) - 1, element)
    assert read("a.docx", saved(document)).lines == (
        "开头",
        "原文补充",
        "控件里",
        "锚",
        "框里",
        "實",
    )


def test_a_title_among_the_properties_counts_if_the_text_says_it_too(read):
    document = docx.Document()
    document.add_paragraph("在全区教育工作会议上的讲话")
    document.core_properties.title = "在全区教育工作会议上的讲话"
    assert read("a.docx", saved(document)).title == "在全区教育工作会议上的讲话"
    document.core_properties.title = "2008年工作总结模板"
    assert read("a.docx", saved(document)).title is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件为空"),
        ("只是文字".encode(), "不是有效的 Word 文档"),
        (b"PK\x03\x04broken", "不是有效的 Word 文档"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版 Word"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "加密"),
    ],
)
def test_a_word_file_that_is_none_is_refused_with_the_reason(read, content, reason):
    assert reason in refused(read, "a.docx", content)


def test_an_archive_that_is_no_word_file_is_refused(read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "文字")
    assert "不是有效的 Word 文档" in refused(read, "a.docx", stream.getvalue())


def test_a_word_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(read):
    bomb = repacked(
        saved(docx.Document()),
        lambda name, data: data + b" " * 5_000_000 if name == "word/document.xml" else data,
    )
    assert len(bomb) < 100_000
    assert "解压后超过 1 MB" in refused(read, "a.docx", bomb, Settings(max_file_bytes=1_000_000))


def test_a_word_file_with_an_external_entity_is_refused(read, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("机密")
    declaration = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    document = docx.Document()
    document.add_paragraph("正文ENTITY")

    def insert(name, data):
        if name != "word/document.xml":
            return data
        start = data.index(b"<w:document")
        return data[:start] + declaration + data[start:].replace(b"ENTITY", b"&x;")

    assert "实体" in refused(read, "a.docx", repacked(saved(document), insert))


@pytest.mark.corpus
def test_the_reports_are_read_with_every_paragraph(corpora):
    paths = sorted((corpora / "reports_2025").glob("*.docx"))
    assert len(paths) == 16
    for path in paths:
        raw = READERS[".docx"](path, Settings())
        expected = "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
        assert "".join("".join(raw.lines).split()) == "".join(expected.split())
        assert raw.lines[0] == Path(path).stem
