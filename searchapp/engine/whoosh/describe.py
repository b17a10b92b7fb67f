"""Documents -> the arrays that say what is known of them and of their rows (`layout`, `.doc`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np

from searchapp.engine.whoosh.container import Array, Arrays
from searchapp.engine.whoosh.layout import MAX_LENGTH
from searchapp.engine.whoosh.lexicon import lexicon_arrays, starts_of


@dataclass(frozen=True, slots=True)
class Held:
    """A document ready to be written; `comparables` and `word_counts` have an entry a row."""

    id: str
    year: str
    region: str
    first_day: date | None
    last_day: date | None
    metadata: bytes
    texts: tuple[str, ...]
    speakers: tuple[tuple[str, ...], ...]
    comparables: tuple[str, ...]
    words: Array
    word_counts: tuple[int, ...]

    @property
    def weight(self) -> int:
        """Its characters and words."""
        return sum(map(len, self.comparables)) + len(self.words)


def document_arrays(documents: Sequence[Held]) -> Arrays:
    """The arrays of the container of documents."""
    ids, document_id = _places([one.id for one in documents])
    years, year = _places([one.year for one in documents])
    regions, region = _places([one.region for one in documents])
    metadata = [one.metadata for one in documents]
    texts = [
        text.encode("utf-16-le", "surrogatepass") for one in documents for text in ("", *one.texts)
    ]
    lengths = np.array([len(text) for one in documents for text in one.comparables])
    return {
        **lexicon_arrays("id", ids),
        "id.document": np.argsort(document_id).astype(np.uint32),
        "document.id": document_id,
        "document.row": starts_of(np.array([len(one.comparables) for one in documents])),
        "document.year": year,
        "document.region": region,
        "document.first_day": _days([one.first_day for one in documents]),
        "document.last_day": _days([one.last_day for one in documents]),
        "document.metadata": np.frombuffer(b"".join(metadata), np.uint8),
        "document.metadata_start": starts_of(np.array(list(map(len, metadata))), "<u8"),
        **_turn_arrays(documents),
        "row.length": np.minimum(lengths, MAX_LENGTH).astype(np.uint16),
        "row.text": np.frombuffer(b"".join(texts), "<u2"),
        "row.text_start": starts_of(np.array(list(map(len, texts))) // 2, "<u8"),
        **lexicon_arrays("year", years),
        **lexicon_arrays("region", regions),
    }


def _turn_arrays(documents: Sequence[Held]) -> dict[str, Array]:
    """Turns, their voices and the parts of documents: what filters and facets work on."""
    sizes: list[int] = []
    turn_documents: list[int] = []
    voice_counts: list[int] = []
    voices: list[int] = []
    part_speakers: list[str] = []
    for number, document in enumerate(documents):
        parts: dict[str, int] = {}
        for speakers, turn in groupby([(), *document.speakers]):
            for one in speakers:
                if one not in parts:
                    parts[one] = len(part_speakers)
                    part_speakers.append(one)
            sizes.append(sum(1 for _ in turn))
            turn_documents.append(number)
            voice_counts.append(len(speakers))
            voices.extend(parts[one] for one in speakers)
    speakers_found, part_speaker = _places(part_speakers)
    return {
        "turn.row": starts_of(np.array(sizes)),
        "turn.document": np.array(turn_documents, np.uint32),
        "turn.voice": starts_of(np.array(voice_counts)),
        "voice": np.array(voices, np.uint32),
        "part.speaker": part_speaker,
        "row.turn": np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes),
        **lexicon_arrays("speaker", speakers_found),
    }


def _places(values: Sequence[str]) -> tuple[list[str], Array]:
    """The different values, sorted, and the place of each value among them (uint32)."""
    found = sorted(set(values))
    places = {value: place for place, value in enumerate(found)}
    return found, np.array([places[value] for value in values], np.uint32)


def _days(dates: Sequence[date | None]) -> Array:
    return np.array([0 if one is None else one.toordinal() for one in dates], np.int32)
