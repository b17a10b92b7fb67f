"""The paragraphs that every engine is given, cut into words once.

They are the statutes of the corpus in an order drawn by seed; a size is so many paragraphs of it
from the start, the last document cut short. Statutes have no speakers: their paragraphs are dealt
out in turns of four on average, as in speeches where people take turns (those among the seeds have
3.7 to 4.7 a turn). A turn is that of one of 400, few of whom speak often, or, four in ten, of
nobody.
"""

import json
import lzma
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from searchapp.engine.contract import NARRATION, UNKNOWN, DocumentEntry, ParagraphEntry
from searchapp.text.fold import comparable
from searchapp.text.words import words

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_GIVEN_NAMES = "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚玲"
_SPEAKERS = [surname + given for surname in _SURNAMES for given in _GIVEN_NAMES]
_HOW_OFTEN = list(accumulate(1 / rank for rank in range(1, len(_SPEAKERS) + 1)))
_NARRATED = 0.4
_FIRST_INDEXED = datetime(2026, 1, 1, tzinfo=UTC)
_PARAGRAPHS_A_TURN = 4


def cut(corpus: Path, target: Path, size: int, seed: int) -> None:
    """Write the documents of so many paragraphs with their words, for `Corpus`."""
    count = 0
    speakers = random.Random(seed)
    with target.open("w", encoding="utf-8") as file:
        for document in _shuffled(corpus, seed):
            rows = []
            for text, speaker in zip(document["paragraphs"], _speakers(speakers), strict=False):
                rows.append([text, *_words(text), speaker])
            metadata = {name: document[name] for name in ("id", "title", "year", "date", "region")}
            row = {"metadata": metadata, "title": _words(document["title"]), "paragraphs": rows}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += len(rows)
            if count >= size:
                return
    raise SystemExit(f"{corpus} holds {count} paragraphs, fewer than {size}")


@dataclass(frozen=True)
class Corpus:
    """The first `size` paragraphs of a file that `cut` has written."""

    file: Path
    size: int

    def documents(self) -> Iterator[DocumentEntry]:
        """The documents that hold them."""
        left = self.size
        with self.file.open(encoding="utf-8") as file:
            for line in file if left else ():
                entry = _entry(json.loads(line))
                if len(entry.paragraphs) >= left:
                    yield replace(entry, paragraphs=entry.paragraphs[:left])
                    return
                left -= len(entry.paragraphs)
                yield entry


def segmentation(corpus: Corpus, share: int = 0, shares: int = 1) -> float:
    """The CPU seconds of jieba alone for the text, titles included, or for one share of it."""
    texts = [
        text
        for document in corpus.documents()
        for text in (document.title_comparable, *(one.comparable for one in document.paragraphs))
    ]
    words("词典")  # load the dictionary before the clock runs
    started = time.process_time()
    for one in texts[share::shares]:
        words(one)
    return time.process_time() - started


def with_pairs(entries: Iterator[DocumentEntry]) -> Iterator[DocumentEntry]:
    """The documents with overlapping pairs of characters for words: substrings are phrases."""
    for one in entries:
        yield replace(
            one, paragraphs=tuple(replace(p, words=pairs(p.comparable)) for p in one.paragraphs)
        )


def pairs(comparable: str) -> list[str]:
    """Overlapping pairs of characters; a blank would end a word and is written as U+2423."""
    shown = comparable.replace(" ", "␣")
    return [shown[i : i + 2] for i in range(len(shown) - 1)]


def source_line(entry: DocumentEntry) -> str:
    """The document as a line of a .jsonl file for `reindex`, with its first paragraph's speaker."""
    speaker = entry.paragraphs[0].speakers[0]
    record = {
        **json.loads(entry.metadata),
        "speakers": "" if speaker == NARRATION else speaker,
        "paragraphs": [one.text for one in entry.paragraphs],
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _shuffled(corpus: Path, seed: int) -> list[dict[str, Any]]:
    with lzma.open(corpus, "rt", encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    random.Random(seed).shuffle(found)
    return found


def _words(text: str) -> list[str]:
    """The comparable text and its words with blanks between."""
    folded = comparable(text)
    return [folded, " ".join(words(folded))]


def _speakers(chance: random.Random) -> Iterator[str]:
    """Who speaks the paragraphs of a document, one after another, without end."""
    while True:
        narrated = chance.random() < _NARRATED
        speaker = NARRATION if narrated else chance.choices(_SPEAKERS, cum_weights=_HOW_OFTEN)[0]
        yield speaker
        while chance.random() >= 1 / _PARAGRAPHS_A_TURN:
            yield speaker


def _day(text: str | None) -> date | None:
    """A calendar day; one statute is dated 1946-00-00, which is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _entry(row: dict[str, Any]) -> DocumentEntry:
    metadata = row["metadata"]
    day = _day(metadata["date"])
    return DocumentEntry(
        id=metadata["id"],
        title_comparable=row["title"][0],
        title_words=row["title"][1].split(),
        year=str(metadata["year"] or UNKNOWN),
        region=metadata["region"] or UNKNOWN,
        source=UNKNOWN,
        kind="law",
        first_day=day,
        last_day=day,
        first_indexed=_FIRST_INDEXED,
        metadata=json.dumps(metadata, ensure_ascii=False),
        paragraphs=tuple(
            ParagraphEntry(text, comparable, cut_words.split(), (speaker,))
            for text, comparable, cut_words, speaker in row["paragraphs"]
        ),
    )
