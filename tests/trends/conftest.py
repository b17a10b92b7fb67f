"""An index of small documents of many years, regions and speakers, in several index segments."""

import json
import random

import pytest

from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings

REGIONS = (None, "全国", "河南省", "河南省/郑州市", "河南省/郑州市/中原区", "浙江省/杭州市")
SPEAKERS = (None, ["张明"], ["李华"], ["张明", "李华"], ["王芳"])
PARTS = (
    "双减",
    "減負",
    "素质教育",
    "减",
    "双",
    "教师队伍",
    "教师的队伍",
    "哈哈哈",
    "，",
    "。",
    "学 校",
)


def made(number, random):
    year = random.choice((None, 1998, 2001, 2002, 2003, 2007, 2007, 2050))
    day = year and random.choice((None, f"{year}-03-05", f"{year}-11-30"))
    return {
        "id": f"文/{number:02}",
        "title": f"第{number}次讲话",
        "year": year,
        "date": day,
        "region": random.choice(REGIONS),
        "speaker": random.choice(SPEAKERS),
        "paragraphs": [
            "".join(random.choices(PARTS, k=random.randint(1, 8)))
            for _ in range(random.randint(1, 4))
        ],
    }


@pytest.fixture(scope="session")
def rows():
    """The documents as they stand in the source folder at last."""
    chance = random.Random(20)
    return [made(number, chance) for number in range(60)]


@pytest.fixture(scope="session")
def settings(rows, tmp_path_factory):
    """Settings of an index of them, made by commits that replace, delete and add some."""
    folder = tmp_path_factory.mktemp("trends")
    (folder / "source").mkdir()
    settings = Settings(source=folder / "source", index=folder / "index")
    chance = random.Random(21)
    gone = [made(number, chance) for number in (*range(10, 20), *range(70, 75))]
    for part in ([*rows[:30], *gone[10:]], [*rows[:10], *gone[:10], *rows[20:45]], rows):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in part)
        (settings.source / "speeches.jsonl").write_text(lines, "utf-8")
        assert not reindex(settings).problems
    return settings


@pytest.fixture(scope="session")
def index(settings):
    return LiveIndex(settings.index).current()
