"""Where a document belongs: names of regions to their paths."""

from searchapp.documents.places import NATION, Path, common_path, places
from searchapp.text.script import to_simplified

_NATIONAL = (NATION, "中国", "国家")


def region_path(name: str) -> str | None:
    """The path of a region from its name in any script, short or full, or None if it is not one.

    郑州市, 郑州, 河南郑州 and 河南省/郑州市 all give 河南省/郑州市. A name that several regions
    bear gives None, unless one of them contains the others, or is a province (吉林, 海南).
    """
    name = to_simplified(name).replace("/", "").replace(" ", "")
    if name in _NATIONAL:
        return NATION
    path = _one(_paths(name))
    return "/".join(path) if path else None


def _paths(name: str) -> tuple[Path, ...]:
    """All regions that the name, or several names from large to small, may mean."""
    if found := _named(name):
        return found
    for length in range(len(name) - 2, 1, -1):
        above = _named(name[:length])
        below = _paths(name[length:]) if above else ()
        inside = tuple(path for path in below if any(path[: len(one)] == one for one in above))
        if inside:
            return inside
    return ()


def _named(name: str) -> tuple[Path, ...]:
    return places().full.get(name) or places().short.get(name) or ()


def _one(paths: tuple[Path, ...]) -> Path | None:
    """The region meant, if there is no doubt."""
    provinces = [path for path in paths if len(path) == 1]
    if provinces:
        return provinces[0]
    shared = common_path(paths)
    return shared if shared in paths else None
