"""A page of results."""

from collections.abc import Iterator
from unicodedata import east_asian_width

from searchapp.hits import Concordance, DocumentHits, Hit
from searchapp.results import SearchResult
from searchapp.snippets import Snippet
from searchapp.terminal.saying import say, styled

_BESIDE = 16
"""Characters to each side of a match."""
_BREAKS = dict.fromkeys(map(ord, "\n\r\t\v\f\x85\u2028\u2029"), " ")


def print_result(result: SearchResult) -> None:
    """A page of hits, the related paragraphs and the facets."""
    say(f"{result.interpretation}：{result.paragraph_count} 段，{result.document_count} 篇")
    if result.synonyms and not result.request.synonyms:
        same = "；".join("、".join(one) for one in result.synonyms.values())
        say(f"同义词：{same}（--synonyms 使它们也算命中）")
    for title in result.documents:
        say("标题相符：", *_marked(Snippet(title.document["title"], title.highlights)))
    _print_found(result)
    if result.ways_out:
        say("\n没有命中的段落，相近的检索：")
        for way in result.ways_out:
            say(f"  {way.label}：{way.paragraph_count} 段")
    if result.related:
        say("\n相关段落（不计入命中）")
        for hit in result.related:
            _print_hit(hit)
    for facet in result.facets:
        values = "  ".join(f"{one.label} {one.paragraph_count}" for one in facet.values)
        say(f"\n{facet.label}：{values or '无'}")
    if result.pages > 1:
        say(f"\n第 {result.request.page} 页，共 {result.pages} 页（--page 翻页）")


def _print_found(result: SearchResult) -> None:
    if result.concordance:
        _print_lines(result.concordance)
    elif result.groups:
        for group in result.groups:
            _print_group(group)
    else:
        for hit in result.hits:
            _print_hit(hit)


def _print_hit(hit: Hit) -> None:
    document = hit.document
    facts = (document["date"] or document["year"], document["region"], "、".join(hit.speakers))
    told = " · ".join(str(one) for one in facts if one)
    say("\n", styled(document["title"], bold=True), f"  {told}  第 {hit.ordinal} 段")
    say("  ", *_marked(hit.snippet))
    say(styled(f"  {hit.id}", dim=True))
    if hit.others_count:
        say(f"  另有 {hit.others_count:,} 处相同表述（--same-as 列出）")


def _print_group(group: DocumentHits) -> None:
    for hit in group.hits:
        _print_hit(hit)
    more = group.paragraph_count - len(group.hits)
    if more:
        say(f"  这一篇还有 {more:,} 段（--document 列出）")


def _print_lines(concordance: Concordance) -> None:
    """The matches one below the other: a Chinese character takes two columns."""
    say()
    for line in concordance.lines:
        left = line.left[-_BESIDE:]
        blanks = " " * (2 * _BESIDE - _columns(left))
        match = styled(line.match.translate(_BREAKS), fg="red", bold=True)
        told = line.hit.document["date"] or line.hit.document["year"] or ""
        source = styled(f"{told} {line.hit.id}".translate(_BREAKS), dim=True)
        right = line.right[:_BESIDE].translate(_BREAKS)
        say(blanks + left.translate(_BREAKS), match, f"{right}  ", source)
    if concordance.truncated:
        say(f"只列出最前面的 {concordance.line_count:,} 处")


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex #11)."""
    return sum(2 if east_asian_width(one) in "FWA" else 1 for one in text)


def _marked(snippet: Snippet) -> Iterator[str]:
    """The pieces of a text, its marks in colour, where the terminal has any."""
    position = 0
    for start, end in snippet.highlights:
        yield snippet.text[position:start]
        yield styled(snippet.text[start:end], fg="red", bold=True)
        position = end
    yield snippet.text[position:]
