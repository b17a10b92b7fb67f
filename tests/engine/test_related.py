"""Related paragraphs are those of the highest score, worked out here one by one in plain Python."""

import math
import random

import pytest
from engine_oracle import entry, every, pairs, write

from searchapp.engine.contract import EngineQuery, Filters
from searchapp.engine.whoosh import create, open_snapshot
from searchapp.query.tree import Expansion

K1, B, LENGTH, TITLE, EXPANSION, PREFERRED = 0.9, 0.4, 100, 0.3, 0.6, 0.5
LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
YEARS, REGIONS, SPEAKERS = ("2019", "2020"), ("河南省/郑州市", "山东省"), ("张三", "李四")


def some_documents(seed, count):
    chance = random.Random(seed)

    def text(longest):
        return "".join(chance.choices(LETTERS, range(1, 15), k=chance.randint(1, longest)))

    for number in range(count):
        texts = [text(60) for _ in range(chance.randint(1, 12))]
        yield entry(
            f"{number:03}",
            *texts,
            title=text(12),
            speakers=[(chance.choice(SPEAKERS),) for _ in texts],
            year=chance.choice(YEARS),
            region=chance.choice(REGIONS),
        )


def strength(term, text):
    count = pairs(text).count(term)
    found = count / (count + K1 * (1 - B + B * len(text) / LENGTH)) if count else 0
    return max(round(255 * found), 1) / 255 if count else 0


def shares_of(query, terms):
    """What each kind of term (pair or word) counts."""
    found = {("pair", one): 1 for term in terms for one in pairs(term)}
    found |= {("word", one): 1 for one in query.words}
    for text, share in query.expansions:
        kind = "pair" if len(text) > 2 else "word"
        for one in pairs(text):
            found[kind, one] = max(found.get((kind, one), 0), EXPANSION * share)
    return found


def names(document, ordinal, preferred):
    """How many facets have a value that is preferred."""
    values = {
        "year": document.year,
        "region": document.region,
        "speaker": document.paragraphs[ordinal - 1].speakers[0],
    }
    return sum(
        any(values[facet] == one or values[facet].startswith(f"{one}/") for one in chosen)
        for facet, chosen in preferred.items()
    )


def expected(documents, query, terms):
    """The scores of the best related paragraphs, best first."""
    rows = [one.title_comparable for one in documents]
    rows += [one.comparable for document in documents for one in document.paragraphs]
    shares = shares_of(query, terms)
    weights = {}
    for kind, term in shares:
        having = sum(term in row for row in rows)
        weights[kind, term] = (K1 + 1) * math.log1p((len(rows) - having + 0.5) / (having + 0.5))

    def score(text, kinds):
        return sum(
            share * weights[kind, term] * strength(term, text)
            for (kind, term), share in shares.items()
            if kind in kinds
        )

    found = []
    for document in documents:
        title = TITLE * score(document.title_comparable, ("pair",))
        for ordinal, paragraph in enumerate(document.paragraphs, start=1):
            years = query.filters.include.get("year", (document.year,))
            if document.year in years and not all(one in paragraph.comparable for one in terms):
                factor = 1 + PREFERRED * names(document, ordinal, query.preferred)
                own = score(paragraph.comparable, ("pair", "word"))
                if own:
                    found.append((factor * own, factor * (own + title)))
    looked_at = sorted(found, reverse=True)[: 2 * query.related]
    return sorted((both for _, both in looked_at), reverse=True)[: query.related]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("related")
    create(folder)
    documents = list(some_documents(5, 120))
    write(folder, *documents)
    return documents, open_snapshot(folder)


PREFERENCES = [
    {},
    {"year": ("2020",)},
    {"region": ("河南省",), "speaker": ("张三", "王五"), "year": ("1999",)},
]


@pytest.mark.parametrize("preferred", PREFERENCES)
@pytest.mark.parametrize("expansions", [(), (Expansion("子丑寅", 0.5), Expansion("甲乙", 1))])
@pytest.mark.parametrize("years", [(), ("2019",)])
@pytest.mark.parametrize("terms", [("甲乙丙丁戊己庚辛",), ("甲乙丙", "癸子丑寅卯辛")])
def test_no_paragraph_that_is_left_out_has_a_higher_score(
    indexed, terms, years, expansions, preferred
):
    documents, snapshot = indexed
    query = EngineQuery(
        every(terms),
        words=(terms[0][:2], terms[0][2:4]),
        expansions=expansions,
        preferred=preferred,
        filters=Filters({"year": years} if years else {}),
        related=10,
    )
    answer = snapshot.search(query)
    assert not answer.hits
    scores = [one.score for one in answer.related]
    assert scores == pytest.approx(expected(documents, query, terms), rel=1e-5)


def test_hits_of_what_is_preferred_come_first_and_others_are_still_found(indexed):
    _, snapshot = indexed
    plain = snapshot.search(EngineQuery(every(("子丑",)), limit=2000))
    query = EngineQuery(every(("子丑",)), preferred={"speaker": ("李四",)}, limit=2000)
    preferred = snapshot.search(query)
    assert preferred.paragraph_count == plain.paragraph_count
    before = {(one.document_id, one.ordinal): one.score for one in plain.hits}
    assert {one.speakers for one in preferred.hits} == {("张三",), ("李四",)}
    for one in preferred.hits:
        factor = 1 + PREFERRED * (one.speakers == ("李四",))
        known = before[one.document_id, one.ordinal]
        assert one.score == pytest.approx(factor * known, rel=1e-5)
    scores = [one.score for one in preferred.hits]
    assert scores == sorted(scores, reverse=True)


def test_expansions_change_no_hit_and_no_count(indexed):
    _, snapshot = indexed
    tree = every(("卯辛",))
    plain = snapshot.search(EngineQuery(tree))
    expanded = snapshot.search(EngineQuery(tree, expansions=(Expansion("甲乙", 1),)))
    assert expanded.hits == plain.hits
    assert expanded.facets == plain.facets
