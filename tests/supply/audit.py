"""Known holes in what the project installs: `make audit`.

Asks OSV by pip-audit, or PyPI where OSV does not answer. It fails where holes are known; where
nobody could be asked it says so, and of which packages nothing is known. (pip-audit by itself says
"no known vulnerabilities" of packages it found nothing about.)
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.supply.locked import TEST_LOCK

_SERVICES = ("osv", "pypi")


@dataclass(frozen=True)
class Answer:
    """What a service knows: holes in words, how many packages it knew, and which it did not.

    `silence` is why it has not answered, "" if it has.
    """

    service: str
    holes: tuple[str, ...] = ()
    known_count: int = 0
    unknown: tuple[str, ...] = ()
    silence: str = ""


def ask(service: str, lock: Path = TEST_LOCK, options: Sequence[str] = ()) -> Answer:
    """What a service of pip-audit says of all that is in a lock file."""
    command = [sys.executable, "-m", "pip_audit", "-s", service, "-r", str(lock)]
    command += ["--require-hashes", "--disable-pip", "--format", "json"]
    command += ["--progress-spinner", "off", "--timeout", "10", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:
        last = done.stderr.strip().splitlines()[-1:]
        return Answer(service, silence=last[0][:300] if last else f"以 {done.returncode} 退出")
    known = [one for one in packages if "vulns" in one]
    unknown = tuple(one["name"] for one in packages if "vulns" not in one)
    holes = tuple(_worded(one, hole) for one in known for hole in one["vulns"])
    silence = "" if known else "没有这些包的数据"
    return Answer(service, holes, len(known), unknown, silence)


def told(answers: Sequence[Answer]) -> tuple[int, str]:
    """The exit code and what to say: of the first service that has answered, if one has."""
    for one in answers:
        if not one.silence:
            count = len(one.holes)
            lines = [f"有已知的漏洞：{hole}" for hole in one.holes]
            lines.append(f"依据 {one.service} 核对了 {one.known_count} 个包，漏洞 {count} 处")
            if one.unknown:
                lines.append(f"没有数据、未经核对的：{'、'.join(one.unknown)}")
            return (1 if one.holes else 0), "\n".join(lines)
    reasons = "\n".join(f"  {one.service}：{one.silence}" for one in answers)
    return 0, f"没有核对依赖有没有已知的漏洞，因为查不到数据：\n{reasons}"


def main() -> int:
    answers: list[Answer] = []
    for service in _SERVICES:
        answers.append(ask(service))
        if not answers[-1].silence:
            break
    code, words = told(answers)
    print(words)
    return code


def _worded(package: dict[str, str], hole: dict[str, list[str]]) -> str:
    fixed = "、".join(hole["fix_versions"])
    remedy = f"{fixed} 已修复" if fixed else "还没有修复的版本"
    return f"{package['name']} {package['version']}：{hole['id']}，{remedy}"


if __name__ == "__main__":
    sys.exit(main())
