"""Under which licences the packages stand that the project installs, as the README lists them.

    python -m tests.supply.licences

writes the list anew; `make lock` does so.
"""

from collections import defaultdict
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from tests.supply.locked import LOCK, TEST_LOCK, locked

README = Path(__file__).parent.parent.parent / "README.md"
_BEGIN = "<!-- 许可清单：由 make lock 写入 -->\n"
_END = "<!-- 许可清单到此为止 -->\n"
_TITLES = ("运行所用", "测试另外所用")
# What packages write -> its SPDX identifier.
_SPELLINGS = {
    "apache 2.0": "Apache-2.0",
    "apache license": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD",
    "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "the bsd 2-clause license": "BSD-2-Clause",
    "two-clause bsd license": "BSD-2-Clause",
    "zpl 2.1": "ZPL-2.1",
}
READ = {
    "axe-playwright-python": "MIT",
    "colorama": "BSD-3-Clause",
    "gb2260-v2": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "numba": "BSD-2-Clause",
}
"""Read in the packages' own licence files: their metadata does not say, or only that it is some BSD
licence; and of what is installed on other systems alone."""


def licence_of(name: str) -> str | None:
    """What an installed package says of itself, as an SPDX expression; None if it says nothing.

    Raises `PackageNotFoundError` if it is not installed here.
    """
    told = metadata(name)
    if expression := told.get("License-Expression"):
        return str(expression)
    classifiers = [one for one in told.get_all("Classifier") or [] if one.startswith("License")]
    for one in (told.get("License") or "", *(one.rpartition(" :: ")[2] for one in classifiers)):
        if one.strip() and len(one) < 60:
            return _SPELLINGS.get(one.strip().lower(), one.strip())
    return None


def licences() -> list[dict[str, str]]:
    """Name -> licence: of what runs, and of what tests need besides."""
    running = locked(LOCK)
    testing = [name for name in locked(TEST_LOCK) if name not in running]
    return [{name: _known(name) for name in names} for names in (running, testing)]


def as_markdown(found: list[dict[str, str]]) -> str:
    """The list for people: by licence, the most frequent first."""
    lines = []
    for title, each in zip(_TITLES, found, strict=True):
        by_licence = defaultdict(list)
        for name, licence in sorted(each.items()):
            by_licence[licence].append(name)
        lines += [f"{title}：", ""]
        for licence, names in sorted(by_licence.items(), key=lambda one: (-len(one[1]), one[0])):
            lines.append(f"- {licence}：{'、'.join(names)}")
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def listed(readme: str) -> list[dict[str, str]]:
    """Name -> licence as the README lists them."""
    found: list[dict[str, str]] = []
    for line in _parts(readme)[1].splitlines():
        if line.startswith("- "):
            licence, _, names = line[2:].partition("：")
            found[-1] |= dict.fromkeys(names.split("、"), licence)
        elif line:
            found.append({})
    return found


def write(readme: Path) -> None:
    """Have the README list the licences of what is locked now."""
    before, _, after = _parts(readme.read_text("utf-8"))
    readme.write_text(before + as_markdown(licences()) + after, "utf-8")


def _known(name: str) -> str:
    try:
        licence = READ.get(name) or licence_of(name)
    except PackageNotFoundError:
        licence = None
    if licence is None:
        raise LookupError(f"{name}：元数据没有说许可，请读它的许可文件，写进 {__file__} 的 READ")
    return licence


def _parts(readme: str) -> tuple[str, str, str]:
    before, begin, rest = readme.partition(_BEGIN)
    content, end, after = rest.partition(_END)
    return before + begin, content, end + after


if __name__ == "__main__":
    write(README)
