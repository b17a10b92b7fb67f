"""Documents at the place of their first hit, with the hits that come next."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from test_collapse import indexes, queries

assert indexes  # the same documents in one index segment and in many, with deletions


def places(hits):
    return [(one.document_id, one.ordinal) for one in hits]


def documents(in_order):
    """The hits of each document in their order, the document of the first hit first."""
    found = {}
    for document_id, ordinal in in_order:
        found.setdefault(document_id, []).append((document_id, ordinal))
    return list(found.values())


@settings(max_examples=25, deadline=None)
@given(queries)
def test_every_document_with_hits_is_on_one_page_where_its_best_hit_stands(indexes, query):
    for snapshot in indexes.snapshots:
        in_order = places(snapshot.search(replace(query, limit=10_000)).hits)
        expected = documents(in_order)
        found = []
        for offset in range(0, len(expected) + query.limit, query.limit):
            answer = snapshot.search(replace(query, offset=offset, unit="document"))
            assert answer.paragraph_count == len(in_order)
            assert answer.document_count == answer.unit_count == len(expected)
            assert len(answer.hits) == max(0, min(query.limit, len(expected) - offset))
            for hit in answer.hits:
                (own,) = [one for one in expected if one[0] == (hit.document_id, hit.ordinal)]
                assert hit.others_count == len(own) - 1
                assert places(hit.others) == own[1:][: query.others]
            found += places(answer.hits)
        assert found == [one[0] for one in expected]
        everything = replace(query, unit="document", limit=10_000)
        assert places(snapshot.scan(everything)) == found


@settings(max_examples=15, deadline=None)
@given(queries, st.data())
def test_within_a_document_are_its_hits_and_no_others(indexes, query, data):
    query = replace(query, limit=10_000)
    for snapshot in indexes.snapshots:
        everything = places(snapshot.search(query).hits)
        known = sorted({one for one, _ in everything} | {"not there"})
        document = data.draw(st.sampled_from(known))
        answer = snapshot.search(replace(query, document=document))
        inside = [one for one in everything if one[0] == document]
        assert sorted(places(answer.hits)) == sorted(inside)
        assert answer.paragraph_count == len(inside)
        assert answer.document_count == bool(inside)
        assert not answer.related
        assert snapshot.count(replace(query, document=document)) == len(inside)
