"""Lines of JSON: one document a line, its text and ordinals as they are."""

import gzip
import json
import lzma
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.documents.jsonl import read_jsonl
from searchapp.documents.model import Document, Speaker
from searchapp.documents.problem import Problem
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings

LINE = {
    "id": "legco:1",
    "title": "教育局局長發言 2013-02-06",
    "genre": "立法會發言",
    "year": 2013,
    "date": "2013-02-06",
    "region": "香港",
    "speaker": "教育局局長",
    "source": "legco",
    "script": "Hant",
    "paragraphs": ["主席，我感謝議員。", "", "　　多謝 主席。\u200b"],
}
OPENERS = {".jsonl": open, ".jsonl.gz": gzip.open, ".jsonl.xz": lzma.open}


def write(path, *lines):
    content = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    opener = OPENERS["." + path.name.split(".", 1)[1].lower()]
    with opener(path, "wb") as file:
        file.write(b"\n".join(content))
    return path


@pytest.fixture
def read(tmp_path):
    """What is read from the given lines, as a list of documents and a list of problems."""

    def read(*lines, limits=None):
        path = write(tmp_path / "a.jsonl", *lines)
        items = list(read_jsonl(path, "sub/a.jsonl", limits or Settings()))
        documents = [one for one in items if isinstance(one, Document)]
        return documents, [one for one in items if isinstance(one, Problem)]

    return read


def one(read, **changes):
    """The one document of a line, from which changes with None as value leave a key out."""
    record = {key: value for key, value in {**LINE, **changes}.items() if value is not None}
    (document,), problems = read(record)
    assert not problems
    return document


def test_a_line_is_taken_as_it_is(read):
    document = one(read)
    assert [(p.ordinal, p.text) for p in document.paragraphs] == list(
        enumerate(LINE["paragraphs"], start=1)
    )
    assert document.id == "legco:1"
    assert document.title == "教育局局長發言 2013-02-06"
    assert (document.kind, document.source, document.script) == ("speech", "legco", "Hant")
    assert (document.date, document.year) == (date(2013, 2, 6), 2013)
    assert document.region == "香港特别行政区"
    assert document.speakers == (Speaker("〈教育局局长〉", "教育局局长"),)
    assert {p.speakers for p in document.paragraphs} == {("〈教育局局长〉",)}
    assert not document.extra
    assert document.evidence["region"] == "该行的 region：香港"
    assert document.evidence["kind"] == "该行的 genre：立法會發言"


@pytest.mark.parametrize("suffix", OPENERS)
def test_packed_lines_are_read_the_same(tmp_path, suffix):
    path = write(tmp_path / f"a{suffix.upper()}", LINE, {**LINE, "id": "2"})
    assert [item.id for item in read_jsonl(path, path.name, Settings())] == ["legco:1", "2"]


def test_text_is_one_paragraph_a_line(read):
    document = one(read, paragraphs=None, text="第一段。\r\n第二段。\n\n　第三段。\n")
    assert [p.text for p in document.paragraphs] == ["第一段。", "第二段。", "　第三段。"]


def test_a_line_without_id_is_called_by_its_place(read):
    documents, _ = read({"title": "甲", "text": "一"}, b"", {"title": "乙", "text": "二", "id": 7})
    assert [document.id for document in documents] == ["sub/a.jsonl:1", "7"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("河南", "河南省"),
        ("臺灣", "台湾省"),
        ("香港", "香港特别行政区"),
        ("全国", "全国"),
        ("河南省", "河南省"),
        ("宁夏", "宁夏回族自治区"),
    ],
)
def test_a_region_is_mapped_to_its_path(read, name, path):
    assert one(read, region=name).region == path


def test_a_region_beyond_the_tables_is_kept_as_it_is_written(read):
    document = one(read, region="火星")
    assert (document.region, document.extra) == (None, {"region": "火星"})


@pytest.mark.parametrize(
    ("given", "speakers"),
    [
        ("习近平", [("习近平", None)]),
        ("艾尔肯·吐尼亚孜", [("艾尔肯·吐尼亚孜", None)]),
        ("溫家寶", [("温家宝", None)]),
        ("王 伟", [("王伟", None)]),
        ("副区长", [("〈副区长〉", "副区长")]),
        ("省長", [("〈省长〉", "省长")]),
        ("区教育局党组书记、局长", [("〈区教育局党组书记、局长〉", "区教育局党组书记、局长")]),
        ("<副区长>", [("〈副区长〉", "副区长")]),
        ("省长王伟中", [("王伟中", "省长")]),
        ("李克强总理", [("李克强", "总理")]),
        ("张三、李四", [("张三", None), ("李四", None)]),
        (["张三", "副区长", "张三"], [("张三", None), ("〈副区长〉", "副区长")]),
        ([{"name": "張三", "office": "局長"}], [("张三", "局长")]),
        ({"office": "局长"}, [("〈局长〉", "局长")]),
        ([{"name": "张伟", "id": "一中"}, "张伟"], [("张伟（一中）", None), ("张伟", None)]),
        ([], []),
    ],
)
def test_speakers_are_names_or_offices_and_speak_every_paragraph(read, given, speakers):
    document = one(read, speaker=given)
    assert document.speakers == tuple(Speaker(*speaker) for speaker in speakers)
    names = tuple(name for name, _ in speakers)
    assert all(paragraph.speakers == names for paragraph in document.paragraphs)


