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


def document_saying(client, words):
    """The id of the one document of the seeds that says so."""
    (found,) = {hit["document"]["id"] for hit in client.get(f"/api/search?q={words}").json["hits"]}
    return found


@pytest.fixture(scope="session")
def spoken(client):
    """The id of a document in traditional script in which two people speak."""
    return document_saying(client, "爭創國家級義務教育優質均衡區")


@pytest.fixture(scope="session")
def incomplete(client):
    """The id of a document of which a part is missing."""
    return document_saying(client, "二是格局之变")


@pytest.fixture(scope="session")
def model(client):
    """The id of a model text."""
    return document_saying(client, "一个好校长就是一所好学校")


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
