"""Dates as people write them, and the one of them that is the day of the event."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.documents.dates import date_mentions, full_date
from searchapp.documents.occasion import Occasion, occasion
from searchapp.text.fold import fold

PUBLISHED = date(2021, 2, 25)


def happened(title: str, text: str, published: date | None = None) -> Occasion:
    return occasion(fold(title), [], [fold(text)], published, told=True)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024年3月10日上午", date(2024, 3, 10)),
        ("２０２４年３月１０日", date(2024, 3, 10)),
        ("二〇二四年三月十日", date(2024, 3, 10)),
        ("二零二四年十二月二十一日", date(2024, 12, 21)),
        ("民國113年3月10日", date(2024, 3, 10)),
        ("民國一百一十三年三月十日", date(2024, 3, 10)),
        ("发布时间:2021/3/4 21:08:46", date(2021, 3, 4)),
        ("2020-4-1 09:12:00", date(2020, 4, 1)),
        ("2024年2月30日", None),
        ("2月24日下午", None),
        ("编号12024-13-45", None),
    ],
)
def test_a_whole_date_is_read_however_it_is_written(written: str, day: date | None) -> None:
    assert full_date(fold(written)) == day


@given(st.text())
def test_reading_dates_never_fails(text: str) -> None:
    for mention in date_mentions(fold(text)):
        assert 0 <= mention.start < mention.end <= len(text)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert full_date(f"于{day.year}年{day.month}月{day.day}日召开") == day


def test_a_day_without_a_year_is_the_last_one_before_publication() -> None:
    assert happened("要闻", "2月24日下午，会议召开。", PUBLISHED).day == date(2021, 2, 24)
    assert happened("要闻", "12月24日下午，会议召开。", PUBLISHED).day == date(2020, 12, 24)


def test_a_day_without_a_year_and_nothing_to_tell_it_is_unknown() -> None:
    found = happened("要闻", "2月24日下午，教师大会召开。")
    assert (found.day, found.year) == (None, None)


def test_the_meetings_own_year_wins_over_the_days() -> None:
    found = happened("全市2020年度教育工作会议召开", "2021年1月8日，会议召开。", PUBLISHED)
    assert (found.day, found.year) == (date(2021, 1, 8), 2020)


def test_a_year_that_a_title_only_speaks_of_is_not_the_events() -> None:
    found = happened("2020年的成绩见证了努力", "2月24日下午，会议召开。", PUBLISHED)
    assert found.year == 2021


@pytest.mark.parametrize(
    "text",
    [
        "截至2月10日，全区已有学校20所。",
        "开学不早于2月13日。",
        "2月20日是启动日，全校参加。",
        "每月23日主题党日活动。",
        "从2月5日起，成立工作组。",
    ],
)
def test_a_day_that_is_only_spoken_of_is_not_the_events(text: str) -> None:
    assert happened("要闻", text, PUBLISHED).day is None


def test_a_day_of_the_month_takes_the_month_named_before_it() -> None:
    text = "9月20日是启动日，21日上午一早，市教育局局长前来我校督查。"
    assert happened("督查", text, date(2019, 9, 23)).day == date(2019, 9, 21)


def test_a_telegrams_day_is_the_reports() -> None:
    text = "中新社北京3月31日电 王登峰在北京表示，开学复课遵循三不原则。"
    assert happened("教育部", text, date(2020, 3, 31)).day == date(2020, 3, 31)


def test_long_past_days_are_background_not_news() -> None:
    text = "2014年4月15日，会议首次召开。"
    assert happened("要闻", text, PUBLISHED).day is None


def test_the_line_under_a_speechs_title_gives_its_day() -> None:
    above = [fold("——2025年1月18日在云南省第十四届人民代表大会第三次会议上")]
    found = occasion("政府工作报告", above, ["各位代表:"], None, told=False)
    assert (found.day, found.year) == (date(2025, 1, 18), 2025)


def test_a_speechs_body_does_not_date_it() -> None:
    found = occasion("在会上的讲话", [], ["2021年3月1日,总书记来视察。"], None, told=False)
    assert (found.day, found.year) == (None, None)


def test_an_anniversary_in_a_title_counts_to_its_year() -> None:
    found = happened("我市庆祝第30个教师节", "9月8日晚，我市举行晚会。")
    assert found.day == date(2014, 9, 8)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("在2020—2021学年第一学期开学会议上的讲话", 2020),
        ("在2020—2021学年第二学期开学会议上的讲话", 2021),
        ("2023学年第二学期工作会议", 2024),
        ("2021—2025年教育发展规划", None),
        ("2030年将实现教育现代化", None),
        ("值此第39个教师节来临之际的致辞", 2023),
        ("庆祝第二十九个教师节大会", 2013),
    ],
)
def test_years_of_school_spans_and_anniversaries(title: str, year: int | None) -> None:
    assert occasion(fold(title), [], [], None, told=False).year == year


def test_today_and_yesterday_of_a_report_count_from_its_publication() -> None:
    assert happened("开学", "今天上午，学校举行开学典礼。", PUBLISHED).day == PUBLISHED
    assert happened("开学", "昨天下午，学校举行开学典礼。", PUBLISHED).day == date(2021, 2, 24)
    assert happened("开学", "他说：“今天上午，我来得早。”", PUBLISHED).day is None


def test_a_day_long_before_the_years_that_follow_is_a_look_back() -> None:
    text = "2018年9月10日，大会召开。2021年7月，政策出台。"
    assert happened("回顾", text).day is None


def test_years_that_speak_against_the_meetings_own_are_told() -> None:
    found = occasion("2021年教育会议", [], ["同志们:2022年我们要努力。"], None, told=False)
    assert found.year == 2021
    assert any("2022年" in words for words in found.disagreements)
