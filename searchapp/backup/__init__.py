"""A copy of what cannot be made anew: the documents, and what the index folder knows besides them.

A backup is a gzipped tar archive:

    source/…                    the files of the source folder
    index/manifest.json         of the index in use, and with it
    index/sources-….json        the account of the source files that are in it
    index/first_indexed.sqlite  when each text was first indexed
    settings/synonyms           the operator's own files, where the settings name them
    settings/dictionary
    contents.json               what else is in the archive: last, so a whole one is known by it

The files of the index itself are not in it: `reindex` makes them from the documents.
"""

from dataclasses import dataclass
from pathlib import Path

from searchapp.settings import Settings

CONTENTS = "contents.json"
FORMAT = 1
SOURCE = "source/"
INDEX = "index/"
SETTINGS = "settings/"


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a backup: size and SHA-256 of each file by its name in the archive.

    `made_at` is an ISO time, `generation` the index in use then, None where there was none.
    """

    made_at: str
    generation: str | None
    files: dict[str, tuple[int, str]]

    @property
    def source_count(self) -> int:
        """How many files of the source folder there are."""
        return sum(name.startswith(SOURCE) for name in self.files)

    @property
    def size_bytes(self) -> int:
        """What all files take up, unpacked."""
        return sum(size for size, _ in self.files.values())


def own_files(settings: Settings) -> dict[str, Path | None]:
    """Where the operator's own files lie, by their names in the archive; None if nowhere."""
    return {
        f"{SETTINGS}synonyms": settings.synonyms,
        f"{SETTINGS}dictionary": settings.dictionary,
    }
