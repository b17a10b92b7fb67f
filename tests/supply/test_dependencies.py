"""Dependencies are few, used, pinned by range; the lock files give all of them, with hashes."""

import ast
import re
import sys
from importlib.metadata import packages_distributions, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.supply.locked import LOCK, ROOT, TEST_LOCK, declared, locked

MOST = 26
BROUGHT = {"jinja2", "markupsafe", "werkzeug"}
"""Imported, but not asked for: what Flask is made of."""
NOT_IMPORTED = {"lxml-html-clean"}
"""Asked for, but not imported: its line in pyproject.toml says why."""
EXTRAS = (None, "fast", "test", "bench")
ADVICE = "make lock"


def names(requirements):
    return {canonicalize_name(one.name) for one in requirements}


def imported():
    """The distributions that the package imports something of; None among them if not installed."""
    modules = set()
    for path in (ROOT / "searchapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom):
                modules.add(node.module.partition(".")[0])
    modules -= {*sys.stdlib_module_names, "searchapp", "_typeshed"}
    known = packages_distributions()
    return {canonicalize_name(known.get(one, [one])[0]) for one in modules}


def installed_by(requirements, extra=""):
    """The names of all that these requirements install here, as installed packages tell."""
    found, waiting = set(), list(requirements)
    while waiting:
        one = waiting.pop()
        if one.marker and not one.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(one.name)
        for wanted in {name} - found:
            found.add(wanted)
            waiting += map(Requirement, requires(wanted) or ())
    return found


def test_dependencies_are_few():
    assert len(declared()) <= MOST


def test_every_dependency_is_imported_and_whatever_is_imported_is_asked_for():
    asked = names(declared()) | names(declared("fast"))
    assert imported() == asked - NOT_IMPORTED | BROUGHT
    assert asked.isdisjoint(BROUGHT)


@pytest.mark.parametrize("extra", EXTRAS)
def test_every_range_has_a_lowest_and_a_highest_version(extra):
    for one in declared(extra):
        operators = {part.operator for part in one.specifier}
        assert operators in ({">=", "<"}, {"=="}), one


@pytest.mark.parametrize(("file", "extra"), [(LOCK, None), (TEST_LOCK, None), (TEST_LOCK, "test")])
def test_the_lock_gives_every_dependency_a_version_in_its_range(file, extra):
    found = locked(file)
    for one in declared(extra):
        for pinned in found.get(canonicalize_name(one.name), ["missing"]):
            assert pinned != "missing", f"{one}: {ADVICE}"
            assert one.specifier.contains(pinned.version), f"{one}, {pinned.version}: {ADVICE}"


@pytest.mark.parametrize("file", [LOCK, TEST_LOCK], ids=lambda file: file.name)
def test_every_file_of_every_package_in_the_lock_has_a_hash(file):
    for name, pinned in locked(file).items():
        assert all(one.hashes for one in pinned), f"{name}: {ADVICE}"


def test_tests_run_with_what_is_installed_without_them():
    with_tests = locked(TEST_LOCK)
    for name, pinned in locked(LOCK).items():
        assert [one.version for one in with_tests[name]] == [one.version for one in pinned]


@pytest.mark.parametrize(("file", "extra"), [(LOCK, None), (TEST_LOCK, "test")])
def test_whatever_the_project_installs_is_in_the_lock(file, extra):
    requirements = declared() + (declared(extra) if extra else [])
    assert installed_by(requirements) - set(locked(file)) == set(), ADVICE


def test_nothing_is_in_the_lock_that_the_project_does_not_install():
    here = {
        name
        for name, pinned in locked(TEST_LOCK).items()
        if any(one.marker is None or one.marker.evaluate() for one in pinned)
    }
    assert here == installed_by(declared() + declared("test"))


@pytest.mark.parametrize(
    "file", ["Makefile", ".ci/other-pythons", "searchapp/deploy/Containerfile", "README.md"]
)
def test_whoever_installs_what_is_locked_holds_it_to_the_hashes(file):
    text = (ROOT / file).read_text("utf-8")
    options = re.findall(r"(?:pip install|INSTALL\)|install\[@\]\}\")(.*)", text)
    locks = [one for one in options if "requirements" in one]
    assert locks
    for one in locks:
        assert re.search(r" --require-hashes -r requirements(-test)?\.txt", one), one
