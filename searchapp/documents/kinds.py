"""What kind of document it is, and in whose voice it speaks."""

import re

from searchapp.documents.model import Kind

_MODEL = re.compile(
    r"范文|范本|模板|样本|精选\d*篇|(?:通用|优秀)版|"
    r"(?:(?<!\d)\d+|(?<![一二三四五六七八九十])[一二三四五六七八九十]+)篇\)?$"
)
_LAW = re.compile(
    r"(?:法|条例|办法|规定|细则|章程|规程|决定|守则)"
    r"(?:\((?:[^()]|\([^()]*\)){1,30}\))*$"
)
_FIRST_ARTICLE = re.compile(r"第[一1]条[ :]")
_REPORT = re.compile(r"工作报告|述职报告|总结报告|(?:^|度|年)工作总结|情况报告|报告$")
_NAMED_SPEECH = re.compile(
    r"(?:讲话|发言|致辞|致词|演讲|讲稿|寄语|献词|开幕词|闭幕词|贺词)(?:稿|摘要|提纲|全文|要点|实录|节选|\(.{0,20}\)|范文|范本|模板|\d*篇)*$"
)
_ABOUT_A_SPEECH = re.compile(r"发表|出席|作(?!为)|做|学习|贯彻|传达")
_TELLING = re.compile(
    r"日(?:上午|下午|晚)?,.{0,60}(?:召开|举行|举办|来到|赴|前来|来校|莅临|调研|检查|出席)|记者|"
    r"(?:召开|举行|举办)了?.{0,30}(?:会|仪式|活动)|\d日[电讯]|(?:会议|会上|会后|会)[^。]{0,12}(?:指出|强调|主持|要求)"
)
_ADDRESS = re.compile(
    r"(?:尊敬的)?.{0,16}(?:各位|同志们|同学们|老师们|朋友们|代表们|女士们|委员们)[^。]{0,40}[:!,]"
)
_I = re.compile(r"我代表|我讲|我就|我谈|我强调|我提|我再|我想|我们召开|我们要|今天我们|我受")


def kind_of(
    title: str, lead: str, *, subtitle: str = "", tells: bool = False
) -> tuple[Kind, str | None]:
    """The kind, and the words that settle it.

    `title`, `subtitle` and `lead`, the beginning of the text, are folded; `tells` says that
    somebody reports what others said.
    """
    if _LAW.search(title) and (match := _FIRST_ARTICLE.search(lead)):
        return "law", match[0]
    told = tells and not in_first_person(lead)
    if (match := _NAMED_SPEECH.search(title)) and not (told and _ABOUT_A_SPEECH.search(title)):
        return "speech", match[0]
    if (match := _REPORT.search(title)) and not told:
        return "report", match[0]
    if subtitle.startswith(("—", "─", "-")) and not told:
        return kind_of(subtitle, lead, tells=tells)
    if match := in_first_person(lead):
        return "speech", match[0]
    match = _TELLING.search(lead)
    return ("news" if match or tells else "other"), match[0] if match else None


def model_text(title: str) -> str | None:
    """The words in a folded title that mark a text as a pattern for others to copy."""
    match = _MODEL.search(title)
    return match[0] if match else None


def in_first_person(lead: str) -> re.Match[str] | None:
    """The words with which a speaker addresses his listeners and speaks of himself."""
    match = _ADDRESS.match(lead) or _ADDRESS.match(lead.partition(" ")[2])
    return match if match and _I.search(lead) else None
