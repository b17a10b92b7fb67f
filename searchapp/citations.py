"""How a document, or a paragraph of it, is cited.

`gbt7714` follows GB/T 7714—2015 《信息与文献　参考文献著录规则》 as for electronic resources (4.6):

    主要责任者. 题名: 其他题名信息[类型/OL]. 出版者, 出版年(更新日期)[引用日期]. 获取和访问路径

- Of more than three people the first three and 等 (8.1.2); nobody where nobody is named, as lists
  in the order of citation allow (8.1.3).
- A report is R, everything else EB (电子公告), OL what is read online (8.2.2, appendix B).
- A place or a publisher that is not known is left out, as of electronic resources (8.4.1.3,
  8.4.2.3). Where it is not known when the page was put out, the year of what it is about stands in
  brackets as an estimate (8.4.3.3), and nothing where that is not known either.
- Dates are YYYY-MM-DD (8.4.4.2).

`bibtex` gives an entry `@online`, which BibLaTeX and the styles of GB/T 7714 know and others read
as `@misc`; `ris` the tags of the RIS format (Research Information Systems, 2001) as reference
managers read it. `quotation` is for letters and chats: the words, who says them where, the link.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote
from zlib import crc32

from searchapp.addresses import web_address

_MOST_PEOPLE = 3
_CARRIERS = {"report": "R/OL"}
_RIS_TYPES = {"report": "RPRT", "law": "STAT"}
# Control characters, blanks of every kind, and what turns the direction of writing.
_NOT_PLAIN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+"
)
_TEX = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{one: f"\\{one}" for one in "#$%&_"},
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph that is cited: `url` leads to it."""

    ordinal: int
    text: str
    speakers: Sequence[str]
    url: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A document, by its metadata, that somebody reads at a URL on a day."""

    document: Mapping[str, Any]
    url: str
    accessed: date
    part: Part | None = None

    @property
    def path(self) -> str:
        """Where the words are read: the paragraph, else the source, else our page of it."""
        return _url(self.part.url if self.part else self.source_url or self.url)

    @property
    def source_url(self) -> str | None:
        """Where the document was put out, if that is on the web."""
        return web_address(self.document["url"])

    @property
    def people(self) -> tuple[str, ...]:
        """Who is responsible for the words: who speaks, of news and the like who wrote."""
        speakers = [one["name"] for one in self.document["speakers"]]
        named = [one for one in speakers if not one.startswith("〈")]
        is_spoken = self.document["kind"] in ("speech", "report")
        found = (named or self.document["authors"]) if is_spoken else self.document["authors"]
        return tuple(map(_plain, found))

    @property
    def title(self) -> str:
        return _plain(self.document["title"])

    @property
    def subtitle(self) -> str:
        return _plain(self.document["subtitle"] or "").strip("—-－ ")

    @property
    def publisher(self) -> str:
        return _plain(self.document["source"] or "")

    @property
    def year(self) -> str:
        """When it was put out, or the year that it is about."""
        known = self.document["published"] or self.document["date"] or self.document["year"]
        return str(known)[:4] if known else ""

    @property
    def note(self) -> str:
        """Which paragraph is cited, and where the document comes from."""
        if not self.part:
            return ""
        source = f"；原文 {_url(self.source_url)}" if self.source_url else ""
        return f"第 {self.part.ordinal} 段{source}"


def gbt7714(cited: Cited) -> str:
    """A line of a list of references."""
    people = ", ".join(cited.people[:_MOST_PEOPLE])
    if len(cited.people) > _MOST_PEOPLE:
        people += ", 等"
    title = f"{cited.title}: {cited.subtitle}" if cited.subtitle else cited.title
    carrier = _CARRIERS.get(cited.document["kind"], "EB/OL")
    published = cited.document["published"]
    year = (cited.year if published else f"[{cited.year}]") if cited.year else ""
    # The day says the year, too, where no publisher is named before it.
    issued = ", ".join(filter(None, (cited.publisher, year if cited.publisher else "")))
    if published:
        issued += f"({published})"
    elif not cited.publisher:
        issued = year
    parts = (people, f"{title}[{carrier}]", f"{issued}[{cited.accessed}]", cited.path)
    return ". ".join(filter(None, parts))


def bibtex(cited: Cited) -> str:
    """An entry of a BibTeX database."""
    fields = {
        "author": " and ".join(f"{{{_tex(one)}}}" for one in cited.people),
        "title": f"{{{_tex(cited.title)}}}",
        "subtitle": f"{{{_tex(cited.subtitle)}}}" if cited.subtitle else "",
        "organization": _tex(cited.publisher),
        "year": cited.year,
        "date": cited.document["published"] or "",
        "eventdate": cited.document["date"] or "",
        "url": cited.path,
        "urldate": str(cited.accessed),
        "note": _tex(cited.note),
        "langid": "chinese",
    }
    lines = [f"  {name:<12} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@online{{{key(cited)},", *lines, "}", ""))


def ris(cited: Cited) -> str:
    """A record of a RIS file; its lines end as the format asks."""
    published = cited.document["published"] or cited.document["date"]
    tags = [
        ("TY", _RIS_TYPES.get(cited.document["kind"], "ELEC")),
        *(("AU", one) for one in cited.people),
        ("TI", cited.title),
        ("T2", cited.subtitle),
        ("PB", cited.publisher),
        ("PY", cited.year),
        ("DA", published.replace("-", "/") if published else ""),
        ("LA", "zh"),
        ("UR", cited.path),
        ("Y2", f"{cited.accessed:%Y/%m/%d}"),
        ("N1", cited.note),
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "\r\n".join((*lines, "ER  - ", ""))


def quotation(cited: Cited) -> str:
    """The words with who says them where, and the link; of a whole document what it is."""
    part = cited.part
    speakers = part.speakers if part else cited.people
    who = "、".join(map(_plain, speakers))
    when = cited.document["date"] or cited.document["published"] or cited.document["year"]
    places = (cited.publisher, str(when or ""), f"第 {part.ordinal} 段" if part else "")
    told = "，".join((f"《{cited.title}》", *filter(None, places)))
    source = f"{who}：{told}" if who else told
    words = f"{_plain(part.text)}\n——" if part else ""
    return f"{words}{source}\n{cited.path}"


FORMATS = {"gbt7714": gbt7714, "bibtex": bibtex, "ris": ris, "quotation": quotation}


def key(cited: Cited) -> str:
    """A key for an entry: the same for the same document, of letters that every program takes."""
    number = crc32(cited.document["id"].encode(errors="surrogatepass"))
    part = f"-p{cited.part.ordinal}" if cited.part else ""
    return f"searchapp-{cited.year or 'nd'}-{number:08x}{part}"


def _plain(text: str) -> str:
    """The text on one line, without what only machines obey."""
    return _NOT_PLAIN.sub(" ", text).strip()


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _url(url: str) -> str:
    """The URL without characters that no URL has, and that would end a field or line."""
    return quote(_plain(url), safe="!#$%&'()*+,-./:;=?@[]_~")
