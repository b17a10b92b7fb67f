"""Bring the index in line with the source folder.

What changed since last time goes into the generation in use, in one transaction. A full build goes
to a new generation beside it, and is switched to when it is complete. Whenever this is interrupted,
the index in use is the one before, and the next run does again what was not finished.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from searchapp.documents.folder import SourceFile, scan
from searchapp.engine import whoosh as engine
from searchapp.engine.contract import Snapshot
from searchapp.errors import IndexUnusable, SearchAppError, SourceUnusable
from searchapp.indexing.access import check_private, failures_told, make_private
from searchapp.indexing.changes import Changes, find_changes
from searchapp.indexing.committing import Base, commit, damage_at_sight, load_base
from searchapp.indexing.filling import Build, Filling, Update
from searchapp.indexing.first_indexed import first_indexed
from searchapp.indexing.garbage import collected_rarely
from searchapp.indexing.generations import new_generation, switch_to
from searchapp.indexing.integrity import damaged, find_damage
from searchapp.indexing.live import open_index
from searchapp.indexing.lock import locked
from searchapp.indexing.manifest import made_with
from searchapp.indexing.progress import Progress
from searchapp.indexing.report import FileProblem, Report
from searchapp.indexing.segmentation import Segmentation
from searchapp.indexing.sources import FileState
from searchapp.indexing.tidying import tidy
from searchapp.settings import Settings

_Outcome = tuple[str, Snapshot, tuple[FileProblem, ...]]
# Of a transaction: the generation, what is in it, and what could not be read.


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done: `base` is the index in use, None where there is none to build on."""

    base: Base | None
    changes: Changes
    reasons: tuple[str, ...]
    made_with: Mapping[str, str]

    @property
    def full(self) -> bool:
        return bool(self.reasons)

    @property
    def known(self) -> Mapping[str, FileState]:
        """The source files that are in the index in use."""
        return self.base.sources if self.base else {}


def reindex(
    settings: Settings,
    *,
    full: bool = False,
    dry_run: bool = False,
    allow_removal: bool = False,
    progress: Progress = lambda *_: None,
) -> Report:
    """Index what changed in the source folder, or with `full` everything anew.

    A full build is also made where there is no index to build on, or where it was made by other
    rules or words. Nothing is removed where the source folder is missing or empty, or more than
    half of it is gone, unless `allow_removal`. Raises `SourceUnusable`, `IndexBusy`,
    `IndexNotWritable`, `UnreadableFile` for a dictionary that is not right, and `IndexUnusable`
    where others may write to the index, or what was to be built on is damaged.
    """
    started = time.perf_counter()
    if settings.index.exists():
        check_private(settings.index)
    if dry_run:
        plan = _plan(settings, full=full, allow_removal=allow_removal)
        report = _outlook(plan)
        return replace(report, took_seconds=_seconds_since(started))
    with failures_told(settings.index):
        make_private(settings.index)
        with locked(settings.index) as interrupted, collected_rarely():
            plan = _plan(settings, full=full, allow_removal=allow_removal)
            report = _carry_out(plan, settings, progress)
    return replace(report, interrupted=interrupted, took_seconds=_seconds_since(started))


def _plan(settings: Settings, *, full: bool, allow_removal: bool) -> _Plan:
    now = made_with(settings.dictionary)
    try:
        base = load_base(settings.index)
        reasons = [f"{one}已改变" for one in base.manifest.differences(settings.dictionary)]
        if damage := damage_at_sight(settings.index, base):
            reasons.append(f"索引文件已损坏：{'、'.join(damage)}")
    except IndexUnusable:
        base, reasons = None, ["还没有可用的索引"]
    if full and not reasons:
        reasons = ["要求全部重建"]
    files = _files(settings, may_be_gone=allow_removal and base is not None)
    known = base.sources if base else {}
    changes = find_changes(settings.source, files, known, allow_removal=allow_removal)
    return _Plan(base, changes, tuple(reasons), now)


def _files(settings: Settings, *, may_be_gone: bool) -> list[SourceFile]:
    try:
        return scan(settings)
    except SourceUnusable:
        if may_be_gone:
            return []
        raise


def _carry_out(plan: _Plan, settings: Settings, progress: Progress) -> Report:
    tidy(settings.index)
    try:
        if plan.base is None or plan.full:
            generation, snapshot, problems = _build(plan, settings, progress)
        else:
            generation, snapshot, problems = _update(plan, plan.base, settings, progress)
    finally:
        tidy(settings.index)
    return replace(
        _outlook(plan),
        dry_run=False,
        generation=generation,
        revision=snapshot.revision,
        problems=(*_old_problems(plan), *problems),
        document_count=snapshot.document_count,
        paragraph_count=snapshot.paragraph_count,
    )


