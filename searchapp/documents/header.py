"""Where a text begins, and what it is called: title, subtitle and the lines between them and it.

Title and subtitle are metadata wherever they are repeated: `Header.taken` tells which lines are no
paragraphs, and why.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from searchapp.documents.furniture import has_sentence, line_reason
from searchapp.text.fold import comparable, fold

_LONGEST_TITLE = 70
_SHORTEST_TITLE = 5
_FILE_SUFFIX = re.compile(r"(?:\.(?:docx?|wps|pdf|pptx?|txt|html?))?(?:_第\d+页)?$", re.IGNORECASE)
_SALUTATION = re.compile(
    r"(?:尊敬的|亲爱的)?(?:各位|同志们|同学们|老师们|朋友们|代表们|女士们|委员们)[^。]{0,40}[:!,]?$|"
    r"(?:尊敬的|亲爱的|各位|同志们|同学们|老师们|朋友们)[^。]{0,30}[:!,]"
)
NUMBERING = re.compile(
    r" *(?:[一二三四五六七八九十]{1,3}[、是要]|\([一二三四五六七八九十\d]{1,3}\)|"
    r"第[一二三四五六七八九十]{1,3}[,、是]|\d{1,2}[.、](?!\d))"
)
_GENRE = re.compile(
    r"讲话|发言|报告|致辞|致词|演讲|会议|大会|工作会|座谈会|召开|举行|调研|检查|通知|办法|条例|规定|方案|纪要"
)
# When and by whom a law was passed, put out or revised.
PASSED = re.compile(
    r"\(?\d{4} ?年.{2,8}日.*(?:通过|公布|批准|修订|修正|修改|施行|实施)[^,。]{0,8}$"
)
# 时间, 地点 and 出席人员 of a meeting, told before its record.
_PARTICULAR = re.compile(
    "(?:时间|地点|主持人?|出席(?:人员|嘉宾)?|嘉宾|参加人员|内容|主题|记者|来源|作者|摄影|整理) ?:"
)
# A piece that begins in the middle of a sentence is no title.
_FRAGMENT = re.compile("[的了和与及而则就也并且,。、;:)”!?]")
# 2022年12月30日 时事 港闻: when and where it was put out.
_STAMP = re.compile(r"\(?(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2} ?日?[\d: )]*")
_WORDS = re.compile(
    r"[\u3400-\u9fff](?:[^\u3400-\u9fff]*[\u3400-\u9fff]){3}|^(?>.*?[a-z]{3}).* [a-z]{3}"
)
_SITE = re.compile(
    r"(?:网|网站|首页|频道|栏目|电子版|客户端|文库|门户|日报|晚报|商报|中心|新闻|要闻|动态|资讯|公告)$"
)
SEPARATORS = re.compile(r"(?:(?<! ) +)?(?:-{2,}|[_|—»>])+ *|(?<! ) +- +")
# 2025年1月14日在某省第十四届人民代表大会第三次会议上, with or without who gives it.
_OCCASION = re.compile(
    r"(?:[—─-]+ ?)?\(?[\d〇○零一二三四五六七八九]{4} ?年.{2,6}日 ?\)?在.{4,50}"
    r"(?:会议|大会|会) ?上.{0,40}$|"
    r"[—─]+ ?[^。!?;]{2,60}$"
)
_DAY = re.compile(r"\(?(?:\d{4}|[一二][〇○零九一二三四五六七八]{3}) ?年.{2,8}[日号] ?\)?$")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a text.

    `body_line` is the number of the first line of the text itself, `zone` the numbers of the filled
    lines between title and text. `taken` maps the numbers of lines that are title or subtitle, or
    stand before the title, to the reason; `evidence` is as in `Document`, `confidence` that of the
    title.
    """

    title: str | None = None
    subtitle: str | None = None
    title_line: int | None = None
    body_line: int = 0
    zone: tuple[int, ...] = ()
    taken: Mapping[int, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 0.6


def read_header(lines: list[str], folded: list[str], page_title: str | None) -> Header:
    """The header of a text of these lines, which `folded` has folded and stripped.

    `page_title` is what the file format itself calls it, if anything.
    """
    title_line = _title_line(folded, page_title)
    if title_line is None:
        title = _page_name(page_title)
        evidence = {"title": title} if title else {}
        body_line = _body_line(folded, 0)
        zone = tuple(number for number in range(body_line) if folded[number])
        confidence = 0.9 if title else 0.6
        return Header(
            title, body_line=body_line, zone=zone, evidence=evidence, confidence=confidence
        )
    title = _FILE_SUFFIX.sub("", lines[title_line].strip())
    body_line = _body_line(folded, title_line + 1)
    zone = tuple(number for number in range(title_line + 1, body_line) if folded[number])
    taken = {
        number: "标题"
        for number, line in enumerate(folded)
        if line and (_repeats(line, title) or (number <= body_line and _contains(line, title)))
    }
    first_text = _body_line(folded, 0)
    menu = range(min(title_line, first_text))
    above = (number for number in menu if folded[number] and number not in taken)
    taken.update((number, "标题之前的栏目") for number in above if not has_sentence(folded[number]))
    taken.update((number, "日期") for number in zone if _DAY.match(folded[number]))
    evidence = {"title": lines[title_line].strip()}
    subtitle_lines = _subtitle_lines(folded, zone, body_line, title)
    taken.update((number, "副标题") for number in subtitle_lines if number not in taken)
    subtitle = " ".join(
        lines[number].strip() for number in subtitle_lines if taken[number] == "副标题"
    )
    if subtitle:
        evidence["subtitle"] = subtitle
    certain = page_title or list(taken.values()).count("标题") > 1 or _GENRE.search(title)
    confidence = 0.95 if certain else 0.85
    return Header(title, subtitle or None, title_line, body_line, zone, taken, evidence, confidence)


def title_repeated(line: str, title: str) -> int:
    """How many characters at the start of the line only repeat the title, once or several times."""
    start = 0
    while (rest := line[start:].lstrip()) and title and fold(rest).startswith(fold(title)):
        start = len(line) - len(rest) + len(title)
    # A sentence that begins with the words of the title is no repetition of it.
    return start if line[start : start + 1].isalnum() or start == len(line) else 0


def _title_line(folded: list[str], page_title: str | None) -> int | None:
    """The number of the title's line: the one the file format names, else the likeliest one."""
    candidates = [
        number
        for number, line in enumerate(folded)
        if _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE
        and _WORDS.search(line)
        and not _FRAGMENT.match(line)
        and not _SALUTATION.match(line)
        and not _PARTICULAR.match(line)
        and not PASSED.match(line)
        and not _is_menu(line)
        and not _is_stamp(line)
    ]
    if page_title:
        name = comparable(page_title)
        named = [number for number in candidates if name.startswith(comparable(folded[number]))]
        if named:
            return max(named, key=lambda number: len(folded[number]))
    first_text = _body_line(folded, 0)
    likely = [n for n in candidates if n < first_text and not line_reason(folded[n])]
    likely = [n for n in likely if not _above_text(folded[n])]
    best = max(likely, key=lambda number: _likelihood(folded, number), default=None)
    if best is None:
        return None
    # Of two headlines that are one but for an addition, a series or a date line, the upper is it.
    return next(n for n in likely if folded[n] in folded[best] or folded[best] in folded[n])


def _is_menu(line: str) -> bool:
    """Whether a line is a row of short words: 首页 学校概况 新闻中心 教学科研."""
    words = line.split()
    return len(words) >= 4 and max(map(len, words)) <= 6


def _is_stamp(line: str) -> bool:
    match = _STAMP.match(line)
    return match is not None and not _GENRE.search(line, match.end())


def _likelihood(folded: list[str], number: int) -> float:
    """How much a line looks like a title, against the others above the text."""
    line = _FILE_SUFFIX.sub("", folded[number])
    repeated = sum(other.startswith(line) for other in folded) > 1
    return (
        min(len(line), 30) / 10
        + (2 if _GENRE.search(line) else 0)
        + (2 if repeated else 0)
        - (3 if _SITE.search(line) else 0)
        - number / 1000
    )


def _body_line(folded: list[str], start: int) -> int:
    """The number of the first line, from `start`, that belongs to the text itself."""
    for number in range(start, len(folded)):
        line = folded[number]
        if line and not line_reason(line) and not _above_text(line) and _is_text(line):
            return number
    return start


def _above_text(line: str) -> bool:
    """Whether the line tells the occasion or the day of a speech, as lines below a title do."""
    return bool(_OCCASION.match(line) or _DAY.match(line))


def _is_text(line: str) -> bool:
    return bool(
        "。" in line
        or len(line) > _LONGEST_TITLE
        or (len(line) >= 10 and line[-1] in "!?;:,")
        or _SALUTATION.match(line)
        or NUMBERING.match(line)
    )


def _repeats(line: str, title: str) -> bool:
    """Whether a folded line is the title again, perhaps behind a dash or as a file's name."""
    if not len(title) / 2 <= len(line) <= 2 * len(title) + 20:
        return False
    plain = _FILE_SUFFIX.sub("", line.lstrip("—─- "))
    return comparable(plain) == comparable(title)


def _contains(line: str, title: str) -> bool:
    """Whether a headline above the text is the title with a little more: a series, a date line."""
    short = len(line) <= 2 * len(title) + 10 and not has_sentence(line)
    return short and comparable(title) in comparable(line)


def _subtitle_lines(
    folded: list[str], zone: tuple[int, ...], body_line: int, title: str
) -> list[int]:
    """Numbers of the lines that make the subtitle.

    Either a slogan over a dashed repetition of the title (the title proper over the occasion), or
    lines below the title that begin with a dash or name the occasion.
    """
    for above, below in zip(zone, (*zone[1:], body_line), strict=False):
        dashed = folded[below].startswith(("—", "─")) if below < len(folded) else False
        if dashed and _repeats(folded[below], title) and not line_reason(folded[above]):
            return [above]
    return [number for number in zone if _OCCASION.match(folded[number])]


def _page_name(page_title: str | None) -> str | None:
    """A page's own name without that of its site, where no line of the text repeats it."""
    if not page_title:
        return None
    name = SEPARATORS.split(page_title.strip())[0].strip()
    return name if len(name) >= _SHORTEST_TITLE else None
