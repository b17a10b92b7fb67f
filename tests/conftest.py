"""What the tests of every room share: the seeds, an index of them, and the corpora."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from click.testing import CliRunner

from searchapp.cli import main
from searchapp.settings import Settings

ROOT = Path(__file__).parent.parent
# How long an example takes says more of the machine, and of who else uses it, than of the code.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")
CORPORA = Path(os.environ.get("SEARCHAPP_CORPORA", ROOT.parent / "shared" / "corpora"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes unless it is asked for, whatever else is chosen by `-m`."""
    if os.environ.get("SOAK") not in ("full", "short"):
        soaking = [one for one in items if one.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=soaking)
        items[:] = [one for one in items if one not in soaking]


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


@pytest.fixture(scope="session")
def education_index(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an index of all 23,295 paragraphs on education, built once."""
    from searchapp.indexing.reindex import reindex

    source = tmp_path_factory.mktemp("education")
    shutil.copy(corpora / "education.jsonl.xz", source)
    settings = Settings(source=source, index=tmp_path_factory.mktemp("education-index"))
    reindex(settings)
    return settings


@dataclass
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def run(seeds_index):
    """Run a command on the seeds and their index."""

    def run(*arguments, source=seeds_index.source, index=seeds_index.index):
        environment = {"SEARCHAPP_SOURCE": str(source), "SEARCHAPP_INDEX": str(index)}
        result = CliRunner().invoke(main, arguments, env=environment)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return run