def _build(plan: _Plan, settings: Settings, progress: Progress) -> _Outcome:
    """Everything anew in a new generation; what cannot be read again comes from the old index."""
    generation = new_generation(settings.index)
    folder = settings.index / generation
    engine.create(folder)
    changes = plan.changes
    files = (*changes.unchanged, *changes.touched, *changes.to_read)
    known = {path: state for path, state in plan.known.items() if path not in changes.removed}
    with (
        engine.open_writer(folder) as writer,
        Segmentation(dictionary=settings.dictionary) as segmentation,
        first_indexed(settings.index) as moments,
    ):
        build = Build(writer, segmentation, moments, _old(plan, settings))
        filling = Filling(settings, known, build)
        for path in changes.withheld:
            filling.withhold(path)
        _read_all(filling, files, progress)
    snapshot = commit(folder, plan.made_with, filling.files, None)
    switch_to(settings.index, generation)
    return generation, snapshot, tuple(filling.problems)


def _update(plan: _Plan, base: Base, settings: Settings, progress: Progress) -> _Outcome:
    """What changed, in one transaction on the generation in use; none if nothing did."""
    folder = settings.index / base.generation
    changes = plan.changes
    known = dict(base.sources)
    for file in changes.touched:
        known[file.path] = replace(
            known[file.path], size=file.size, modified_ns=file.modified_ns, withheld=False
        )
    for path in changes.withheld:
        known[path] = replace(known[path], withheld=True)
    if not changes.to_read and not changes.removed and known == base.sources:
        return base.generation, engine.open_snapshot(folder, base.manifest.revision), ()
    problems: tuple[FileProblem, ...] = ()
    if changes.to_read or changes.removed:
        try:
            known, problems = _write(changes, known, folder, settings, progress)
        except (SearchAppError, OSError):
            raise
        except Exception as error:
            # What the engine trips over when it reads what it once wrote.
            if damage := find_damage(folder, base.manifest.files, {}):
                raise damaged(folder, damage) from error
            raise
    snapshot = commit(folder, base.manifest.made_with, known, base.manifest)
    return base.generation, snapshot, problems


def _write(
    changes: Changes,
    known: Mapping[str, FileState],
    folder: Path,
    settings: Settings,
    progress: Progress,
) -> tuple[dict[str, FileState], tuple[FileProblem, ...]]:
    with (
        engine.open_writer(folder) as writer,
        Segmentation(dictionary=settings.dictionary) as segmentation,
        first_indexed(settings.index) as moments,
    ):
        filling = Filling(settings, known, Update(writer, segmentation, moments))
        for path in changes.removed:
            filling.remove(path)
        _read_all(filling, changes.to_read, progress)
    return filling.files, tuple(filling.problems)


def _read_all(filling: Filling, files: Sequence[SourceFile], progress: Progress) -> None:
    for done, file in enumerate(files):
        filling.read(file, partial(progress, done, len(files)))
    progress(len(files), len(files), filling.paragraph_count)


def _old(plan: _Plan, settings: Settings) -> Snapshot | None:
    """The index in use, to copy from; None where there is none that this program can read."""
    if plan.base is None:
        return None
    try:
        return open_index(settings.index).snapshot
    except IndexUnusable:
        return None


def _outlook(plan: _Plan) -> Report:
    """What carrying out the plan would do."""
    changes = plan.changes
    return Report(
        dry_run=True,
        full=plan.full,
        reasons=plan.reasons,
        generation=plan.base.generation if plan.base else None,
        revision=None,
        added=tuple(one.path for one in changes.added),
        changed=tuple(one.path for one in changes.changed),
        removed=plan.changes.removed,
        withheld=plan.changes.withheld,
        unchanged_count=len(changes.unchanged) + len(changes.touched),
        problems=_old_problems(plan),
        document_count=None,
        paragraph_count=None,
        interrupted=None,
        took_seconds=0,
    )


def _old_problems(plan: _Plan) -> tuple[FileProblem, ...]:
    """What could not be read of files that are not read again now."""
    if plan.full:
        return ()
    known = plan.known
    return tuple(
        FileProblem(file.path, message, kept=bool(known[file.path].documents))
        for file in (*plan.changes.unchanged, *plan.changes.touched)
        for message in known[file.path].problems
    )


def _seconds_since(started: float) -> float:
    return round(time.perf_counter() - started, 3)
