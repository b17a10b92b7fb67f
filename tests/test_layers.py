"""Data flows one way: a file imports from floors below, or within its own room without a circle."""

import ast
from graphlib import TopologicalSorter

from tests.conftest import ROOT

PACKAGE = ROOT / "searchapp"
FLOORS = {
    "ground": 1,
    "text": 2,
    "documents": 3,
    "query": 4,
    "engine": 5,
    "indexing": 6,
    "search": 7,
    "web": 8,
    "cli": 9,
}
# What everything stands on, search.py with its helpers, and cli.py with its own are one room each.
ROOMS = {
    "languages": "ground",
    "errors": "ground",
    "settings": "ground",
    "deadline": "ground",
    "snippets": "search",
    "marks": "search",
    "results": "search",
    "addresses": "search",
    "anchors": "search",
    "numbering": "search",
    "citations": "search",
    "reader": "search",
    "concordance": "search",
    "charts": "search",
    "cursors": "search",
    "explaining": "search",
    "explanations": "search",
    "facet_listing": "search",
    "facet_values": "search",
    "labels": "search",
    "facets": "search",
    "hits": "search",
    "readable": "search",
    "asking": "search",
    "evaluating": "search",
    "exporting": "search",
    "suggesting": "search",
    "backup": "search",
    "trends": "search",
    "terminal": "cli",
    "deploy": "cli",
    "__main__": "cli",
}
SOLE_IMPORTERS = {
    "whoosh": "engine",
    "flask": "web",
    "flask_babel": "web",
    "babel": "web",
    "jieba": "text",
    "opencc": "text",
    "pypinyin": "text",
    "pypinyin_dict": "text",
}


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), path


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module):
    first = module.split(".")[0]
    return ROOMS.get(first, first)


def test_every_file_imports_only_from_floors_below_or_its_own_room():
    for module, path in modules():
        if not module:  # searchapp/__init__.py hands out what stands on the floors
            continue
        room = room_of(module)
        for name in imports_of(path):
            if not name.startswith("searchapp."):
                continue
            other = room_of(name.removeprefix("searchapp."))
            assert other == room or FLOORS[other] < FLOORS[room], f"{module} imports {name}"


def test_no_files_import_each_other_in_a_circle():
    known = {f"searchapp.{module}".rstrip("."): path for module, path in modules()}
    graph = {
        module: {name for name in imports_of(path) if name in known and name != module}
        for module, path in known.items()
        if module != "searchapp"
    }
    for module, imported in graph.items():
        # A package is imported with each of its modules; its own imports of them are no circle.
        imported -= {one for one in imported if module.startswith(f"{one}.")}
        imported.discard("searchapp")
    TopologicalSorter(graph).prepare()


def test_each_library_has_one_room_that_imports_it():
    for module, path in modules():
        for name in imports_of(path):
            library = name.split(".")[0]
            if library in SOLE_IMPORTERS and module:
                assert room_of(module) == SOLE_IMPORTERS[library], f"{module} imports {name}"


def test_no_file_has_grown_beyond_what_one_question_needs():
    for module, path in modules():
        assert len(path.read_text("utf-8").splitlines()) <= 300, f"{module}: a second question?"
