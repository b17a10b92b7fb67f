"""Where things lie, and how big they may get."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one process; each has an environment variable `SEARCHAPP_` + its name."""

    source: Path = Path("seeds")
    """Folder of documents."""
    index: Path = Path("index")
    """Folder of the index."""
    admin: bool = False
    """Whether the site has the pages below /admin (`SEARCHAPP_ADMIN=1`)."""
    synonyms: Path | None = None
    """File of synonyms of one's own, besides those of the package."""
    dictionary: Path | None = None
    """File of words of one's own that word segmentation keeps whole, likewise."""

    max_query_length: int = 1_000
    """Longest query text, in characters."""
    max_query_terms: int = 50
    """Most terms in a query text."""
    max_query_depth: int = 20
    """Most brackets inside each other in a query text."""
    max_wildcard_gap: int = 50
    """Most characters for which the wildcards of one term may stand together."""
    max_near_distance: int = 100
    """Most characters between two terms near each other."""
    max_export_hits: int = 100_000
    """Most hits in a file of all hits of a search."""
    max_file_bytes: int = 64_000_000
    """Largest source file, in bytes, after unpacking; of lines of JSON the longest line."""
    max_stream_bytes: int = 1_000_000_000
    """Largest file of lines of JSON, which never lies in memory as a whole, after unpacking."""
    max_characters: int = 3_000_000
    """Longest text of one document; understanding it takes about 10 seconds and 300 MB."""
    max_read_seconds: float = 60
    """Longest time, in seconds, that reading and understanding one file may take."""
    max_read_memory_bytes: int = 2_000_000_000
    """Most address space of the process that reads files, where the system can hold it to that."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The defaults, with what `SEARCHAPP_SOURCE` and the like say instead."""
        paths = {
            name: Path(value)
            for name in ("source", "index", "synonyms", "dictionary")
            if (value := environment.get(f"SEARCHAPP_{name.upper()}"))
        }
        admin = environment.get("SEARCHAPP_ADMIN") == "1"
        return cls(**paths, admin=admin)  # type: ignore[arg-type]
