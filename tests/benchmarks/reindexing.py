"""What `searchapp reindex` costs: CPU and memory of the command with all its processes."""

import json
import lzma
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import Corpus, source_line
from tests.benchmarks.measure import children_cpu, resident_with_children

_COMMAND = [sys.executable, "-c", "from searchapp.cli import main; main()", "reindex", "--json"]
_SAMPLE_SECONDS = 0.05

Figures = dict[str, Any]


def one_file(corpus: Corpus, folder: Path) -> None:
    """Make a source folder whose only file, .jsonl.xz, holds all documents."""
    source = folder / "source"
    source.mkdir(parents=True)
    with lzma.open(source / "statutes.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(map(source_line, corpus.documents()))


def full(folder: Path, environment: Mapping[str, str] | None = None) -> Figures:
    """Figures of a reindex with no index there before."""
    shutil.rmtree(folder / "index", ignore_errors=True)
    return reindex(folder, environment)


def full_fast(folder: Path) -> Figures | None:
    """The same with `[fast]`; None where rjieba is not to be had.

    rjieba goes into a folder of its own, so that nothing else in this environment uses it.
    """
    libraries = folder / "libraries"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(libraries)]
    if subprocess.run([*install, "rjieba"], check=False).returncode:
        return None
    return full(folder, os.environ | {"PYTHONPATH": str(libraries)})


def many_files(corpus: Corpus, folder: Path) -> Figures:
    """A full reindex of a file a document, and another one after one of them has changed."""
    source = folder / "source"
    source.mkdir(parents=True)
    count = 0
    for count, one in enumerate(corpus.documents(), start=1):
        (source / f"{count:05}.jsonl").write_text(source_line(one), "utf-8")
    whole = full(folder)
    changed = source / f"{count // 2 + 1:05}.jsonl"
    record = json.loads(changed.read_text("utf-8"))
    record["paragraphs"].append("本条例自公布之日起施行。")
    changed.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    return {"file_count": count, "full": whole, "one_changed": reindex(folder)}


def reindex(folder: Path, environment: Mapping[str, str] | None = None) -> Figures:
    """Figures of one run of the command from `source` to `index` in a folder.

    The peak is of all its processes together, looked at twenty times a second.
    """
    command = [*_COMMAND, "--source", str(folder / "source"), "--index", str(folder / "index")]
    cpu, wall = children_cpu(), time.perf_counter()
    peak = 0
    with tempfile.TemporaryFile() as output:
        with subprocess.Popen(command, stdout=output, env=environment) as process:
            while process.poll() is None:
                peak = max(peak, resident_with_children(process.pid))
                time.sleep(_SAMPLE_SECONDS)
        if process.returncode:
            raise SystemExit(f"searchapp reindex: exit code {process.returncode}")
        output.seek(0)
        report = json.load(output)
    return {
        "cpu_seconds": children_cpu() - cpu,
        "wall_seconds": time.perf_counter() - wall,
        "peak_bytes": peak,
        "paragraph_count": report["paragraph_count"],
        "changed_count": len(report["changed"]),
        "problem_count": len(report["problems"]),
    }
