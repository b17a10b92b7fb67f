"""What the contract means, in plain Python over a list of documents; how tests make documents."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime

from tree_oracle import asks_for_text, holds, ruled_out

from searchapp.engine.contract import (
    FACETS,
    UNKNOWN,
    DocumentEntry,
    EngineQuery,
    Filters,
    ParagraphEntry,
)
from searchapp.engine.whoosh import open_writer
from searchapp.query.tree import And, Substring, texts


def every(asked):
    """The tree of rows that contain every text; none, which is for all rows, without texts."""
    return And(tuple(map(Substring, dict.fromkeys(asked)))) if asked else None


def entry(
    document_id,
    *texts,
    title="",
    speakers=None,
    year=UNKNOWN,
    region=UNKNOWN,
    source=UNKNOWN,
    kind="other",
    first_day=None,
    last_day=None,
    first_indexed=datetime(2026, 1, 1, tzinfo=UTC),
):
    """A document whose comparable texts are its texts, and whose words are pairs of characters.

    `speakers` are the facet values of each paragraph; all are unknown by default.
    """
    return DocumentEntry(
        id=document_id,
        title_comparable=title,
        title_words=pairs(title),
        year=year,
        region=region,
        source=source,
        kind=kind,
        first_day=first_day,
        last_day=last_day if last_day is not None else first_day,
        first_indexed=first_indexed,
        metadata=f"metadata of {document_id}",
        paragraphs=tuple(
            ParagraphEntry(f"<{text}>", text, pairs(text), each)
            for text, each in zip(texts, speakers or [(UNKNOWN,)] * len(texts), strict=True)
        ),
    )


def pairs(text):
    return [text[i : i + 2] for i in range(len(text) - 1)]


def write(folder, *documents, delete=()):
    with open_writer(folder) as writer:
        for document_id in delete:
            writer.delete(document_id)
        for document in documents:
            writer.add(document)


class Oracle:
    """The documents of an index in plain Python."""

    def __init__(self, documents):
        self.documents = list(documents)

    def matches(self, tree):
        return [
            (document, ordinal)
            for document in self.documents
            for ordinal in range(1, len(document.paragraphs) + 1)
            if holds(tree, document, ordinal)
        ]

    def hits(self, query):
        return [one for one in self.matches(query.tree) if passes(*one, query.filters)]

    def facet(self, query, facet):
        """{value: (paragraph count, document count)} without the facet's own filter."""
        others = Filters(
            {name: chosen for name, chosen in query.filters.include.items() if name != facet},
            {name: chosen for name, chosen in query.filters.exclude.items() if name != facet},
            query.filters.date_from,
            query.filters.date_to,
        )
        found = defaultdict(list)
        for document, ordinal in self.matches(query.tree):
            if passes(document, ordinal, others):
                for value in dict.fromkeys(values(document, ordinal, facet)):
                    found[value].append(document.id)
        return {value: (len(ids), len(set(ids))) for value, ids in found.items()}

    def titles(self, query):
        return {
            document.metadata
            for document in self.documents
            if asks_for_text(query.tree, in_titles=True)
            and holds(query.tree, document, 0)
            and document_passes(document, query.filters)
        }

    def in_order(self, query):
        """The hits in an order that is not that of relevance."""

        def order(hit):
            document, ordinal = hit
            if query.sort == "-first_indexed":
                return -document.first_indexed.timestamp(), document.id, ordinal
            day = (document.last_day or date.min).toordinal()
            day = day if query.sort == "date" else -day
            return document.last_day is None, day, document.id, ordinal

        return [(one.id, ordinal) for one, ordinal in sorted(self.hits(query), key=order)]


def values(document, ordinal, facet):
    if facet == "speaker":
        return document.paragraphs[ordinal - 1].speakers
    return [getattr(document, facet)]


def passes(document, ordinal, filters):
    return date_passes(document, filters) and all(
        choice_passes(values(document, ordinal, facet), filters, facet) for facet in FACETS
    )


def document_passes(document, filters):
    """Whether one of its paragraphs passes, or, without any, its own year, region and dates."""
    ordinals = range(1, len(document.paragraphs) + 1)
    if ordinals:
        return any(passes(document, ordinal, filters) for ordinal in ordinals)
    return (
        date_passes(document, filters)
        and choice_passes([document.year], filters, "year")
        and choice_passes([document.region], filters, "region")
        and not filters.include.get("speaker")
    )


def choice_passes(present, filters, facet):
    def holds(chosen):
        return any(
            one == chosen or (facet == "region" and one.startswith(chosen + "/")) for one in present
        )

    include, exclude = filters.include.get(facet, ()), filters.exclude.get(facet, ())
    return (not include or any(map(holds, include))) and not any(map(holds, exclude))


