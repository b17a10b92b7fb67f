"""Source folders that go from one state to the next, and what an index of each must answer."""

import json
import os

from searchapp.indexing.generations import current_generation
from searchapp.indexing.live import open_index
from searchapp.indexing.manifest import load_manifest
from searchapp.query.request import SearchRequest
from searchapp.search import search

SHORT = os.environ.get("SOAK") == "short"
"""Whether this is the form for every change, and not the whole."""

_ASKED = (
    SearchRequest("教育", sort="-date", per_page=100),
    SearchRequest("第 版", sort="date", per_page=100),
    SearchRequest("重视", year=("2003",), sort="date"),
    SearchRequest("德"),
    SearchRequest(sort="-date", per_page=50),
)


def write_state(source, number):
    """Write the documents of a state, a file for each kind; files come and go with their kind."""
    source.mkdir(exist_ok=True)
    kinds = kinds_of(number)
    for path in source.glob("*.jsonl"):
        if path.stem not in kinds:
            path.unlink()
    for kind, found in kinds.items():
        path = source / f"{kind}.jsonl"
        content = lines(found)
        if not path.exists() or path.read_text("utf-8") != content:
            path.write_text(content, "utf-8")


def documents(number):
    """All documents of a state."""
    return [one for found in kinds_of(number).values() for one in found]


def kinds_of(number):
    """20 documents that stay, others that all differ by state, one of even or of odd states."""
    return {
        "stay": [document(f"stay{one}", 1990 + one % 3, "我们重视教育") for one in range(20)],
        "own": [
            document(f"own{one}", 2000 + number, f"第{number}版的教育") for one in range(number + 1)
        ],
        ("even", "odd")[number % 2]: [document("turn", 2003, f"第{number}版也重视教育")],
    }


def document(name, year, text):
    return {
        "id": name,
        "title": f"{name}的讲话",
        "year": year,
        "region": "河南省/郑州市",
        "speaker": ["李明"],
        "paragraphs": [f"{text}，{name}第{part}段。" for part in range(2)],
    }


def lines(documents):
    """Documents as a file of lines of JSON."""
    return "".join(json.dumps(one) + "\n" for one in documents)


def answers(settings):
    """What the index says, but for what differs between two indexes of the same documents.

    None where there is no index yet.
    """
    if not (settings.index / "current").exists():
        return None
    opened = open_index(settings.index)
    found = [search(opened, one, settings) for one in _ASKED]
    return [
        {
            "counts": (one.paragraph_count, one.document_count),
            "hits": sorted((hit.id, hit.text) for hit in one.hits),
            "facets": one.to_json()["facets"],
        }
        for one in found
    ]


def leftovers(index):
    """What lies in the index folder and belongs to no complete generation."""
    in_use = current_generation(index)
    named = {"current", ".lock", "first_indexed.sqlite"}
    found = [one.name for one in index.iterdir() if one.is_file() and one.name not in named]
    for folder in (one for one in index.iterdir() if one.is_dir()):
        names = {one.name for one in folder.iterdir()}
        if folder.name == in_use or "manifest.json" not in names:
            found += names - {"manifest.json", *load_manifest(folder).files}
    return sorted(found)
