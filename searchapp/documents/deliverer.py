"""Who delivers a speech or a report: one person, or the body he speaks for; from folded text."""

import re
from dataclasses import dataclass

from searchapp.documents.names import closed_name, names_at, surname_at
from searchapp.documents.offices import ends_in_office, office_after, office_before
from searchapp.text.fold import comparable

_SPOKEN = r"(?:讲话|发言|致辞|致词|演讲|报告|寄语|献词|开幕词|闭幕词)"
_TITLE = re.compile(rf"^(.{{2,30}}?)(?:同志)?(?:在|于|出席|:|——|关于).*{_SPOKEN}")
_YEAR = re.compile(r"^(?:(?:19|20)\d\d|20[x×*]{1,2})年?(?:度)?")
_DELIVERS = re.compile(
    r"(?:同志|先生|女士)?(?:作|做|代表.{2,12}?(?:作|做)|.{0,20}?在.{2,30}?上?的.{0,4}(?:发言|致辞|讲话|演辞|演讲|答复))"
)
_BODY = re.compile(r"(?:党组|[委府局厅校会院部团司处室区市省县])$|政协|人大|政府|党委")
_LABEL = re.compile(
    r"^\(?(?:讲话人|主讲人|发言人|报告人|演讲者|致辞人|讲话者|主讲) ?: ?(.{2,40}?)\)?$"
)
_FOR = re.compile(
    r"我(?:谨|仅|受托|很荣幸|再次)?代表((?:[^,。;:!?“”向对就讲作做给致谨]|就业|对外|作协){2,24}?)(?:[,。;:]|向|对|就|讲|作|做|给|致|谨|再|回应|表示|宣布|感谢|衷心)"
)
_TOGETHER = re.compile(r"大家|全体|我们|个人|自己|他们|你们|在座|同志们")
# What a document site puts for a name: 市长 ***, 局长 XXX.
_WITHHELD = re.compile(r"^(.{2,30}?) *(?:[x×*□○_某] ?){1,4}(?:同志)?$")
_LONGEST_SIGNATURE = 40


@dataclass(frozen=True, slots=True)
class Deliverer:
    """`name` folded, or None where only `office` or body is known; `words` settle it, and
    `confidence` says how sure that is.
    """

    name: str | None
    office: str | None
    words: str
    confidence: float


def deliverer(title: str, above: list[str], texts: list[str], below: list[str]) -> Deliverer | None:
    """The one who delivers a text in the first person, or None where it does not say.

    `above` are the lines between title and text, `below` those that close it.
    """
    for line in [*above, *texts[:2]]:
        if found := _in_line(line):
            return found
    if found := _in_title(title):
        return found
    for line in [*below, *([texts[-1].strip(" ()")] if len(texts) > 1 else [])]:
        if len(line) <= _LONGEST_SIGNATURE and (found := _in_line(line)):
            return Deliverer(found.name, found.office, found.words, 0.9)
    for text in texts[:12]:
        match = _FOR.search(text)
        if match and _BODY.search(match[1]) and not _TOGETHER.search(match[1]):
            body = match[1].strip()
            return Deliverer(None, body, match[0].rstrip(",。;:"), 0.88)
    return None


def names_deliverer(line: str) -> bool:
    """Whether a folded line says no more than who speaks, as one below a title may."""
    if len(line) > _LONGEST_SIGNATURE:
        return False
    if _LABEL.match(line.strip()):
        return True
    found = _in_line(line)
    if found is None:
        return False
    return found.name is None or comparable(line).rstrip(" )").endswith(found.name)


def _in_line(line: str) -> Deliverer | None:
    """The speaker that a line above the text names: 省长 王予波, …会议上省长许昆林作报告."""
    if len(line) > 100 or line.lstrip("( ").startswith("主持"):
        return None
    label = _LABEL.match(line.strip())
    plain = comparable(label[1] if label else line).strip(" ()—─-")
    if name := closed_name(label[1] if label else line.strip(" ()—─-")):
        return Deliverer(name, None, line.strip(), 0.95)
    if (held := _WITHHELD.match(plain)) and ends_in_office(held[1]) and "," not in held[1]:
        return Deliverer(None, held[1].strip(), line.strip(), 0.95)
    office, colon, name = plain.partition(":")
    if colon and ends_in_office(office) and closed_name(name):
        return Deliverer(closed_name(name), office, line.strip(), 0.95)
    for start in range(len(plain)):
        if not ends_in_office(plain[:start]):
            continue
        whole = closed_name(plain[start:].removesuffix("同志"))
        for name in [*([whole] if whole else []), *reversed(names_at(plain, start))]:
            rest = plain[start + len(name) :]
            if not rest or rest == "同志" or _DELIVERS.match(rest):
                return Deliverer(name, office_before(plain, start), line.strip(), 0.97)
    return None


def _in_title(title: str) -> Deliverer | None:
    """The speaker that a title begins with: 王伟中省长在…上的讲话, 副区长在…上的讲话."""
    match = _TITLE.match(title)
    if not match:
        return None
    who = _YEAR.sub("", match[1].strip())
    for start in range(len(who)):
        behind = ends_in_office(who[:start])
        for name in reversed(names_at(who, start, behind_office=behind)):
            before = who[:start].strip()
            after = office_after(who, start + len(name))
            rest = who[start + len(name) + len(after or "") :]
            if rest in ("", "同志") and (not before or behind):
                return Deliverer(name, before or after, match[1], 0.97)
    surname = surname_at(who)
    if surname and office_after(who, len(surname)) == who[len(surname) :]:
        # 王校长 is named, though not wholly: his office is all that one may call him by.
        return Deliverer(None, who[len(surname) :], match[1], 0.85)
    return Deliverer(None, who, match[1], 0.93) if ends_in_office(who) else None
