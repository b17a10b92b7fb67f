"""Whatever the project installs is in the README with its licence, and may be used by anybody."""

import re

import pytest

from tests.supply.licences import (
    READ,
    README,
    _known,
    _parts,
    as_markdown,
    licence_of,
    licences,
    listed,
)
from tests.supply.locked import LOCK, TEST_LOCK, locked

FREE = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "MIT"),
    *("MPL-1.1", "MPL-2.0", "PSF-2.0", "ZPL-2.1", "Zlib"),
}
"""None of these asks anything of who only uses a package; the Mozilla licences bind those who
change the package's own files."""
TEXT = README.read_text("utf-8")


def everything():
    return {name: licence for part in listed(TEXT) for name, licence in part.items()}


def test_every_package_in_the_locks_is_listed_where_it_belongs():
    running, testing = listed(TEXT)
    assert set(running) == set(locked(LOCK)), "make lock"
    assert set(testing) == set(locked(TEST_LOCK)) - set(locked(LOCK)), "make lock"


def test_what_is_listed_is_what_the_installed_packages_say():
    for part in (LOCK, TEST_LOCK):
        for name, pinned in locked(part).items():
            one_version = len(pinned) == 1 and pinned[0].marker is None
            if one_version and name not in READ:
                assert everything()[name] == licence_of(name), f"{name}: make lock"


def test_a_licence_is_read_by_hand_only_where_its_package_does_not_say_it():
    for name in READ:
        if name != "colorama":  # which is for Windows
            assert licence_of(name) in (None, "BSD")


def test_every_package_may_be_used_by_anybody():
    for name, licence in everything().items():
        plain = licence.replace(" WITH LLVM-exception", "")  # which allows more
        choices = [set(re.findall(r"[\w.+-]+", one)) - {"AND"} for one in plain.split(" OR ")]
        assert any(one <= FREE for one in choices), f"{name}: {licence}"


def test_the_list_is_written_as_it_is_read():
    found = licences()
    before, _, after = _parts(TEXT)
    assert listed(before + as_markdown(found) + after) == found


def test_a_package_that_says_nothing_is_to_be_read_by_somebody():
    with pytest.raises(LookupError, match="no-such-package"):
        _known("no-such-package")
