"""Page furniture: what a page puts around a text that nobody said. One rule, one reason.

Rules look at folded text. They are of two kinds: some take a whole line, some only a piece of one.
A rule that takes a whole line names words that only a page uses of itself, and most of them ask
that the line holds no sentence, so that a speaker who says such a word keeps it.
"""

import re
from functools import lru_cache

from searchapp.documents.tables import is_particular
from searchapp.documents.vocabulary import vocabulary

_SENTENCE = re.compile("[。!?;]|,.{12,},")
_LABEL_LINE = 60
"""Longest line that may be nothing but labels."""


def _rule(reason: str, *alternatives: str) -> tuple[str, re.Pattern[str]]:
    return reason, re.compile("|".join(alternatives))


_PARTICULAR = (
    "(?:来源|作者|时间|日期|浏览|点击|阅读|编辑|审核|字号|责编|稿源|供稿|撰稿)(?:次数|量|数)? ?:"
)
# Whole lines, whatever else they hold: sentences of the page about itself. A longer line is a
# paragraph that only speaks of such things, and stays.
_NOTICES = (
    _rule(
        "文库站点的说明",
        "由会员分享|分享下载上搜索|上传用户所有|本站为文档|本站只提供存储空间|仅提供信息存储",
        "侵犯了您的版权|侵权请联系|如有侵权.{0,20}(?:删除|联系)|^免责声明(?:$|[ :])|^特别声明 ?:",
        "仅供(?:学习|参考)交流.{0,20}(?:删除|版权)|小编(?:为|给|带来|整理|收集)|^转载请注明",
    ),
    _rule(
        "预览截断的提示",
        "预览(?:已)?结束|试读(?:已)?结束|阅读已结束|剩余.{0,6}未读",
        "不往下看了|点击(?:此处)?下载全文|下载后可?查看",
    ),
    _rule(
        "版权与备案",
        r"^版权所有|版权所有 ?(?:[:©|]|$)|[\u4e00-\u9fff\w] 版权所有|版权所有 [\u4e00-\u9fff\w]|"
        r"版权(?:归.{2,16})?所有[,。]?(?:侵权必究|不得转载|未经|盗版必究|翻印必究)",
        r"^copyright|copyright ?(?:©|\(c\)|\d)|all rights reserved|©|"
        "(?:^|[,。 ])未经.{0,12}(?:授权|许可|同意).{0,8}(?:转载|复制)(?:使用)?(?:[,。]|$)",
        "icp ?[备证]|公网安备|网站标识码|备案号 ?:",
    ),
    _rule(
        "页面工具", "^(?:热烈)?欢迎(?:您|访问|光临|进入|浏览).{0,30}(?:网|网站|主页|首页)[!。]?$"
    ),
    _rule("网站自编的提纲", r"^[【\[](?:提纲|目录|内容提要|内容摘要|导读|摘要)[】\]]"),
)
_LONGEST_NOTICE = 400
_SAID = re.compile("指出|强调|要求|表示|同志们")
# Whole lines that hold no sentence: labels, links, tools.
_LABELS = (
    _rule("所在位置", "^[您你]?(?:当前|现在|目前)?的?(?:所在)?的?位置 ?[:>»]|^首页 ?[>»/]"),
    _rule(
        "页面工具",
        "(?:放大|缩小|调整)字体|字[体号](?:大小)? ?[:(]|"
        "打印(?:本页|正文|此文|页面)|关闭(?:本页|窗口|页面)",
        "^.{0,12}(?:分享到|扫一扫|扫码|加入收藏|返回(?:顶部|首页|列表)|无障碍|长者(?:模式|专区|版))|[繁简]体(?:版|中文)?$",
        r"(?:浏览|阅读|点击|访问|查看)(?:次数|数|率|量) ?(?:[:([\d]|$)|^(?:点击|浏览|阅读) ?:",
        "支持ipv6|寄给朋友|友善列印|分享让更多人看到|^您看到此篇文章|^正文复制$",
        "^阅读原文$|^原创(?: |$)|^香港时间|(?:点击|关注).{0,6}蓝字|"
        "(?:长按|识别|扫描).{0,8}(?:二维码|关注)",
        "^本文(?:链接|地址|网址) ?:|^(?:时间|日期|来源|记者|编辑) ?:$",
        "^(?:完|end)$|^附件下载|^相关附件|^(?:推荐访问|标签|tags?|关键词) ?:",
    ),
    _rule(
        "文库站点的说明",
        "^上传人 ?:|文档编号 ?:|^资源描述$|^点击查看更多|^展开阅读全文|^下载全文$",
        "珍藏版|客服qq|^到.{2,12}首页$",
        "^相关(?:资源|搜索|推荐|阅读|文章|新闻|链接|文档|下载)|^猜你喜欢|^推荐阅读",
        "^热门(?:推荐|文章|搜索)",
    ),
    _rule(
        "页码",
        r"\.(?:docx?|pdf|wps|pptx?)_第\d+页$|^第 ?\d+ ?页 ?/ ?共 ?\d+ ?页$",
        r"^[-—] ?\d+ ?[-—]$",
    ),
    _rule(
        "上下篇链接",
        r"上一版.{0,100}下一版|^[<«]?\d?[上下]一(?:篇|条|页|则|主题)(?: ?[:>»]|$| 下一)",
    ),
    _rule(
        "发布信息",
        r"^[\[(【]?(?:文章|信息|新闻|稿件|内容|本文)?(?:来源|稿源|出处|作者|录入者?|上传者|供稿|撰稿|投稿|发稿)"
        "(?:单位)? ?:",
        r"^(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\d: ]*"
        "(?:来源|作者|编辑|浏览|点击|阅读|字号)",
        "^(?:发布者?|发布人|发布机构|发布单位|资料来源) ?:",
        # Two particulars in a line are its whole business: 发布:管理员 时间:2022-10-14.
        f"{_PARTICULAR}.{{0,40}}{_PARTICULAR}",
        r"^《 ?[\u4e00-\u9fff ]{2,10}》 ?\(.{6,20}\d+ ?版 ?\)$|"
        r"^\([\u4e00-\u9fff]{2,6}社.{2,16}日[电讯]\)",
        "^(?:发文|成文|生成|录入|编辑|公开|创建)(?:时间|日期) ?:",
        r"^(?:时间|日期) ?: ?[\d年月日./: -]+(?:$|来源|作者|编辑|责编|发布|点击|浏览|阅读|字号)",
        "(?:发布|发表|上传|更新)(?:时间|日期|于) ?:",
    ),
    _rule(
        "编辑署名",
        r"^[\[(【]*(?:责任编辑|本文编辑|网络编辑|值班编辑|编辑|责编|编审|编校|审核人?|初审|复审|终审|[一二三]审)"
        "(?:人|者)?(?:[: ]|$)",
        r"^[\[(【]*(?:校对|校审|监制|排版|摄影|制图|签发)(?:人|者)?(?:[: ]|$)",
    ),
    _rule(
        "联系方式",
        "^(?:地址|电话|联系电话|邮编|邮箱|传真|邮政编码|微信号|客服|"
        "(?:新闻)?联[络系]人) ?:|技术支持 ?:",
    ),
)
_BLANKS_AND_BARS = re.compile(r"[\s|>»·/\[\]【】]+")
_BARS = re.compile(r"[^|]{1,14}(?:\|[^|]{1,14}){2,}")
# A heading of the text itself, as 二、提高阅读量, is no label.
_OWN_POINT = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+")
_WORD = re.compile(r"\w")

