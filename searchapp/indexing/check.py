"""Look through the source folder without an index: what to mend before others rely on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from searchapp.documents.folder import SourceFile, scan
from searchapp.documents.model import Document
from searchapp.documents.reading import read_file
from searchapp.documents.sidecar import SUFFIX as SIDECAR_SUFFIX
from searchapp.errors import UnreadableFile
from searchapp.indexing.duplicates import Comparison
from searchapp.indexing.findings import DocumentFindings, Findings, document_findings
from searchapp.indexing.progress import Progress
from searchapp.indexing.report import FileProblem
from searchapp.settings import Settings


def check(
    settings: Settings, *, with_removed: bool = False, progress: Progress = lambda *_: None
) -> Findings:
    """Read the source folder document by document, and tell what somebody should look at.

    `with_removed` keeps also the text that cleaning took out. Raises `SourceUnusable` if the
    folder is missing or empty.
    """
    files = scan(settings)
    with Comparison() as comparison:
        reading = _Reading(settings, comparison, with_removed)
        for done, file in enumerate(files):
            reading.read(file, partial(progress, done, len(files)))
        progress(len(files), len(files), reading.paragraph_count)
        return Findings(
            source=str(settings.source),
            file_count=len(files),
            document_count=len(reading.owners),
            paragraph_count=reading.paragraph_count,
            documents=tuple(reading.found),
            identical=tuple(comparison.identical()),
            near_duplicates=tuple(comparison.near_duplicates()),
            rejected=tuple(reading.rejected),
            partly_read=tuple(reading.partly_read),
            unused_sidecars=tuple(reading.unused_sidecars),
        )


@dataclass(slots=True)
class _Reading:
    """What the files read so far have shown; `owners` has, for a document's id, its file."""

    settings: Settings
    comparison: Comparison
    with_removed: bool
    owners: dict[str, str] = field(default_factory=dict)
    paragraph_count: int = 0
    found: list[DocumentFindings] = field(default_factory=list)
    rejected: list[FileProblem] = field(default_factory=list)
    partly_read: list[FileProblem] = field(default_factory=list)
    unused_sidecars: list[FileProblem] = field(default_factory=list)

    def read(self, file: SourceFile, on_document: Callable[[int], None]) -> None:
        """Look at a file; `on_document` is told, after each, how many paragraphs there are."""
        if file.rejected and file.path.endswith(SIDECAR_SUFFIX):
            self.unused_sidecars.append(FileProblem(file.path, file.rejected))
            return
        count_before = len(self.owners)
        problems = []
        try:
            for item in read_file(self.settings.source, file, self.settings):
                if not isinstance(item, Document):
                    problems.append(str(item))
                elif item.id in self.owners:
                    owner = self.owners[item.id]
                    problems.append(f"编号“{item.id}”已由“{owner}”使用，此处的文档不会收入索引")
                else:
                    self._look_at(item, file.path)
                    on_document(self.paragraph_count)
        except UnreadableFile as error:
            problems.append(str(error))
        something = len(self.owners) > count_before
        listed = self.partly_read if something else self.rejected
        listed += [FileProblem(file.path, one) for one in problems]

    def _look_at(self, document: Document, file: str) -> None:
        self.owners[document.id] = file
        self.paragraph_count += len(document.paragraphs)
        self.comparison.add(document.id, (one.text for one in document.paragraphs))
        if findings := document_findings(document, file, with_removed=self.with_removed):
            self.found.append(findings)
