"""A page of results."""

import click

from searchapp.hits import Hit
from searchapp.results import SearchResult
from searchapp.snippets import Snippet


def print_result(result: SearchResult) -> None:
    """A page of hits, the related paragraphs and the facets."""
    click.echo(f"{result.interpretation}：{result.paragraph_count} 段，{result.document_count} 篇")
    if result.synonyms and not result.request.synonyms:
        same = "；".join("、".join(one) for one in result.synonyms.values())
        click.echo(f"同义词：{same}（--synonyms 使它们也算命中）")
    for title in result.documents:
        click.echo(f"标题相符：{_marked(Snippet(title.document['title'], title.highlights))}")
    for hit in result.hits:
        _print_hit(hit)
    if result.ways_out:
        click.echo("\n没有命中的段落，相近的检索：")
        for way in result.ways_out:
            click.echo(f"  {way.label}：{way.paragraph_count} 段")
    if result.related:
        click.echo("\n相关段落（不计入命中）")
        for hit in result.related:
            _print_hit(hit)
    for facet in result.facets:
        values = "  ".join(f"{one.label} {one.paragraph_count}" for one in facet.values)
        click.echo(f"\n{facet.label}：{values or '无'}")
    if result.pages > 1:
        click.echo(f"\n第 {result.request.page} 页，共 {result.pages} 页（--page 翻页）")


def _print_hit(hit: Hit) -> None:
    document = hit.document
    facts = (document["date"] or document["year"], document["region"], "、".join(hit.speakers))
    told = " · ".join(str(one) for one in facts if one)
    click.echo(f"\n{click.style(document['title'], bold=True)}  {told}  第 {hit.ordinal} 段")
    click.echo(f"  {_marked(hit.snippet)}")
    click.echo(click.style(f"  {hit.id}", dim=True))
    if hit.others_count:
        click.echo(f"  另有 {hit.others_count:,} 处相同表述（--same-as 列出）")


def _marked(snippet: Snippet) -> str:
    """Text with its marks in colour, where the terminal has any."""
    parts, position = [], 0
    for start, end in snippet.highlights:
        parts.append(snippet.text[position:start])
        parts.append(click.style(snippet.text[start:end], fg="red", bold=True))
        position = end
    return "".join(parts) + snippet.text[position:]
