"""What goes from a page, why, and that nothing else does."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.documents.cleaning import Cleaned, clean
from searchapp.documents.glosses import without_glosses
from searchapp.documents.model import RawText
from searchapp.documents.page_markers import page_starts
from searchapp.documents.understand import understand

# Everything that goes from a seed but its pinyin glosses: (reason, how it begins), in order.
GONE = {
    "000": [
        ("标题之前的栏目", "河南商报电子版"),
        ("标题之前的栏目", "当前位置: 首页 » 教育"),
        ("标题之前的栏目", "教育"),
        ("标题", "用“心”用“情”做教育,2020年的成绩"),
        ("页面工具", "放大字体\xa0\xa0缩小字体 发布日期"),
        ("重复正文的核心提示", "核心提示:2月24日下午"),
        ("作者署名", "河南商报记者 高嵩 通讯员 高慧恒/文 受访者供图"),
        ("编辑署名", "(编辑\xa0刘梦鸽)"),
        ("链接", "关于我们 | 网站地图 | 网站留言 | 广告服务 | 联系我们"),
        ("版权与备案", "版权所有 河南商报社"),
    ],
    "001": [
        ("标题", "副区长在2021年教育工作会议上的讲话范文.doc"),
        ("文库站点的说明", "上传人:一*** 文档编号:13244393"),
        ("链接", "返回 下载 相关 举报"),
        ("标题", "副区长在2021年教育工作会议上的讲话范文.doc_第1页"),
        ("页码", "第1页 / 共6页"),
        ("标题", "副区长在2021年教育工作会议上的讲话范文.doc_第2页"),
        ("页码", "第2页 / 共6页"),
        ("文库站点的说明", "点击查看更多>>"),
        ("文库站点的说明", "资源描述"),
        ("文库站点的说明", "《副区长在2021年教育工作会议上的讲话范文.doc》由会员分享"),
        ("页码", "1、"),
        ("标题", "副区长在2021年教育工作会议上的讲话范文副区长在2021年教育工作会议上的讲话范文"),
        *(("页码", f"{number}、") for number in range(2, 10)),
        ("页码", "第 6 页 共 6 页"),
        ("文库站点的说明", "展开阅读全文"),
        ("文库站点的说明", "相关资源"),
        ("文库站点的说明", "相关搜索"),
        ("所在位置", "当前位置:首页 > 应用文书 > 汇报体会"),
        ("文库站点的说明", "本站为文档C TO C交易模式"),
        ("版权与备案", "工信部备案号:黑ICP备15003705号"),
    ],
    "002": [],
    "003": [
        ("标题之前的栏目", "到文鼎文库首页"),
        ("标题", "在2021年全市教育系统工作会议上的讲话"),
        ("发布信息", "发布时间:2021/3/4 21:08:46"),
        ("网站自编的提纲", "【提纲】(一)校园疫情防控取得重要阶段性胜利。"),
        ("副标题", "共建共享幸福教育奋力开启X教育现代化新征程"),
        ("标题", "——在2021年全市教育系统工作会议上的讲话"),
        ("预览截断的提示", "……(文鼎文库www.wentop.com此处省略1358字。"),
        ("没有文字", "……"),
        ("预览截断的提示", "预览结束,全文15501字"),
        ("正文之后的页面文字", "本文15"),
        ("文库站点的说明", "下载全文"),
    ],
    "004": [
        ("标题", "2020年度全省教育工作会议精神在汝州市教育系统引起热议"),
        ("没有文字", "["),
        ("来源", "河南省教育网"),
        ("没有文字", "]"),
        ("作者署名", "作者:"),
        ("作者署名", "王志伟 马鹏飞"),
        ("时间", "2020-02-27 11:28:03"),
        ("没有文字", "|"),
        ("作者署名", "(通讯员 王志伟 马鹏飞 供稿)"),
        ("作者署名", "责任编辑:曹雪"),
        ("页面工具", "浏览次数:次"),
    ],
}


def cleaned(*lines: str) -> Cleaned:
    return clean(RawText(lines))


def seed(seeds: Path, number: str) -> RawText:
    (path,) = seeds.glob(f"{number}_*.txt")
    return RawText(tuple(path.read_text("utf-8").splitlines()))


@pytest.mark.parametrize("number", GONE)
def test_each_seed_loses_exactly_these_lines_for_these_reasons(seeds: Path, number: str) -> None:
    removed = clean(seed(seeds, number)).removed

    without_pinyin = [one for one in removed if one.reason != "拼音注音"]
    assert [one.reason for one in without_pinyin] == [reason for reason, _ in GONE[number]]
    for one, (_, beginning) in zip(without_pinyin, GONE[number], strict=True):
        assert one.text.startswith(beginning)


def test_only_the_glossed_seed_loses_glosses(seeds: Path) -> None:
    counts = {
        number: sum(one.reason == "拼音注音" for one in clean(seed(seeds, number)).removed)
        for number in GONE
    }
    assert counts.pop("002") > 300
    assert set(counts.values()) == {0}


@pytest.mark.parametrize("number", GONE)
def test_what_a_seed_keeps_and_what_it_loses_is_all_there_was(seeds: Path, number: str) -> None:
    raw = seed(seeds, number)
    result = clean(raw)

    there_was = sum(len("".join(line.split())) for line in raw.lines)
    kept = sum(len("".join(line.split())) for line in result.lines)
    lost = sum(len("".join(one.text.split())) for one in result.removed)
    assert kept + lost == there_was


def test_pinyin_goes_and_what_a_writer_puts_in_brackets_stays() -> None:
    lines = ["落實(shí)中小學(xué)、校(園)長(zhǎng)和(STEM)的(de)工作", "校(园)长读(OK)吧"]
    assert without_glosses(lines)[0] == ["落實中小學、校(園)長和(STEM)的工作", "校(园)长读(OK)吧"]


def test_letters_in_brackets_are_no_pinyin_where_nothing_else_is() -> None:
    assert without_glosses(["同学们(he)好"])[0] == ["同学们(he)好"]


def test_page_numbers_in_mid_sentence_are_joined_over() -> None:
    page = "我们要全面贯彻党的教育方针，" * 12
    lines = cleaned(
        f"1、{page}不忘立", "", f"2、德树人初心，{page}政策机遇", "", "3、。谢谢大家！"
    ).lines

    assert len(lines) == 1
    assert "不忘立德树人初心" in lines[0]
    assert lines[0].endswith("政策机遇。谢谢大家！")


def test_a_list_of_the_writers_own_keeps_its_numbers() -> None:
    point = "坚持立德树人，全面提高教育质量。" * 12
    lines = [f"{number}、{point}" for number in (1, 2, 3)]
    assert page_starts(lines) == {}
    assert page_starts(["1、加强领导", "2、落实责任", "3、改进作风"]) == {}


def test_a_notice_of_omitted_text_marks_the_text_as_incomplete_and_joins_nothing() -> None:
    result = cleaned(
        "教育工作会议召开",
        "会议召开了。领导到联系学",
        "……(某某文库此处省略1358字。点击下载全文)……",
        "校调研。",
    )

    assert result.lines == ("会议召开了。领导到联系学", "校调研。")
    assert result.omission


def test_words_that_a_page_uses_of_itself_stay_in_what_somebody_says() -> None:
    said = (
        "今后要公开浏览次数，接受社会监督。",
        "相关资源要向基层倾斜。",
        "责任编辑要把好关，编辑部要负起责任。",
        "下一条措施是落实双减。",
    )
    assert cleaned("关于做好教育宣传工作的意见", "", *said).lines == said


def test_a_bare_heading_after_a_sentence_about_resources_stays() -> None:
    lines = ("教育工作要点。", "相关资源要向基层倾斜。", "加强领导")
    assert cleaned(*lines).lines == lines


def test_a_reporters_name_behind_the_last_sentence_is_no_part_of_the_text() -> None:
    result = cleaned("北京开学时间未定", "北京将结合要求做研判。新京报记者方怡君")

    assert result.lines == ("北京将结合要求做研判。",)
    assert result.imprint.authors == ("方怡君",)
    assert result.imprint.source == "新京报"


def test_control_characters_go() -> None:
    assert cleaned("教育\x00工作\u200b会议\x07召开。").lines == ("教育工作会议召开。",)


FURNITURE = "当前位置：首页|责任编辑：|浏览次数：|版权所有|【提纲】|1、|——|第1页|作者：|2024-01-01"
fragments = st.sampled_from(
    [
        *FURNITURE.split("|"),
        "会议",
        "同志们：",
        "指出",
        "一、",
        "（",
        "）",
        "“",
        "”",
        "。",
        "，",
        " ",
        "(shí)",
        "我",
    ]
)
pages = st.lists(st.lists(fragments, max_size=12).map("".join) | st.text(max_size=80), max_size=20)


@given(pages, st.none() | st.text(max_size=40))
def test_cleaning_arbitrary_text_never_fails_and_is_always_the_same(
    lines: list[str], title: str | None
) -> None:
    raw = RawText(tuple(lines), title=title)
    assert clean(raw) == clean(raw)


@given(
    st.lists(
        st.text("教育工作要全面发展学生老师落实提高质量", min_size=12, max_size=60), min_size=1
    )
)
def test_no_sentence_without_furniture_disappears(sentences: list[str]) -> None:
    lines = [f"{sentence}。" for sentence in sentences]
    assert cleaned(*lines).lines == tuple(lines)


PLAIN_WORDS = """
我们 全市 教育 工作 学校 老师 家长 2024年 3月10日 局长 王强
指出 强调 要求 一是 二要 （一） “双减” 、 ， ； ：
河南省 郑州市 鼓楼区 今天 会议 召开 他说 教育部 时间 来源于
发布 编辑 阅读 上一代 下一代 首页 相关 记者 说 版权
"""
sentences = st.lists(st.sampled_from(PLAIN_WORDS.split()), min_size=4, max_size=30).map(
    lambda words: f"今年{''.join(words)}要抓好。"
)


@given(st.lists(sentences, min_size=1, max_size=12))
def test_no_sentence_of_plain_words_disappears_whatever_stands_around_it(lines: list[str]) -> None:
    text = "".join(cleaned("全市教育工作会议", "来源：某网", *lines, "责任编辑：王强").lines)
    for line in lines:
        assert line in text


@pytest.mark.parametrize(
    "words",
    [
        "版权所有，侵权必究",
        "未经授权不得转载",
        "免责声明",
        "如有侵权请联系删除",
        "阅读次数：",
        "点击下载全文",
    ],
)
def test_a_long_paragraph_that_speaks_of_such_things_stays(words: str) -> None:
    paragraph = "要坚持立德树人，全面提高教育质量。" * 120 + words + "要讲清道理。" * 120
    assert cleaned("全市教育工作会议上的讲话", "同志们：", paragraph).lines[-1] == paragraph


HOSTILE = """
( | \u3000 | 1、 | a( | 记者  | “ | 在会上
 | 、 | 一是 | 局长 | 王强 | 来源： | 第1页  | 《 | 我代表 | 台州 | 南京市鼓楼区 | 今天
 | 2021- | 张三： | [张三] | 阿·
 | 版权 | 未经 | （责任编辑： | 他说 | 全国大会 | 等 | 以 | 省略1 | 教育厅、 | 首  |  ：
"""


@pytest.mark.parametrize("hostile", HOSTILE.replace("\n", "").split(" | "))
def test_hostile_lines_cost_no_more_than_their_length(hostile: str) -> None:
    """Twice the length may cost three times the time at most, or so little that it is noise."""

    def cost(length: int) -> float:
        line = hostile * (length // len(hostile))
        started = time.process_time()
        understand(RawText((line, f"会议{line}", f"同志们：{line}。")), "hostile")
        return time.process_time() - started

    cost(100)
    short = cost(8_000)
    assert cost(16_000) < max(3 * short, 1.5)
