"""The engines that are compared. Each is a module with the same functions:

    build(folder, documents)   index them in an empty folder
    open_index(folder)         what queries are asked of
    ask(index, query)          its own answer, texts and counts read out; this is timed
    read(answer)               the same as an `Answer`

Peers find substrings as phrases in a second index, of pairs of characters. Ours needs none: `ours`
has `ask_exact` for that, and `ask_as_product` for the same queries as the product asks them.
"""

import importlib
import sys
from types import ModuleType

NAMES = ("ours", "whoosh", "tantivy", "sqlite", "xapian")
LARGEST = {"whoosh": 100_000}
"""Paragraphs beyond which an engine is left out: it would take most of the run."""
_DEBIAN = "/usr/lib/python3/dist-packages"
# Where Debian installs what is not on PyPI; of use where both Pythons are of the same version.


def engine(name: str) -> ModuleType:
    """The module of an engine; raises ImportError where its library is not installed."""
    sys.path.append(_DEBIAN)
    try:
        return importlib.import_module(f"{__name__}.{name}")
    finally:
        sys.path.remove(_DEBIAN)


def is_installed(name: str) -> bool:
    """Whether an engine's library can be imported."""
    try:
        engine(name)
    except ImportError:
        return False
    return True
