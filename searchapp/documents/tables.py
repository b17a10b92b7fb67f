"""The table of particulars above a page of government, flattened to lines: label, then value.

`发布日期：` stands in one line and `2023-02-20` in the next; together they read as on the page.
"""

import re

from searchapp.documents.wording import folded_lines

_LABEL = re.compile(
    r"[【\[]?(?:索 *引 *号|发文(?:机关|机构|字号|日期|单位)|公文文号|文 *号|标 *题|"
    r"名 *称|主题(?:分类|词)|"
    r"信息(?:分类|类别|来源|名称)|体裁分类|组配分类|服务对象|生效日期|废止日期|有效性|成文日期|"
    r"(?:发布|公开|印发|生成)(?:日期|时间|机构|单位|方式|类别|范围)|"
    r"公开(?:责任)?部门|责任部门|内容概述|关键词?) *:"
)
_LONGEST_VALUE = 80
# The title of what somebody said stands below the table as well as in it.
_TITLE = re.compile("(?:讲话|发言|致辞|报告|会议|大会)[^,。]{0,6}$")


def is_particular(folded: str) -> bool:
    """Whether a line is one of the particulars: a label, with or without its value."""
    return len(folded) <= _LONGEST_VALUE and _LABEL.match(folded) is not None


def with_values(lines: list[str]) -> list[str]:
    """The lines with each bare label joined to the value below it; as many lines as before."""
    joined = list(lines)
    label: int | None = None
    for number, (line, whole) in enumerate(zip(lines, folded_lines(lines), strict=True)):
        folded = whole.strip()
        if not folded:
            continue
        bare = _LABEL.fullmatch(folded) is not None
        if label is not None and not is_particular(folded) and _is_value(folded, lines[label]):
            joined[label] = f"{lines[label].rstrip()}{line.strip()}"
            joined[number] = ""
        label = number if bare else None
    return joined


def _is_value(folded: str, label: str) -> bool:
    if _TITLE.search(folded) and not re.match("标|名", label):
        return False
    return len(folded) <= _LONGEST_VALUE and not re.search("[。!?;:]$", folded)
