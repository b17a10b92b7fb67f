"""What a page of results weighs: its own text, and how many other things it needs."""

import json
import re

import pytest

from searchapp import create_app
from searchapp.charts import _PROVINCES
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings

MOST_BYTES = 60_000
"""Of a page of results over any number of paragraphs, 20 hits and 30 values a facet."""
SAID = (
    "推进义务教育优质均衡发展和城乡一体化，优化区域资源配置，强化普惠发展，坚持多样化发展，完善办学条件保障机制，"
    "加强教师队伍建设，提高待遇，培养造就高水平教师队伍，健全学校家庭社会育人机制，加快建设教育强国，办好人民满意的"
    "教育，落实立德树人根本任务，深化综合改革，统筹发展和安全，扩大优质资源供给，增进民生福祉，全面完成各项任务。"
)


@pytest.fixture(scope="module")
def heavy(tmp_path_factory):
    """A site of 70 years, all provinces and 80 speakers with offices, of long titles and texts."""
    folder = tmp_path_factory.mktemp("heavy")
    (folder / "source").mkdir()
    provinces = list(_PROVINCES.values())
    signs = "赵钱孙李周吴郑王冯陈"
    rows = [
        {
            "id": f"xwlb:VIDEl11rw92lcHM17AwZdCe6{number:06}",
            "title": f"在全省教育工作会议暨义务教育优质均衡发展推进会上的讲话（第{number}次）",
            "year": 1955 + number % 70,
            "region": f"{provinces[number % 34]}",
            "speakers": [
                {
                    "name": f"{signs[number % 10]}{'建国文武明德志新'[number // 10 % 8]}华",
                    "office": "省委教育工委书记、省教育厅党组书记、厅长",
                }
            ],
            "paragraphs": [f"{number}，{SAID}"],
        }
        for number in range(560)
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "source" / "rows.jsonl").write_text(lines, "utf-8")
    settings = Settings(source=folder / "source", index=folder / "index")
    reindex(settings)
    return create_app(settings).test_client()


@pytest.mark.parametrize(
    "query",
    [
        "q=教育",
        "q=教育&page=5",
        "q=教育&collapse=0&sort=date",
        "q=优质均衡&collapse=0&per_page=20",
        "q=教育&view=lines",
        "",
        "q=教育&year=2021&year=2022&region=河南省&exclude_speaker=~unknown&collapse=0",
    ],
)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_page_of_results_is_light(heavy, query, language):
    answer = heavy.get(f"/?{query}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert len(answer.data) < MOST_BYTES


def test_a_page_of_results_needs_one_style_and_one_script(heavy):
    text = heavy.get("/?q=教育").text
    assert len(re.findall(r"<script", text)) == 1
    assert len(re.findall(r'<link rel="stylesheet"', text)) == 1
    assert not re.findall(r"<(?:img|iframe|object|embed|video|audio|source|use)\b", text)
