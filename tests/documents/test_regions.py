"""Names of regions to paths, and texts to the region they are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.documents.locating import locate
from searchapp.documents.regions import region_path
from searchapp.text.fold import fold


def located(title: str, *texts: str, site: str = "") -> str | None:
    found = locate(fold(title), [], [fold(site)], [fold(text) for text in texts])
    return found and found.path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("河南", "河南省"),
        ("河南省", "河南省"),
        ("臺灣", "台湾省"),
        ("香港", "香港特别行政区"),
        ("澳門", "澳门特别行政区"),
        ("全國", "全国"),
        ("宁夏", "宁夏回族自治区"),
        ("吉林", "吉林省"),
        ("郑州", "河南省/郑州市"),
        ("郑州市", "河南省/郑州市"),
        ("河南省郑州市中原区", "河南省/郑州市/中原区"),
        ("河南省/郑州市/中原区", "河南省/郑州市/中原区"),
        ("恩施州", "湖北省/恩施土家族苗族自治州"),
        ("浦东新区", "上海市/浦东新区"),
        ("东莞", "广东省/东莞市"),
        ("南京鼓楼区", "江苏省/南京市/鼓楼区"),
        ("下城区", "浙江省/杭州市/拱墅区"),
        ("莱芜市", "山东省/济南市/莱芜区"),
        ("江宁县", "江苏省/南京市/江宁区"),
        ("鼓楼区", None),
        ("朝阳区", None),
        ("火星", None),
        ("", None),
    ],
)
def test_a_name_leads_to_its_official_path_or_nowhere(name: str, path: str | None) -> None:
    assert region_path(name) == path


@given(st.text())
def test_any_text_is_a_region_or_none(text: str) -> None:
    assert region_path(text) is None or region_path(str(region_path(text))) == region_path(text)


def test_a_title_outweighs_where_the_conference_was() -> None:
    text = "中新网郑州3月31日电 河南省教育厅宣布。新闻发布会在郑州召开。"
    assert located("河南：课程可通过暑假弥补", text) == "河南省"


def test_a_county_level_name_of_one_city_only_settles_the_path() -> None:
    text = "2024年3月10日上午，紅旗區教體文旅局召開2024年教育工作會議。"
    assert located("教育工作會議", text) == "河南省/新乡市/红旗区"


def test_a_name_of_several_cities_is_told_apart_by_the_rest_of_the_text() -> None:
    assert located("鼓楼区教育局召开会议", "会议在南京市召开。") == "江苏省/南京市/鼓楼区"
    assert located("鼓楼区教育局召开会议", "会议在局机关召开。") is None


def test_an_anonymised_text_is_placed_by_three_counties_of_one_city() -> None:
    title = "在全市教育系统工作会议上的讲话"
    text = (
        "我市路桥入选省实验区，三门入选教育部实验区，椒江成为训练营。与上海合作，镇海中学办分校。"
    )
    assert located(title, text) == "浙江省/台州市"
    assert located(title, text.replace("三门", "某县")) is None


def test_an_anonymised_text_is_placed_by_the_only_place_it_names() -> None:
    title = "副区长在教育工作会议上的讲话"
    assert located(title, "我区的目标就是要建成安阳首善之区。") == "河南省/安阳市"
    assert located(title, "我区要学习衡水经验。") is None


def test_a_ministry_is_of_the_nation() -> None:
    assert located("教育部：开学复课坚持“三不”原则", "发布会召开。") == "全国"


def test_a_sites_own_school_places_what_it_publishes() -> None:
    text = "2月14日下午，我校召开全体教工大会。"
    assert located("副局长来校", text, site="绍兴市第一中学") == "浙江省/绍兴市"


def test_a_newspaper_does_not_place_what_it_reprints() -> None:
    assert located("政府工作报告", "各位代表：", site="北京日报") is None


def test_words_that_only_look_like_places_place_nothing() -> None:
    assert (
        located(
            "我区教育工作",
            "隆重庆祝教师节，传承德育，创新乡村学校，保障长治久安，资源向城区倾斜，形成新的定海神针。",
        )
        is None
    )


def test_a_title_that_says_of_the_whole_province_goes_no_deeper() -> None:
    text = "4月26日，会议在合肥召开。安徽省教育厅副厅长讲话。合肥市教育局发言。"
    assert located("全省教育工作会议召开", text) == "安徽省"


def test_places_that_are_listed_or_visited_are_examples() -> None:
    assert located("经验交流", "上海市闵行区教育局、深圳市南山区教育局等地的做法值得学习。") is None
    assert located("赴上海考察体会", "浦东新区教育局介绍了经验。") is None


def test_the_bodies_of_hong_kong_macau_and_taiwan_place_a_text() -> None:
    assert located("局長隨筆", "行政長官公布施政報告，香港的學校獲益。") == "香港特别行政区"
    assert located("教育部新聞稿", "民國113年，立法院三讀通過。") == "台湾省"


def test_a_region_in_title_and_another_in_the_text_is_a_disagreement() -> None:
    found = locate("郑州市教育局召开会议", [], [], ["3月1日,洛阳市教育局召开会议。"])
    assert found is not None
    assert found.path == "河南省/郑州市"
    assert found.disagreement is not None
    assert "洛阳市" in found.disagreement


def test_the_republic_is_no_county() -> None:
    assert located("中华人民共和国义务教育法", "中华人民共和国公民依法享有权利。") is None
