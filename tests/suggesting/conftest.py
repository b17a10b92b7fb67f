"""A small index with namesakes in pinyin, regions inside regions, and phrases that come back."""

import json

import pytest

from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings

TALKS = [
    (
        "吴晓昊",
        "河南省/郑州市",
        2021,
        ["推动教育高质量发展，落实立德树人根本任务。", "减轻学生负担。"],
    ),
    ("单霁翔", "河南省/郑州市/中原区", 2022, ["教育高质量发展是主题。", "保护文物，部署工作。"]),
    (
        "单霁翔",
        "山东省/枣庄市",
        2023,
        ["教育优质均衡发展。", "落实立德树人根本任务，建设教师队伍。"],
    ),
    ("吕玉刚", "重庆市", 2023, ["加强教师队伍建设，推动教育高质量发展。", "减轻教师负担。"]),
    ("李慧瓊", "香港特别行政区", 2022, ["優質教育基金。", "推動優質教育發展，優質教育基金。"]),
    ("艾尔肯·吐尼亚孜", "新疆维吾尔自治区", 2021, ["教师队伍建设。", "教育的发展，教育的改革。"]),
]


@pytest.fixture(scope="session")
def talks(tmp_path_factory):
    """Settings of an index of the talks."""
    folder = tmp_path_factory.mktemp("talks")
    rows = [
        {
            "id": f"talk{number}",
            "title": f"{year}年{region.rpartition('/')[2]}教育工作会议",
            "speaker": speaker,
            "region": region,
            "year": year,
            "paragraphs": paragraphs,
        }
        for number, (speaker, region, year, paragraphs) in enumerate(TALKS)
    ]
    (folder / "source").mkdir()
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "source" / "talks.jsonl").write_text(lines, "utf-8")
    settings = Settings(source=folder / "source", index=folder / "index")
    reindex(settings)
    return settings


@pytest.fixture(scope="session")
def index(talks):
    return LiveIndex(talks.index).current()
