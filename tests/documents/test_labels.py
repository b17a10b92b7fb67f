"""Real pages and reports of others, understood, against what careful readers found in them."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from searchapp.documents.formats.readers import READERS
from searchapp.documents.understand import understand
from searchapp.settings import Settings
from searchapp.text.fold import comparable

pytestmark = pytest.mark.corpus
FIELDS = ("kind", "title", "year", "date", "region")


def tally(folder: Path) -> dict[str, list[tuple[str, Any, Any]]]:
    """For each field, (file, what is right, what was found) of every document."""
    found: dict[str, list[tuple[str, Any, Any]]] = defaultdict(list)
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        path = folder / label["file"]
        document = understand(READERS[path.suffix](path, Settings()), path.stem)
        metadata = document.metadata()
        for field in FIELDS:
            found[field].append((path.name, label[field] or None, metadata[field]))
        uncertain = {name.strip("<>") for name in label["neither_right_nor_wrong"]}

        def certain(names: Any, uncertain: set[str] = uncertain) -> set[str]:
            return {name for name in names if name.strip("<>〈〉") not in uncertain}

        speakers = (speaker.name for speaker in document.speakers)
        found["speakers"].append((path.name, certain(label["speakers"]), certain(speakers)))
        for said in label["said_by"]:
            start = comparable(said["starts"])
            said_by = next(
                (
                    certain(paragraph.speakers)
                    for paragraph in document.paragraphs
                    if comparable(paragraph.text).startswith(start)
                ),
                None,
            )
            found["said_by"].append((path.name, certain(said["speakers"]), said_by))
    return found


def same(right: Any, found: Any) -> bool:
    if isinstance(right, str) and isinstance(found, str):
        return comparable(right) == comparable(found)
    return bool(right == found)


@pytest.mark.parametrize("folder", ["raw", "reports_2025"])
def test_metadata_is_right_on_nearly_all_labelled_documents(corpora: Path, folder: str) -> None:
    for field, rows in tally(corpora / folder).items():
        missed = [row for row in rows if not same(row[1], row[2])]
        assert len(missed) <= len(rows) / 18, f"{field}: {missed}"
