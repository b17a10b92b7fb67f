"""What a person writes into a sidecar wins over what reading found."""

from dataclasses import replace
from datetime import date

import pytest

from searchapp.documents.model import Document, Paragraph, Speaker
from searchapp.documents.sidecar import apply_sidecar, sidecar_names

TEXTS = (
    "4月1日，全市教育工作会议召开。",
    "张三指出，要落实双减。",
    "李四要求，各学校要抓好安全。",
    "会议由王五主持。",
)
NEWS = Document(
    id="a",
    title="会议召开",
    kind="news",
    region="河南省",
    year=2020,
    date=date(2020, 4, 1),
    speakers=(Speaker("张三"), Speaker("〈副区长〉", "副区长")),
    paragraphs=(
        Paragraph(1, TEXTS[0]),
        Paragraph(2, TEXTS[1], ("张三",)),
        Paragraph(3, TEXTS[2], ("〈副区长〉",)),
        Paragraph(4, TEXTS[3]),
    ),
    evidence={"region": "河南"},
)
SPEECH = replace(NEWS, kind="speech")


@pytest.fixture
def correct(tmp_path):
    """A document as a sidecar of the given content corrects it, and the messages."""

    def correct(document, content):
        sidecar = tmp_path / "a.meta.toml"
        sidecar.write_bytes(content if isinstance(content, bytes) else content.encode())
        corrected, problems = apply_sidecar(document, sidecar)
        return corrected, [str(problem) for problem in problems]

    return correct


def spoken(document):
    return [paragraph.speakers for paragraph in document.paragraphs]


def test_every_field_can_be_given(correct):
    corrected, messages = correct(
        NEWS,
        """
        title = "在会议上的讲话"
        subtitle = "（节选）"
        kind = "speech"
        model = true
        source = "教育局"
        authors = ["甲", "乙"]
        url = "http://a.b"
        published = 2021-03-05
        date = "2021-03-04"
        year = 2021
        region = "臺灣"
        speakers = [{name = "張三", office = "局長"}]
        complete = false
        script = "Hant"
        """,
    )
    assert not messages
    assert corrected.metadata() | {"evidence": {}} == {
        "id": "a",
        "title": "在会议上的讲话",
        "subtitle": "（节选）",
        "kind": "speech",
        "model": True,
        "source": "教育局",
        "authors": ["甲", "乙"],
        "url": "http://a.b",
        "published": "2021-03-05",
        "date": "2021-03-04",
        "year": 2021,
        "region": "台湾省",
        "speakers": [{"name": "张三", "office": "局长"}],
        "complete": False,
        "script": "Hant",
        "evidence": {},
    }
    assert set(corrected.evidence.values()) == {"附加说明文件 a.meta.toml"}


def test_what_is_not_given_stays_with_its_evidence(correct):
    corrected, messages = correct(NEWS, 'source = "教育局"')
    assert corrected == replace(
        NEWS,
        source="教育局",
        evidence={"region": "河南", "source": "附加说明文件 a.meta.toml"},
        confidence={"source": 1.0},
    )
    assert not messages


def test_a_year_follows_from_a_date_given_without_one(correct):
    assert correct(NEWS, "date = 2019-12-31")[0].year == 2019
    assert correct(NEWS, "date = 2019-12-31\nyear = 2020")[0].year == 2020


def test_an_empty_string_says_that_something_is_unknown(correct):
    content = 'region = ""\ndate = ""\nyear = ""\nspeakers = []\n'
    corrected, messages = correct(NEWS, content)
    assert (corrected.region, corrected.date, corrected.year) == (None, None, None)
    assert corrected.speakers == ()
    assert spoken(corrected) == [()] * 4
    assert not messages


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('"地区" = "河南"', "没有 地区 这一项"),
        ('id = "b"', "没有 id 这一项"),
        ('region = "火星"', "行政区划"),
        ("year = 21", "四位数字"),
        ('date = "三月四日"', "2021-03-04"),
        ('title = ""', "title"),
        ('kind = ""', "kind"),
        ("complete = 1", "true 或 false"),
        ('speakers = [{who = "张三"}]', "speakers"),
        ("region = 河南", "不是有效的 TOML（第 1 行第 10 个字符处）"),
        ("source = '", "不是有效的 TOML（末尾处）"),
        (b"\xff\xff\xff", "无法读取"),
    ],
)
def test_what_cannot_be_used_is_reported_and_changes_nothing(correct, content, reason):
    corrected, messages = correct(NEWS, content)
    assert corrected == NEWS
    (message,) = messages
    assert message.startswith("附加说明文件 a.meta.toml：")
    assert reason in message


def test_the_good_values_beside_a_bad_one_count(correct):
    corrected, messages = correct(NEWS, 'year = 21\nregion = "浙江"')
    assert (corrected.year, corrected.region) == (2020, "浙江省")
    assert len(messages) == 1


def test_a_sidecar_that_notepad_saved_is_read(correct):
    content = 'source = "某某区教育局办公室"'
    for encoding in ("gbk", "utf-8-sig", "utf-16"):
        assert correct(NEWS, content.encode(encoding))[0].source == "某某区教育局办公室"


def test_the_only_speaker_of_a_speech_speaks_all_of_it(correct):
    corrected, _ = correct(SPEECH, 'speakers = ["赵六"]')
    assert corrected.speakers == (Speaker("赵六"),)
    assert spoken(corrected) == [("赵六",)] * 4


def test_speakers_keep_the_paragraphs_in_which_reading_found_them(correct):
    corrected, _ = correct(NEWS, 'speakers = [{name = "张三", office = "局长"}]')
    assert spoken(corrected) == [(), ("张三",), (), ()]


def test_a_speaker_who_was_not_found_speaks_where_he_is_mentioned(correct):
    corrected, _ = correct(NEWS, 'speakers = ["张三", "李四"]')
    assert spoken(corrected) == [(), ("张三",), ("李四",), ()]


def test_a_speaker_who_is_not_mentioned_either_speaks_where_nobody_is_known_to(correct):
    corrected, _ = correct(NEWS, 'speakers = ["张三", "赵六"]')
    assert spoken(corrected) == [("赵六",), ("张三",), (), ("赵六",)]


@pytest.mark.parametrize("document", [NEWS, SPEECH])
@pytest.mark.parametrize(
    "speakers", ['["赵六", "钱七"]', '["王五"]', '["副区长"]', '["X", "张三"]']
)
def test_every_speaker_has_a_paragraph(correct, document, speakers):
    corrected, _ = correct(document, f"speakers = {speakers}")
    names = {name for names in spoken(corrected) for name in names}
    assert names == {speaker.name for speaker in corrected.speakers}


def test_a_sidecar_is_named_after_the_file_with_or_without_its_suffix():
    assert sidecar_names("2021.讲话.txt") == ("2021.讲话.txt.meta.toml", "2021.讲话.meta.toml")


def test_what_a_person_says_is_certain(correct):
    doubtful = replace(NEWS, confidence={"region": 0.5, "year": 0.6})
    corrected, _ = correct(doubtful, 'region = "河南省/郑州市"')
    assert corrected.confidence == {"region": 1.0, "year": 0.6}