# Those before a piece, if any: all of them, so that a row of them is tried but once.
_DOTS = r"(?:(?<![…\.])[…\.]+)?"
# Pieces inside a line.
_PIECES = (
    _rule(
        "省略内容的提示",
        rf"{_DOTS}\([^()]{{0,80}}省略 ?\d+ ?字[^()]{{0,80}}\)[…\.]*",
        rf"{_DOTS}\([^()]{{0,40}}下载全文[^()]{{0,40}}\)[…\.]*",
    ),
    _rule("页码", r"第 ?\d+ ?页[ ,/]*共 ?\d+ ?页"),
    _rule(
        "编辑署名",
        r"[(【\[](?:责任编辑|本文编辑|编辑|责编|审核|校对)[: ][^()【】\[\]。]{1,20}[)】\]]",
    ),
    _rule("记者署名", r"\((?:通讯员|供稿|撰稿)[: ][^()。,]{1,30}\)|\([^()。,]{1,16}供稿\)"),
    _rule("时间", r"\[\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?\]$"),
    _rule("全文结束的标记", r"\(完\)$|【完】$"),
)
_OMISSION = re.compile(
    r"省略 ?\d+ ?字|预览(?:已)?结束|试读(?:已)?结束|(?:点击)?(?:此处)?下载全文|剩余.{0,6}未读|"
    r"下载后可?查看全文|还剩 ?\d+ ?字"
)
# After these a page says nothing more of the text, only of itself.
_END_OF_TEXT = re.compile(
    "预览(?:已)?结束|^展开阅读全文|^下载全文|^上一[篇条]|^【?打印|"
    "^相关(?:资源|搜索|推荐|阅读|文章|新闻|链接|文档)"
)


