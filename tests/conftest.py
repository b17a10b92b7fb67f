"""What the tests of every room share: the seeds, an index of them, and the corpora."""

import os
from pathlib import Path

import pytest

from searchapp.settings import Settings

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("SEARCHAPP_CORPORA", ROOT.parent / "shared" / "corpora"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def seeds_index(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an index of the seeds, built once."""
    from searchapp.indexing.reindex import reindex

    settings = Settings(source=seeds, index=tmp_path_factory.mktemp("seeds-index"))
    reindex(settings)
    return settings


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of the corpora; tests that need it are marked `corpus`."""
    if not CORPORA.is_dir():
        message = f"no corpora at {CORPORA}: set SEARCHAPP_CORPORA"
        if os.environ.get("SEARCHAPP_REQUIRE_CORPORA"):
            pytest.fail(message)
        pytest.skip(message)
    return CORPORA
