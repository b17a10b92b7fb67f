"""Who speaks, with which office, in which paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.documents.model import Document, RawText
from searchapp.documents.names import closed_name, is_name
from searchapp.documents.understand import understand


def told(*paragraphs: str) -> Document:
    return understand(RawText(("全市教育工作会议召开", *paragraphs)), "news")


def spoken(*lines: str) -> Document:
    return understand(RawText(lines), "speech")


def who(document: Document) -> list[tuple[str, ...]]:
    return [paragraph.speakers for paragraph in document.paragraphs]


def offices(document: Document) -> dict[str, str | None]:
    return {speaker.name: speaker.office for speaker in document.speakers}


@pytest.mark.parametrize("name", ["魏强", "郑鹤鹤", "欧阳修文", "艾尔肯·吐尼亚孜", "干武东"])
def test_names_can_be_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("words", ["文件", "方案", "党委", "学校", "区委", "的人", "局长", "高三"])
def test_other_words_are_no_names(words: str) -> None:
    assert not is_name(words)


def test_print_may_put_blanks_inside_a_name() -> None:
    assert closed_name("张  工") == "张工"


def test_the_office_is_the_words_directly_before_the_name() -> None:
    document = told("会上，省教育厅党组书记、厅长郑邦山回顾了去年的成就。")
    assert offices(document) == {"郑邦山": "省教育厅党组书记、厅长"}


def test_without_office_at_his_speech_the_nearest_mention_before_it_counts() -> None:
    document = told(
        "局班子成员李中全、张钟舒出席会议。",
        "会议由党组副书记、工会主席李中全主持。",
        "最后，李中全要求各单位要及时传达。",
    )
    assert offices(document) == {"李中全": "党组副书记、工会主席"}
    assert who(document) == [(), (), ("李中全",)]


def test_an_office_may_stand_behind_the_name() -> None:
    document = told("沈江峰校长代表学校作了汇报。")
    assert offices(document) == {"沈江峰": "校长"}


def test_names_are_given_simplified_and_unnamed_variants_are_one() -> None:
    document = told(
        "黨組書記、局長鄭鶴鶴指出，教育優先。", "会议还有其他议程。", "郑鹤鹤强调，安全第一。"
    )
    assert offices(document) == {"郑鹤鹤": "党组书记、局长"}


def test_a_pronoun_means_the_last_one_who_spoke() -> None:
    document = told(
        "会上，局长吴晓昊作了讲话。",
        "他说，去年极不平凡。",
        "副局长魏强指出，要抓质量。",
        "她要求落实。",
    )
    assert who(document) == [("吴晓昊",), ("吴晓昊",), ("魏强",), ("魏强",)]


def test_numbered_points_after_an_introduction_are_his_until_the_narration_resumes() -> None:
    document = told(
        "局长段红征作了讲话，他强调：",
        "一是要提高站位。",
        "作为教育工作者，使命光荣。",
        "二是要奋勇争先。",
        "下一步，市教育局将重点做好以下工作：",
        "一是着力推动党建。",
    )
    assert who(document) == [*[("段红征",)] * 4, (), ()]


def test_whoever_hosts_reads_out_reports_or_attends_does_not_speak() -> None:
    document = told(
        "本报记者王小明报道，会议由副局长刁玉华主持。",
        "副局长刘振伟宣读了副市长张磊对教育工作的批示精神。",
        "党组成员陈冬霞传达了会议精神。",
        "局长贺晓敏、副局长石鑫炯等参加会议。",
    )
    assert document.speakers == ()


def test_one_who_is_listened_to_or_whose_demands_are_met_does_not_speak() -> None:
    document = told(
        "副市长丁晓燕来校检查，校长朱雯陪同。",
        "在听取了朱雯校长的汇报后，丁晓燕表示，要办出特色。",
        "朱雯就丁晓燕提出的三个专题作了汇报。",
    )
    assert who(document) == [(), ("丁晓燕",), ("朱雯",)]


def test_a_long_circumstance_may_stand_between_name_and_verb() -> None:
    document = told("纪检组长朱伟峰在听取学校关于正风肃纪工作的情况后强调，要增强意识。")
    assert who(document) == [("朱伟峰",)]


def test_what_stands_in_quotation_marks_makes_no_speakers() -> None:
    document = told("局长朱同正说：“张校长指出过这一点，我们要落实。”")
    assert who(document) == [("朱同正",)]


def test_a_speaker_may_stand_behind_his_words() -> None:
    document = told("“开学时间要综合考虑。”市教委新闻发言人李奕表示，要做研判。")
    assert offices(document) == {"李奕": "市教委新闻发言人"}


def test_in_the_first_person_only_the_deliverer_speaks() -> None:
    document = spoken(
        "政府工作报告",
        "——2025年1月19日在新疆维吾尔自治区第十四届人民代表大会第三次会议上",
        "自治区主席 艾尔肯·吐尼亚孜",
        "各位代表：",
        "现在，我代表自治区人民政府，向大会报告工作。",
        "厅长郑邦山指出，教育优先。",
    )
    assert offices(document) == {"艾尔肯·吐尼亚孜": "自治区主席"}
    assert set(who(document)) == {("艾尔肯·吐尼亚孜",)}
    assert document.date is not None
    assert document.region == "新疆维吾尔自治区"


def test_a_name_within_the_line_of_the_occasion_is_the_deliverers() -> None:
    document = spoken(
        "2025年北京市政府工作报告",
        "2025年1月14日在北京市第十六届人民代表大会第三次会议上北京市市长 殷勇同志作政府工作报告。",
        "各位代表：",
        "现在，我代表北京市人民政府，向大会报告政府工作。",
    )
    assert offices(document) == {"殷勇": "北京市市长"}


def test_an_unnamed_deliverer_bears_his_office_or_the_body_he_speaks_for() -> None:
    by_office = spoken("副区长在教育工作会议上的讲话", "同志们：下面我讲几点意见。")
    by_body = spoken("在教育工作会议上的讲话", "同志们：在此，我代表市教育局党委向大家表示感谢。")
    assert offices(by_office) == {"〈副区长〉": "副区长"}
    assert offices(by_body) == {"〈市教育局党委〉": "市教育局党委"}


def test_the_line_that_names_the_deliverer_is_metadata_and_no_paragraph() -> None:
    document = spoken(
        "在全县教育大会上的讲话", "县委书记 李 明", "（2022年9月8日）", "同志们：今天我们召开大会。"
    )
    assert offices(document) == {"李明": "县委书记"}
    assert [paragraph.text for paragraph in document.paragraphs] == ["同志们：今天我们召开大会。"]
    assert document.year == 2022


def test_a_speech_of_nobody_known_has_no_speaker() -> None:
    document = spoken("在教育工作会议上的讲话", "同志们：今天我们召开会议，意义重大。")
    assert document.kind == "speech"
    assert document.speakers == ()


def test_a_leader_who_is_only_quoted_is_no_speaker() -> None:
    document = told("会议召开。习近平总书记指出，教育是国之大计。", "局长魏强要求抓好落实。")
    assert set(offices(document)) == {"魏强"}


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "局长",
                    "王强",
                    "王强明",
                    "魏强",
                    "说",
                    "指出",
                    *"，。：“”他她、在的",
                    "一是",
                    "会上",
                    "听取",
                    "主持",
                    "同志们：",
                    "我代表",
                    "讲话",
                ]
            ),
            max_size=25,
        ).map("".join)
        | st.text(max_size=60),
        max_size=8,
    ),
    st.none() | st.text(max_size=30),
)
def test_understanding_never_fails_and_speakers_and_paragraphs_agree(
    lines: list[str], title: str | None
) -> None:
    document = understand(RawText(tuple(lines), title=title), "any")
    speaking = {name for paragraph in document.paragraphs for name in paragraph.speakers}
    assert speaking == {speaker.name for speaker in document.speakers}
    assert [paragraph.ordinal for paragraph in document.paragraphs] == list(
        range(1, len(document.paragraphs) + 1)
    )
    assert document == understand(RawText(tuple(lines), title=title), "any")
