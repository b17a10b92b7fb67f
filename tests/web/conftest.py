"""Clients of the site: over the seeds, and over a folder of documents that mean harm."""

import json

import pytest

from searchapp import create_app
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings
from tests.web.odd import HOSTILE, ODD_IDS


@pytest.fixture(scope="session")
def client(seeds_index):
    return create_app(seeds_index).test_client()


@pytest.fixture(scope="session")
def odd_index(tmp_path_factory):
    """Settings of an index of documents with odd ids, hostile texts and gaps in what is known."""
    folder = tmp_path_factory.mktemp("odd")
    source = folder / "source"
    source.mkdir()
    rows = [
        {
            "id": one,
            "title": f"编号古怪的文档{number}",
            "paragraphs": [f"古怪{number}"],
            "year": 2020,
        }
        for number, one in enumerate(ODD_IDS)
    ]
    rows.append(
        {
            "id": "hostile",
            "title": HOSTILE,
            "paragraphs": [f"甲 {HOSTILE} 害群之马 {HOSTILE} 乙", "长" * 100_000],
            "source": HOSTILE,
            "speaker": HOSTILE,
            "url": "javascript:alert(1)",
            HOSTILE: {"nested": HOSTILE},
        }
    )
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (source / "odd.jsonl").write_text(lines, "utf-8")
    (source / "page.html").write_text(
        f"<html><body><p>{'网页里的一句话。' * 20}</p><script>alert(1)</script></body></html>",
        "utf-8",
    )
    settings = Settings(source=source, index=folder / "index")
    reindex(settings)
    return settings


@pytest.fixture(scope="session")
def odd_client(odd_index):
    return create_app(odd_index).test_client()
