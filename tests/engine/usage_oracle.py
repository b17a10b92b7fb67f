"""How often hits say something, and who said it first, in plain Python."""

import re
from collections import defaultdict

from engine_oracle import Oracle, values
from tree_oracle import spans

from searchapp.query.tree import Near, Substring


def usage(documents, query, marks, facet):
    """{value: (paragraphs, documents, occurrences)}."""
    found = defaultdict(list)
    for document, ordinal in Oracle(documents).hits(query):
        often = occurrences(document.paragraphs[ordinal - 1].comparable, marks)
        for value in dict.fromkeys(values(document, ordinal, facet)):
            found[value].append((document.id, often))
    return {
        value: (len(some), len({one for one, _ in some}), sum(often for _, often in some))
        for value, some in found.items()
    }


def first_uses(documents, query, facet):
    """[(value, document id, ordinal)]."""
    dated = [one for one in Oracle(documents).hits(query) if one[0].last_day]
    dated.sort(key=lambda hit: (hit[0].last_day, hit[0].id, hit[1]))
    found = {}
    for document, ordinal in dated:
        for value in sorted(values(document, ordinal, facet)):
            found.setdefault(value, (document.id, ordinal))
    return [(value, *place) for value, place in found.items()]


def occurrences(text, marks):
    """How many pieces of a text are covered by matches, those that overlap being one piece."""
    count, end = 0, -1
    for start, last in sorted(one for mark in marks for one in matches(text, mark)):
        count += start >= end
        end = max(end, last)
    return count


def matches(text, mark):
    if isinstance(mark, Substring):
        return [one.span() for one in re.finditer(re.escape(mark.text), text)]
    if isinstance(mark, Near):
        left, right = spans(mark.left, text), spans(mark.right, text)
        return [one for one in left if is_near(one, right, mark.distance)] + [
            one for one in right if is_near(one, left, mark.distance)
        ]
    shortest = {}
    for start, end in spans(mark, text):
        shortest[start] = min(end, shortest.get(start, end))
    return list(shortest.items())


def is_near(one, others, distance):
    return any(
        0 <= other[0] - one[1] <= distance or 0 <= one[0] - other[1] <= distance for other in others
    )