def date_passes(document, filters):
    if filters.date_from is None and filters.date_to is None:
        return True
    if document.last_day is None:
        return False
    return (filters.date_from or date.min) <= document.last_day and document.first_day <= (
        filters.date_to or date.max
    )


def check(snapshot, documents, query):
    """Every part of the answer to `query` is what the oracle says."""
    oracle = Oracle(documents)
    answer = snapshot.search(query)
    assert tuple(snapshot.scan(query)) == answer.hits
    hits = oracle.hits(query)
    assert answer.paragraph_count == len(hits)
    assert answer.document_count == len({one.id for one, _ in hits})
    for facet in FACETS:
        values, *columns = answer.facets[facet]
        assert values == sorted(values)
        counts = dict(zip(values, zip(*columns, strict=True), strict=True))
        assert counts == oracle.facet(query, facet)
    page = [(one.document_id, one.ordinal) for one in answer.hits]
    if query.sort == "relevance" and asks_for_text(query.tree):
        expected = {(one.id, ordinal) for one, ordinal in hits}
        size = max(0, min(query.limit, len(expected) - query.offset))
        assert len(page) == len(set(page)) == size
        assert expected.issuperset(page)
        scores = [one.score for one in answer.hits]
        assert scores == sorted(scores, reverse=True)
    else:
        order = oracle.in_order(query)
        assert page == order[query.offset :][: query.limit]
    titles = oracle.titles(query)
    assert len(answer.titles) == len(set(answer.titles)) == min(len(titles), query.titles)
    assert titles.issuperset(answer.titles)
    check_related(oracle, answer, query)
    check_counted_and_sampled(snapshot, query, [one.paragraphs[n - 1].text for one, n in hits])
    for one in (*answer.hits, *answer.related):
        document = next(each for each in documents if each.id == one.document_id)
        paragraph = document.paragraphs[one.ordinal - 1]
        assert (one.text, one.metadata) == (paragraph.text, document.metadata)
        assert sorted(one.speakers) == sorted(set(paragraph.speakers))


def check_counted_and_sampled(snapshot, query, hit_texts):
    """The count is that of the answer; a sample has hits only, none of them twice."""
    assert snapshot.count(query) == len(hit_texts)
    for limit in (0, 3, 100):
        sample = snapshot.sample_texts(query, limit)
        assert len(sample) == min(limit, len(hit_texts))
        assert Counter(sample) <= Counter(hit_texts)


def held(documents, filters, facet):
    """{value: (paragraphs, documents, characters)} of all that passes the filters."""
    found = defaultdict(list)
    for document, ordinal in Oracle(documents).hits(EngineQuery(filters=filters)):
        for value in dict.fromkeys(values(document, ordinal, facet)):
            found[value].append((document.id, len(document.paragraphs[ordinal - 1].comparable)))
    return {
        value: (len(some), len({one for one, _ in some}), sum(length for _, length in some))
        for value, some in found.items()
    }


def check_held(snapshot, documents, filters):
    """What text is held is counted as the oracle counts it, each time it is asked for."""
    for _ in range(2):
        tables = snapshot.held(filters)
        assert list(tables) == list(FACETS)
        for facet, (values, *columns) in tables.items():
            assert values == sorted(values)
            counts = dict(zip(values, zip(*columns, strict=True), strict=True))
            assert counts == held(documents, filters, facet)


def word_counts(documents):
    """How many paragraphs and titles have each word."""
    rows = [one.words for document in documents for one in document.paragraphs]
    rows += [document.title_words for document in documents]
    return Counter(word for row in rows for word in set(row))


def check_related(oracle, answer, query):
    """Related paragraphs are others than the hits and share a bigram or word with the query.

    They pass the filters and are not ruled out by what the tree asks besides texts.
    There are as many as are asked for, if there are as many that share one.
    """
    hits = {(one.id, ordinal) for one, ordinal in oracle.hits(query)}
    related = [(one.document_id, one.ordinal) for one in answer.related]
    assert len(set(related)) == len(related)
    assert hits.isdisjoint(related)
    passing = [
        (document, ordinal)
        for document, ordinal in oracle.hits(EngineQuery(filters=query.filters))
        if not ruled_out(query.tree, document, ordinal)
    ]
    wanted = {*query.words, *(pair for term in texts(query.tree) for pair in pairs(term) or [term])}
    sharing = {
        (document.id, ordinal)
        for document, ordinal in passing
        if wanted & {*pairs(document.paragraphs[ordinal - 1].comparable)}
        or wanted & {*document.paragraphs[ordinal - 1].words}
    } - hits
    assert {(one.id, ordinal) for one, ordinal in passing}.issuperset(related)
    missing = query.related - len(hits) if asks_for_text(query.tree) and not query.offset else 0
    assert len(related) >= min(missing, len(sharing))
    assert len(related) <= max(missing, 0)
    scores = [one.score for one in answer.related]
    assert scores == sorted(scores, reverse=True)
