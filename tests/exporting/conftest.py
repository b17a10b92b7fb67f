"""An index of texts that mean harm to the programs that open what was exported."""

import json

import pytest

from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings
from tests.web.odd import HOSTILE

HARMFUL = [
    "=1+1",
    "＝1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,2)",
    '\u3000=HYPERLINK("http://example.com","点我")',
    "'已有撇号",
    "他说：“=1+1”，不是公式",
    "http://example.com/a",
    "_x0041_",
    "长" * 40_000,
    "反\u202e向\u2066",
    HOSTILE,
    '引号",逗号',
]


@pytest.fixture(scope="session")
def harmful(tmp_path_factory):
    """Settings of an index of documents that say harmful things, in several index segments."""
    folder = tmp_path_factory.mktemp("harmful")
    source = folder / "source"
    source.mkdir()
    settings = Settings(source=source, index=folder / "index")
    for part, texts in enumerate((HARMFUL[:8], HARMFUL[8:])):
        rows = [
            {
                "id": f"{text[:8]}{number}",
                "title": text,
                "paragraphs": [text, f"教育{number}", text],
                "speaker": text[:20],
                "source": text,
                "date": f"{1890 + 30 * number}-01-02" if number % 2 else None,
                "region": "河南省/郑州市",
            }
            for number, text in enumerate(texts)
        ]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (source / f"{part}.jsonl").write_text(lines, "utf-8")
        report = reindex(settings)
        assert not report.problems
    return settings


@pytest.fixture(scope="session")
def harmful_index(harmful):
    return LiveIndex(harmful.index).current()
