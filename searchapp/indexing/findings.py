"""What there is to know about a source folder before, or without, indexing it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from searchapp.documents.model import Document, Removed
from searchapp.indexing.duplicates import LEAST_SHARE, NearDuplicate
from searchapp.indexing.report import FileProblem

FIELDS = ("title", "year", "date", "region", "speakers")
"""Metadata that people search by, and so want to see settled."""
CERTAIN = 0.8
"""Confidence from which a value is not shown for checking."""


@dataclass(frozen=True, slots=True)
class DocumentFindings:
    """What somebody should look at in one document, read from `file`.

    `unknown` are fields without a value, `uncertain` those of a confidence below `CERTAIN`,
    `disagreements` says where the text contradicts itself; `removed_counts` has, for each reason,
    how many pieces of text cleaning took out, and `removed` the pieces, where they were asked for.
    """

    id: str
    file: str
    title: str
    unknown: tuple[str, ...]
    uncertain: Mapping[str, float]
    disagreements: tuple[str, ...]
    removed_counts: Mapping[str, int]
    removed: tuple[Removed, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return bool(self.unknown or self.uncertain or self.disagreements or self.removed_counts)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "file": self.file,
            "title": self.title,
            "unknown": list(self.unknown),
            "uncertain": dict(self.uncertain),
            "disagreements": list(self.disagreements),
            "removed_counts": dict(self.removed_counts),
            "removed": [{"text": one.text, "reason": one.reason} for one in self.removed],
        }


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check of a source folder found.

    `documents` are those with something to look at. `identical` are ids of documents with the same
    comparable text. `rejected` are files of which nothing was read, `partly_read` those of which
    something was left out, `unused_sidecars` sidecar files beside no document.
    """

    source: str
    file_count: int
    document_count: int
    paragraph_count: int
    documents: tuple[DocumentFindings, ...]
    identical: tuple[tuple[str, ...], ...]
    near_duplicates: tuple[NearDuplicate, ...]
    rejected: tuple[FileProblem, ...]
    partly_read: tuple[FileProblem, ...]
    unused_sidecars: tuple[FileProblem, ...]

    @property
    def calls_for_action(self) -> bool:
        """Whether somebody can mend something; what is unknown may well be nowhere in the text."""
        return bool(
            any(one.uncertain or one.disagreements for one in self.documents)
            or self.identical
            or self.near_duplicates
            or self.rejected
            or self.partly_read
            or self.unused_sidecars
        )

    def to_json(self) -> dict[str, Any]:
        """The findings for machines: `searchapp check --json`."""
        unknown = Counter(name for one in self.documents for name in one.unknown)
        uncertain = Counter(name for one in self.documents for name in one.uncertain)
        removed: Counter[str] = Counter()
        for one in self.documents:
            removed.update(one.removed_counts)
        return {
            "source": self.source,
            "file_count": self.file_count,
            "document_count": self.document_count,
            "paragraph_count": self.paragraph_count,
            "certain_from": CERTAIN,
            "near_duplicate_from": LEAST_SHARE,
            "unknown_counts": {name: unknown[name] for name in FIELDS},
            "uncertain_counts": dict(uncertain.most_common()),
            "removed_counts": dict(removed.most_common()),
            "documents": [one.to_json() for one in self.documents],
            "identical": [list(ids) for ids in self.identical],
            "near_duplicates": [
                {
                    "documents": list(one.documents),
                    "share": round(one.share, 4),
                    "share_of_each": [round(share, 4) for share in one.share_of_each],
                }
                for one in self.near_duplicates
            ],
            "rejected": _listed(self.rejected),
            "partly_read": _listed(self.partly_read),
            "unused_sidecars": _listed(self.unused_sidecars),
        }


def document_findings(document: Document, file: str, *, with_removed: bool) -> DocumentFindings:
    """What somebody should look at in a document; nobody speaks a law."""
    metadata = document.metadata()
    unknown = [name for name in FIELDS if not metadata[name]]
    if document.title == document.id:
        unknown.insert(0, "title")
    if document.kind == "law" and "speakers" in unknown:
        unknown.remove("speakers")
    return DocumentFindings(
        id=document.id,
        file=file,
        title=document.title,
        unknown=tuple(unknown),
        uncertain={
            name: document.confidence[name]
            for name in metadata
            if name not in unknown and document.confidence.get(name, 1) < CERTAIN
        },
        disagreements=document.disagreements,
        removed_counts=dict(Counter(one.reason for one in document.removed).most_common()),
        removed=document.removed if with_removed else (),
    )


def _listed(problems: tuple[FileProblem, ...]) -> list[dict[str, str]]:
    return [{"file": one.path, "message": one.message} for one in problems]