@pytest.mark.parametrize(
    ("genre", "kind", "extra"),
    [
        ("讲话", "speech", {}),
        ("立法會發言", "speech", {}),
        ("教育新闻", "news", {}),
        ("政府工作报告", "report", {}),
        ("法律法规", "law", {}),
        ("法規", "law", {}),
        ("案例", "other", {"genre": "案例"}),
        (None, "other", {}),
    ],
)
def test_the_genre_gives_the_kind(read, genre, kind, extra):
    document = one(read, genre=genre)
    assert (document.kind, document.extra) == (kind, extra)


def test_a_kind_of_its_own_goes_before_the_genre(read):
    document = one(read, kind="report")
    assert (document.kind, document.extra) == ("report", {"genre": "立法會發言"})


def test_unknown_keys_are_kept_in_their_order_and_null_is_unknown(read):
    document = one(read, level="命令", category=["甲"], text="别的", url="http://a.b")
    assert document.extra == {"level": "命令", "category": ["甲"], "text": "别的"}
    assert list(document.extra) == ["level", "category", "text"]
    assert document.url == "http://a.b"
    (document,), _ = read({**LINE, "date": None, "level": None})
    assert (document.date, document.extra) == (None, {})


def test_the_year_follows_from_the_date_and_the_script_from_the_text(read):
    document = one(read, year=None, script=None)
    assert (document.year, document.script) == (2013, "Hant")
    assert document.evidence["year"] == "该行的 date：2013-02-06"
    assert one(read, script=None, paragraphs=["双减工作落实了"]).script == "Hans"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"title": "x", ', "不是有效的 JSON"),
        (b"[1]", "不是 JSON 对象"),
        (b'"x"', "不是 JSON 对象"),
        (b'{"title": "x", "text": NaN}', "不是可用的 JSON"),
        (b"[" * 100_000, "不是可用的 JSON"),
        (b"\xff\xfe", "不是 UTF-8"),
        (b'{"title": "\\ud800", "text": "x"}', "代理码"),
        ({"text": "正文"}, "缺少 title"),
        ({"title": " ", "text": "正文"}, "title"),
        ({"title": "x"}, "缺少 paragraphs 或 text"),
        ({"title": "x", "paragraphs": "正文"}, "paragraphs"),
        ({"title": "x", "paragraphs": ["正文", 1]}, "paragraphs"),
        ({"title": "x", "paragraphs": []}, "没有正文"),
        ({"title": "x", "text": " \n"}, "没有正文"),
        ({"title": "x", "text": "正文", "id": [1]}, "id"),
    ],
)
def test_a_broken_line_is_reported_by_its_number_and_the_others_are_kept(read, line, reason):
    documents, problems = read(LINE, line, {**LINE, "id": "3"})
    assert [document.id for document in documents] == ["legco:1", "3"]
    (problem,) = problems
    assert problem.line == 2
    assert reason in str(problem)
    assert str(problem).startswith("第 2 行：")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date", "2013-02-30"),
        ("date", "1946-00-00"),
        ("year", "去年"),
        ("year", True),
        ("script", "繁体"),
        ("kind", "演说"),
        ("complete", "yes"),
        ("authors", [1]),
        ("speaker", 5),
        ("source", ["a"]),
    ],
)
def test_a_field_that_cannot_be_used_is_reported_and_kept_aside(read, key, value):
    (document,), (problem,) = read({**LINE, "genre": None, key: value})
    assert document.extra == {key: value}
    assert problem.line == 1
    assert "未采用" in str(problem)


def test_a_file_without_any_document_is_refused(read):
    for lines in ((b"",), (b"\n \n",), (b"x", b"y")):
        with pytest.raises(UnreadableFile):
            read(*lines)


def test_what_unpacks_to_more_than_the_limit_is_read_up_to_it(tmp_path):
    path = write(tmp_path / "a.jsonl.xz", LINE, b'{"title": "' + b"x" * 5_000_000)
    items = read_jsonl(path, "a", Settings(max_file_bytes=1_000_000))
    assert next(items).id == "legco:1"
    with pytest.raises(UnreadableFile, match=r"上限.*第 2 行"):
        next(items)


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.xz"])
def test_a_packed_file_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path, suffix):
    lines = [{**LINE, "id": str(n), "text": f"{n * n}" * 999} for n in range(200)]
    path = write(tmp_path / f"a{suffix}", *lines)
    path.write_bytes(path.read_bytes()[:-40])
    found = []
    with pytest.raises(UnreadableFile, match="不完整或已损坏"):
        found += (item.id for item in read_jsonl(path, "a", Settings()))
    for not_packed in (b"", b"plain"):
        path.write_bytes(not_packed)
        with pytest.raises(UnreadableFile):
            list(read_jsonl(path, "a", Settings()))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from([*LINE, "kind", "text", "speakers", "authors"]), values))
def test_any_object_gives_a_document_or_a_problem(read, record):
    documents, problems = read(LINE, record)
    assert documents[0].id == "legco:1"
    assert len(documents) == 2 or problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_ordinals_count_the_elements_of_paragraphs_and_nothing_is_cleaned(read, paragraphs):
    documents, problems = read({**LINE, "paragraphs": paragraphs}, LINE)
    if any(text.strip() for text in paragraphs):
        assert [p.text for p in documents[0].paragraphs] == paragraphs
        assert [p.ordinal for p in documents[0].paragraphs] == list(range(1, len(paragraphs) + 1))
    else:
        assert "没有正文" in str(problems[0])


@pytest.mark.corpus
def test_the_corpus_is_read_without_a_problem(corpora):
    items = list(read_jsonl(corpora / "education.jsonl.xz", "education.jsonl.xz", Settings()))
    assert len(items) == 1_041
    assert sum(len(document.paragraphs) for document in items) == 23_295
    assert sum("〈教育局局长〉" in {s.name for s in one.speakers} for one in items) == 118
    assert not any(document.extra for document in items)