def line_reason(folded: str) -> str | None:
    """Why the whole line is furniture, or None."""
    line = folded.strip()
    if not _WORD.search(line):
        return "没有文字"
    return _reason(line) if len(line) <= _LONGEST_NOTICE else None


def _any(rules: tuple[tuple[str, re.Pattern[str]], ...]) -> re.Pattern[str]:
    """All rules as one, which most lines need to be held against but once."""
    return re.compile("|".join(pattern.pattern for _, pattern in rules))


_ANY_NOTICE, _ANY_LABEL, _ANY_PIECE = _any(_NOTICES), _any(_LABELS), _any(_PIECES)


@lru_cache(maxsize=1024)  # header, imprint and cleaning ask for the same lines
def _reason(line: str) -> str | None:
    if _ANY_NOTICE.search(line) and (len(line) <= _LABEL_LINE or not _SAID.search(line)):
        return _first(_NOTICES, line)
    if is_particular(line):
        return "发布信息"
    if _ADDRESS.fullmatch(line):
        return "网址"
    label = len(line) <= 2 * _LABEL_LINE and not _SENTENCE.search(line)
    if label and not _OWN_POINT.match(line) and _ANY_LABEL.search(line):
        return _first(_LABELS, line)
    return "链接" if _is_links(line) else None


def _first(rules: tuple[tuple[str, re.Pattern[str]], ...], line: str) -> str | None:
    return next((reason for reason, pattern in rules if pattern.search(line)), None)


def has_sentence(folded: str) -> bool:
    """Whether the line says something, rather than naming it."""
    return _SENTENCE.search(folded) is not None or len(folded) > _LABEL_LINE


def ends_text(folded: str) -> bool:
    """Whether the page says here that the text is over."""
    return len(folded) <= 2 * _LABEL_LINE and _END_OF_TEXT.search(folded.strip()) is not None


def omission(folded: str) -> str | None:
    """The words that say that a part of the text is left out, if the line has them."""
    match = _OMISSION.search(folded)
    return match[0] if match else None


def piece_ranges(folded: str) -> list[tuple[int, int, str]]:
    """(start, end, reason) of the pieces of a line that are furniture, in order, apart."""
    if not _ANY_PIECE.search(folded):
        return []
    found = [
        (match.start(), match.end(), reason)
        for reason, pattern in _PIECES
        for match in pattern.finditer(folded)
    ]
    apart: list[tuple[int, int, str]] = []
    for start, end, reason in sorted(found):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end, reason))
    return apart


def _is_links(line: str) -> bool:
    """A row of links: words of that kind alone, or short words between bars."""
    parts = [part for part in _BLANKS_AND_BARS.split(line) if part]
    if parts and all(part in vocabulary("link_words") for part in parts):
        return True
    return len(line) <= 2 * _LABEL_LINE and _BARS.fullmatch(line) is not None
