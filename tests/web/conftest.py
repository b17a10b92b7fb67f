"""Clients of the site: over the seeds, and over a folder of documents that mean harm."""

import pytest

from searchapp import create_app
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings
from tests.web.odd import write_odd


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
    write_odd(source)
    settings = Settings(source=source, index=folder / "index")
    reindex(settings)
    return settings


@pytest.fixture(scope="session")
def odd_client(odd_index):
    return create_app(odd_index).test_client()
