"""Who delivers a speech or a report: one person, or the body he speaks for; from folded text."""

import re
from dataclasses import dataclass

from searchapp.documents.names import closed_name, names_at
from searchapp.documents.offices import ends_in_office, office_after, office_before
from searchapp.text.fold import comparable

_SPOKEN = r"(?:讲话|发言|致辞|致词|演讲|报告|寄语|献词|开幕词|闭幕词)"
_TITLE = re.compile(rf"^(.{{2,30}}?)(?:同志)?(?:在|:|——|关于).*{_SPOKEN}")
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


_LONGEST_SIGNATURE = 40


@dataclass(frozen=True, slots=True)
class Deliverer:
    """`name` folded, or None where only `office` or body is known; `words` settle it."""

    name: str | None
    office: str | None
    words: str


def deliverer(title: str, above: list[str], texts: list[str]) -> Deliverer | None:
    """The one who delivers a text in the first person, or None where it does not say."""
    for line in [*above, *texts[:2]]:
        if found := _in_line(line):
            return found
    if found := _in_title(title):
        return found
    if texts and (name := closed_name(texts[-1].strip(" ()"))) and len(texts) > 1:
        return Deliverer(name, None, texts[-1])
    for text in texts[:12]:
        match = _FOR.search(text)
        if match and _BODY.search(match[1]) and not _TOGETHER.search(match[1]):
            body = match[1].strip()
            return Deliverer(None, body, match[0].rstrip(",。;:"))
    return None


def names_deliverer(line: str) -> bool:
    """Whether a folded line says no more than who speaks, as one below a title may."""
    return len(line) <= _LONGEST_SIGNATURE and (
        _LABEL.match(line.strip()) is not None
        or ((found := _in_line(line)) is not None and comparable(line).endswith(found.name or " "))
    )


def _in_line(line: str) -> Deliverer | None:
    """The speaker that a line above the text names: 省长 王予波, …会议上省长许昆林作报告."""
    if len(line) > 100:
        return None
    label = _LABEL.match(line.strip())
    plain = comparable(label[1] if label else line).strip(" ()—─-")
    if name := closed_name(plain):
        return Deliverer(name, None, line.strip())
    for start in range(len(plain)):
        if not ends_in_office(plain[:start]):
            continue
        for name in reversed(names_at(plain, start)):
            rest = plain[start + len(name) :]
            if not rest or rest == "同志" or _DELIVERS.match(rest):
                return Deliverer(name, office_before(plain, start), line.strip())
    return None


def _in_title(title: str) -> Deliverer | None:
    """The speaker that a title begins with: 王伟中省长在…上的讲话, 副区长在…上的讲话."""
    match = _TITLE.match(title)
    if not match:
        return None
    who = match[1].strip()
    for start in range(len(who)):
        for name in reversed(names_at(who, start)):
            before = who[:start].strip()
            after = office_after(who, start + len(name))
            rest = who[start + len(name) + len(after or "") :]
            if rest in ("", "同志") and (not before or ends_in_office(before)):
                return Deliverer(name, before or after, match[1])
    return Deliverer(None, who, match[1]) if ends_in_office(who) else None
