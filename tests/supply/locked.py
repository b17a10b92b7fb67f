"""What pyproject.toml asks for, and what the lock files give: versions, and hashes of the files."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
LOCK = ROOT / "requirements.txt"
TEST_LOCK = ROOT / "requirements-test.txt"
_PINNED = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\\n]+?))?"
    r"(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})*)\n",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Pinned:
    """One version of a package; `marker` says where it is the one that is installed."""

    version: str
    marker: Marker | None
    hashes: tuple[str, ...]


def declared(extra: str | None = None) -> list[Requirement]:
    """The dependencies of the package, or those that an extra adds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return [Requirement(one) for one in listed]


def locked(file: Path) -> dict[str, list[Pinned]]:
    """The packages of a lock file; raises `ValueError` where it holds anything else."""
    content = file.read_text("utf-8")
    found: dict[str, list[Pinned]] = {}
    place = 0
    for one in _PINNED.finditer(content):
        if one.start() != place:
            raise ValueError(f"{file.name}: {content[place : one.start()]!r}")
        place = one.end()
        marker = Marker(one["marker"]) if one["marker"] else None
        hashes = tuple(one["hashes"].split("--hash=sha256:")[1:])
        found.setdefault(canonicalize_name(one["name"]), []).append(
            Pinned(one["version"], marker, hashes)
        )
    if place != len(content):
        raise ValueError(f"{file.name}: {content[place:]!r}")
    return found
