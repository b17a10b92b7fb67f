"""Wildcards between the characters of a run: `*` is up to ten characters, `?` exactly one."""

import re
from itertools import chain, zip_longest

from searchapp.languages import counted, gettext
from searchapp.query.mistakes import Mistake, from_character
from searchapp.query.scanner import Token, quoted
from searchapp.query.tree import Gap, Node, Or, Substring, Wildcard
from searchapp.settings import Settings
from searchapp.text.fold import comparable, fold

_STAR = 10
"""The most characters for which a `*` stands."""
_STARS = re.compile(r"\*+")
_SIGNS = re.compile(r"[*?](?:[*? ]*[*?])?")


def run_node(token: Token, settings: Settings) -> Node:
    """What a run asks for.

    Question marks at its edges are characters. Those inside may have been pasted with a sentence,
    so the run is looked for as it stands, too. Raises `Mistake` for a `*` at an edge, and for gaps
    of too many characters.
    """
    whole = Substring(token.comparable)
    if not _SIGNS.search(whole.text):
        return whole
    run, start = token.text, token.start
    folded = fold(run)
    inner = folded.strip(" ?")
    if inner.startswith("*"):
        raise _star_at_edge(folded, start, folded.index("*"))
    if inner.endswith("*"):
        raise _star_at_edge(folded, start, folded.rindex("*"))
    pieces, signs = _split(run)
    if not signs:
        return whole
    gaps = tuple(map(_gap, signs))
    most = sum(one.most for one in gaps)
    if most > settings.max_wildcard_gap:
        raise Mistake(
            from_character(
                start,
                gettext(
                    "这个词里的通配符合起来可代表 %(count)s 个字符，最多 %(most)s 个",
                    count=most,
                    most=settings.max_wildcard_gap,
                ),
            ),
            start,
            token.end,
            quoted(run),
        )
    node = Wildcard(tuple(comparable(piece).strip(" ") for piece in pieces), gaps)
    return node if "*" in folded else Or((node, whole))


def refuse_wildcards(token: Token, field: str) -> None:
    """Raise `Mistake` if there are wildcards in a run: this field takes none."""
    folded = fold(token.text).rstrip("?")
    for signs in _SIGNS.finditer(folded):
        if signs.start() or "*" in signs[0]:
            place = token.start + signs.start()
            raise Mistake(
                from_character(
                    place, gettext("%(field)s里不用通配符，写出其中一段文字即可", field=field)
                ),
                place,
                token.start + signs.end(),
            )


def wildcard_text(node: Wildcard) -> str:
    """The run that asks for this."""
    signs = ["?" * one.least + "*" * ((one.most - one.least) // _STAR) for one in node.gaps]
    return "".join(chain.from_iterable(zip_longest(node.parts, signs, fillvalue="")))


def in_words(run: str) -> str:
    """A run with wildcards to be read: 高〔至多 10 字〕发展."""
    pieces, signs = _split(run)
    words = [f"〔{_gap_words(_gap(one))}〕" for one in signs]
    return "".join(chain.from_iterable(zip_longest(pieces, words, fillvalue="")))


def _split(run: str) -> tuple[list[str], list[str]]:
    """The pieces of a run, and the wildcards between one and the next, in half width."""
    folded = fold(run)
    end = len(folded.rstrip(" ?"))
    found = list(_SIGNS.finditer(folded, len(folded) - len(folded.lstrip(" ?")), end))
    starts = [0, *(one.end() for one in found)]
    ends = [*(one.start() for one in found), len(run)]
    pieces = [run[start:end] for start, end in zip(starts, ends, strict=True)]
    return pieces, [one[0] for one in found]


def _gap(signs: str) -> Gap:
    """The characters for which wildcards that follow each other stand."""
    least = signs.count("?")
    return Gap(least, least + _STAR * signs.count("*"))


def _gap_words(one: Gap) -> str:
    if one.least == one.most:
        return counted("%(number)s 字", one.most)
    if one.least:
        return gettext("%(least)s 至 %(most)s 字", least=one.least, most=one.most)
    return counted("至多 %(number)s 字", one.most)


def _star_at_edge(folded: str, start: int, place: int) -> Mistake:
    """The mistake of a `*` at this place of a run that begins at `start`."""
    stars = next(one for one in _STARS.finditer(folded) if one.start() <= place < one.end())
    return Mistake(
        gettext(
            "第 %(place)s 个字符处的“*”不在两个字之间：通配符只用在词语中间，如 高*发展；"
            '词首、词尾不必写，检索的就是包含它的段落；要找“*”本身，请写作 "*"',
            place=start + place + 1,
        ),
        start + stars.start(),
        start + stars.end(),
    )
