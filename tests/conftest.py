"""What the tests of every room share: the seeds, an index of them, and the corpora."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from click.testing import CliRunner

from searchapp.cli import main
from searchapp.settings import Settings
from tests.web.odd import write_evil

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
def evil_index(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an index of documents made of texts that programs would obey."""
    from searchapp.indexing.reindex import reindex

    folder = tmp_path_factory.mktemp("evil")
    (folder / "source").mkdir()
    write_evil(folder / "source")
    settings = Settings(source=folder / "source", index=folder / "index")
    reindex(settings)
    return settings


STOCK = "坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的教育方针，落实立德树人根本任务"


@pytest.fixture(scope="session")
def reprints_index(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an index of 30 reports, of 1994 to 2023, that repeat one another.

    Each says a stock phrase that counts on from one to the next, every second one another, and each
    something of its own.
    """
    from searchapp.indexing.reindex import reindex

    folder = tmp_path_factory.mktemp("reprints")
    (folder / "source").mkdir()
    rows = [
        {
            "id": f"报告/{year}",
            "title": f"{year}年教育工作报告",
            "year": year,
            "region": ("河南省", "浙江省", "吉林省")[year % 3],
            "paragraphs": [
                f"第{number}条 {STOCK}。",
                "教育是国之大计、党之大计" if year % 2 else f"教育经费增长{year / 7:.4f}%",
                f"这一年的教育工作{'甲乙丙丁戊己庚辛壬癸'[number % 10] * 3}{year}",
            ],
        }
        for number, year in enumerate(range(1994, 2024), start=1)
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "source" / "reports.jsonl").write_text(lines, "utf-8")
    settings = Settings(source=folder / "source", index=folder / "index")
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
