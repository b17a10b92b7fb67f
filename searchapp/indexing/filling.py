"""Documents of source files on their way into one transaction of the engine."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from searchapp.documents.folder import SourceFile
from searchapp.documents.model import Document
from searchapp.documents.reading import read_file
from searchapp.engine.contract import Snapshot, Writer
from searchapp.errors import UnreadableFile
from searchapp.indexing.entries import UncutDocument, uncut_document, uncut_stored_document
from searchapp.indexing.first_indexed import FirstIndexed
from searchapp.indexing.report import FileProblem
from searchapp.indexing.segmentation import Segmentation
from searchapp.indexing.sources import FileState
from searchapp.settings import Settings


@dataclass(frozen=True, slots=True)
class Update:
    """Documents go into an index that holds those of the known files."""

    writer: Writer
    segmentation: Segmentation
    moments: FirstIndexed

    def add(self, document: UncutDocument) -> None:
        self.segmentation.put(
            document.comparables, lambda words: self.writer.add(document.entry(words))
        )

    def delete(self, document_id: str) -> None:
        self.writer.delete(document_id)

    def keep(self, document_id: str) -> bool:  # noqa: ARG002 -- it need not be looked for
        """Leave a document as it is; whether it is in the index."""
        return True


@dataclass(frozen=True, slots=True)
class Build(Update):
    """Documents go into an empty index; those to be kept come from `old`, if there is one."""

    old: Snapshot | None

    def delete(self, document_id: str) -> None:
        """There is nothing to delete yet."""

    def keep(self, document_id: str) -> bool:
        stored = self.old.document(document_id) if self.old else None
        if stored:
            self.add(uncut_stored_document(stored))
        return stored is not None


class Filling:
    """One transaction: `files` is the account of it, `problems` what could not be read.

    `known` are the files indexed before.
    """

    def __init__(self, settings: Settings, known: Mapping[str, FileState], target: Update) -> None:
        self.files = dict(known)
        self.problems: list[FileProblem] = []
        self.paragraph_count = 0
        self._settings = settings
        self._target = target
        self._owners = {one: path for path, state in known.items() for one in state.documents}

    def read(self, file: SourceFile, on_document: Callable[[int], None]) -> None:
        """Put what a file says in place of what it said before.

        `on_document` is told, after each document, how many paragraphs there are so far.

        What cannot be read any more stays as it was; so does all of a file that cannot be read.
        """
        state = self.files.get(file.path)
        before = dict.fromkeys(state.documents if state else ())
        found: dict[str, None] = {}
        messages: list[str] = []
        kept: tuple[str, ...] = ()
        # Before reading: what is written meanwhile is a change to be found next time.
        sha256 = file.sha256(self._settings.source)
        try:
            for item in read_file(self._settings.source, file, self._settings):
                if not isinstance(item, Document):
                    messages.append(str(item))
                elif item.id in found or self._owners.get(item.id, file.path) != file.path:
                    owner = self._owners.get(item.id, file.path)
                    messages.append(f"编号“{item.id}”已由“{owner}”使用，此处的文档未收入")
                else:
                    self._add(item, file.path, replaces=item.id in before)
                    found[item.id] = None
                    on_document(self.paragraph_count)
        except UnreadableFile as error:
            messages.append(str(error))
            kept = self._keep(one for one in before if one not in found)
        else:
            self._drop(one for one in before if one not in found)
        self.problems += [FileProblem(file.path, one, kept=bool(kept)) for one in messages]
        self.files[file.path] = FileState(
            size=file.size,
            modified_ns=file.modified_ns,
            sha256=sha256,
            documents=(*found, *kept),
            problems=tuple(messages),
        )

    def remove(self, path: str) -> None:
        """Remove the documents of a file that is gone."""
        self._drop(self.files.pop(path).documents)

    def withhold(self, path: str) -> None:
        """Keep the documents of a file as they were, though it is gone."""
        state = self.files[path]
        kept = self._keep(state.documents)
        self.files[path] = replace(state, documents=kept, withheld=True)
        if len(kept) < len(state.documents):
            lost = "文件已不在文档目录中，旧索引又已损坏，其内容没有保住"
            self.problems.append(FileProblem(path, lost))

    def _add(self, document: Document, path: str, *, replaces: bool) -> None:
        if replaces:
            self._target.delete(document.id)
        self._target.add(uncut_document(document, path, self._target.moments))
        self._owners[document.id] = path
        self.paragraph_count += len(document.paragraphs)

    def _drop(self, ids: Iterable[str]) -> None:
        for one in ids:
            del self._owners[one]
            self._target.delete(one)

    def _keep(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids of those that stay."""
        wanted = tuple(ids)
        kept = tuple(one for one in wanted if self._target.keep(one))
        for one in set(wanted) - set(kept):
            del self._owners[one]
        return kept
