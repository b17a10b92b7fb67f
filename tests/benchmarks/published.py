"""The README's table of the last run, as it stands in results.json."""

from pathlib import Path
from typing import Any

from tests.benchmarks.table import HEADER, cells

README = Path(__file__).parent.parent.parent / "README.md"
RESULTS = Path(__file__).parent / "results.json"
_BEGIN = "<!-- 测速结果：由 make bench 写入 -->\n"
_END = "<!-- 测速结果到此为止 -->\n"


def published(readme: str) -> str:
    """What the README says of the last run."""
    return _parts(readme)[1]


def publish(readme: Path, results: dict[str, Any]) -> None:
    """Have the README say what these results say."""
    before, _, after = _parts(readme.read_text("utf-8"))
    readme.write_text(before + as_markdown(results) + after, "utf-8")


def as_markdown(results: dict[str, Any]) -> str:
    """The machine, what took part, and the table of measures."""
    machine, libraries = results["machine"], results["libraries"]
    versions = "、".join(f"{name} {number}" for name, number in libraries.items())
    computer = "，".join(
        [
            machine["processor"],
            f"{machine['cores']} 核",
            f"{machine['memory_gb']:g} GB 内存",
            machine["system"],
            f"Python {machine['python']}",
        ]
    )
    lines = [
        f"上一次运行的机器：{computer}；{versions}。",
        "",
        "| " + " | ".join(HEADER) + " |",
        "|---|---:|---:|---|---|",
        *("| " + " | ".join(cells(one)) + " |" for one in results["measures"]),
    ]
    if results["not_installed"]:
        lines += ["", f"没有安装、因而没有参加的引擎：{'、'.join(results['not_installed'])}。"]
    return "\n".join(lines) + "\n"


def _parts(readme: str) -> tuple[str, str, str]:
    """What stands before the table, the table, what stands after it."""
    start, end = readme.index(_BEGIN) + len(_BEGIN), readme.index(_END)
    return readme[:start], readme[start:end], readme[end:]
