"""Score the metadata that reading finds against labelled documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from searchapp.documents.folder import find_file
from searchapp.documents.model import Document
from searchapp.documents.reading import read_file
from searchapp.errors import UnreadableFile
from searchapp.evaluating.labels import Label, known_as
from searchapp.settings import Settings
from searchapp.text.fold import comparable

Found = str | int | frozenset[str] | None
"""A value, None if unknown; of `speakers` and `said_by` the names."""
_FACETS = ("year", "date", "region", "speakers")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found for a field of a file, beside what is expected of it.

    For `said_by`, `about` is how the paragraph starts. `evidence` are the words that settled what
    was found, or why the file could not be read.
    """

    file: str
    field: str
    expected: Found
    found: Found
    evidence: str | None = None
    about: str | None = None

    @property
    def right(self) -> bool:
        same = _values(self.expected) == _values(self.found)
        return same and (self.expected is None or self.found is not None)

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "field": self.field,
            "about": self.about,
            "expected": _plain(self.expected),
            "found": _plain(self.found),
            "evidence": self.evidence,
        }


@dataclass(frozen=True, slots=True)
class Score:
    """Judgements of a kind, counted.

    `expected`, `given` and `given_right` count values: in each judgement one or none, or the names
    of several speakers. `right` counts judgements that are right as a whole, also where a value is
    rightly unknown.
    """

    judgement_count: int
    right: int
    expected: int
    given: int
    given_right: int

    @property
    def accuracy(self) -> float:
        """Share of judgements that are right; 1.0 where there are none."""
        return _share(self.right, self.judgement_count)

    @property
    def precision(self) -> float:
        return _share(self.given_right, self.given)

    @property
    def recall(self) -> float:
        return _share(self.given_right, self.expected)

    @property
    def f1(self) -> float:
        return _share(2 * self.given_right, self.given + self.expected)

    def to_json(self) -> dict[str, Any]:
        return {
            "judgement_count": self.judgement_count,
            "right": self.right,
            "expected": self.expected,
            "given": self.given,
            "given_right": self.given_right,
            "accuracy": round(self.accuracy, 4),
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
        }


@dataclass(frozen=True, slots=True)
class MetadataEvaluation:
    """How right the metadata of labelled documents is."""

    document_count: int
    judgements: tuple[Judgement, ...]

    def scores(self) -> dict[str, Score]:
        """By labelled field, and under `facets` years, dates, regions and speakers together."""
        fields = dict.fromkeys(one.field for one in self.judgements)
        found = {
            name: _score(one for one in self.judgements if one.field == name) for name in fields
        }
        return {**found, "facets": _score(one for one in self.judgements if one.field in _FACETS)}

    def misses(self) -> list[Judgement]:
        return [one for one in self.judgements if not one.right]

    def to_json(self) -> dict[str, Any]:
        """The evaluation for machines: `searchapp evaluate metadata --json`."""
        return {
            "document_count": self.document_count,
            "scores": {name: one.to_json() for name, one in self.scores().items()},
            "misses": [one.to_json() for one in self.misses()],
        }


def evaluate_metadata(labels: Iterable[Label], settings: Settings) -> MetadataEvaluation:
    """Read each labelled file, with its sidecar if it has one, and judge what was found.

    A file that cannot be read is one of which nothing is known.
    """
    judgements: list[Judgement] = []
    document_count = 0
    for label in labels:
        document_count += 1
        try:
            document, reason = _read(label, settings), None
        except UnreadableFile as error:
            document, reason = None, f"没有读出：{error}"
        judgements += _judge(label, document, reason)
    return MetadataEvaluation(document_count, tuple(judgements))


def _read(label: Label, settings: Settings) -> Document:
    folder, file = find_file(label.path, label.path.parent)
    for item in read_file(folder, file, settings):
        if isinstance(item, Document):
            return item
    raise UnreadableFile("没有文档")


def _judge(label: Label, document: Document | None, reason: str | None) -> Iterator[Judgement]:
    file = label.path.name
    metadata = document.metadata() if document else {}
    evidence = document.evidence if document else {}
    for name, expected in label.fields.items():
        yield Judgement(file, name, expected, metadata.get(name), reason or evidence.get(name))
    if label.speakers is not None:
        speakers = frozenset(known_as(one.name) for one in document.speakers) if document else None
        yield Judgement(
            file,
            "speakers",
            label.speakers - label.neither,
            speakers and speakers - label.neither,
            reason or evidence.get("speakers"),
        )
    for start, who in label.said_by:
        found = _speakers_of(start, document) if document else None
        yield Judgement(
            file, "said_by", who - label.neither, found and found - label.neither, reason, start
        )


def _speakers_of(start: str, document: Document) -> frozenset[str] | None:
    """Who speaks the paragraph that starts so, or else holds these words; None if there is none."""
    wanted = comparable(start)
    texts = [(comparable(one.text), one.speakers) for one in document.paragraphs]
    for fits in (str.startswith, str.__contains__):
        for text, speakers in texts:
            if fits(text, wanted):
                return frozenset(map(known_as, speakers))
    return None


def _score(judgements: Iterable[Judgement]) -> Score:
    judged = list(judgements)
    return Score(
        judgement_count=len(judged),
        right=sum(one.right for one in judged),
        expected=sum(len(_values(one.expected)) for one in judged),
        given=sum(len(_values(one.found)) for one in judged),
        given_right=sum(len(_values(one.expected) & _values(one.found)) for one in judged),
    )


def _values(found: Found) -> frozenset[str]:
    """The values as they are compared."""
    if isinstance(found, frozenset):
        return found
    return frozenset() if found is None else frozenset((comparable(str(found)),))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _plain(found: Found) -> Any:
    return sorted(found) if isinstance(found, frozenset) else found
