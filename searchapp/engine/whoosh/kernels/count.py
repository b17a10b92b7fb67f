"""Hits and counts of facet values in one walk over the paragraphs that match."""

from searchapp.engine.whoosh.container import Array
from searchapp.engine.whoosh.failing import REGION, SPEAKER, YEAR
from searchapp.engine.whoosh.kernels.compiled import compiled

_TYPES = "<i8 <f4 <u4 <u4 <u4 <u4 <u4 <u4 <u4 <u4 <u1 <u1 <u1 <u1 <i8 >i8 >f4 >i8 >i8 >i4"


@compiled(*_TYPES.split())
def count_values(
    paragraphs: Array,
    scores: Array,
    paragraph_part: Array,
    part_document: Array,
    part_group: Array,
    document_paragraph: Array,
    document_year: Array,
    document_region: Array,
    group_start: Array,
    group_speaker: Array,
    failing_years: Array,
    failing_regions: Array,
    failing_documents: Array,
    failing_groups: Array,
    edges: Array,
    kept: Array,
    kept_scores: Array,
    documents: Array,
    firsts: Array,
    table: Array,
) -> tuple[int, int, int, int, int]:
    """What `counting.counted` asks: fills the last five arrays, `kept` unless it is empty.

    Gives the numbers of hits and of their documents, and where the counts of each facet end. While
    it counts, the third part of `table` says which document each speaker was last counted for.
    """
    value_count = len(table) // 3
    count = document_count = begin = 0
    while begin < len(paragraphs):
        document = part_document[paragraph_part[paragraphs[begin]]]
        limit = document_paragraph[document + 1]
        year, region = document_year[document], document_region[document]
        of_document = failing_years[year] | failing_regions[region] | failing_documents[document]
        first = count
        of_year = of_region = 0
        while begin < len(paragraphs) and paragraphs[begin] < limit:
            group = part_group[paragraph_part[paragraphs[begin]]]
            failing = of_document | failing_groups[group]
            if failing == 0:
                if len(kept):
                    kept[count] = paragraphs[begin]
                    kept_scores[count] = scores[begin]
                count += 1
            of_year += failing & ~YEAR == 0
            of_region += failing & ~REGION == 0
            if failing & ~SPEAKER == 0:
                for member in range(group_start[group], group_start[group + 1]):
                    value = edges[2] + group_speaker[member]
                    table[value] += 1
                    table[value_count + value] += table[2 * value_count + value] != document + 1
                    table[2 * value_count + value] = document + 1
            begin += 1
        if count > first:
            documents[document_count], firsts[document_count] = document, first
            document_count += 1
        if of_year:
            table[year] += of_year
            table[value_count + year] += 1
        if of_region:
            table[edges[1] + region] += of_region
            table[value_count + edges[1] + region] += 1
    firsts[document_count] = count

    ends = [0, 0, 0]
    present = 0
    for facet in range(3):
        for value in range(edges[facet], edges[facet + 1]):
            if table[value]:
                table[present] = table[value]
                table[value_count + present] = table[value_count + value]
                table[2 * value_count + present] = value
                present += 1
        ends[facet] = present
    return count, document_count, ends[0], ends[1], ends[2]
