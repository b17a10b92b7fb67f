"""Page furniture: what a page puts around a text that nobody said. One rule, one reason.

Rules look at folded text. They are of two kinds: some take a whole line, some only a piece of one.
A rule that takes a whole line names words that only a page uses of itself, and most of them ask
that the line holds no sentence, so that a speaker who says such a word keeps it.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Removed:
    """Text that was taken out, and why (in Chinese, for the reader of a report)."""

    text: str
    reason: str


_SENTENCE = re.compile("[。!?;]|,.{12,},")
_LABEL_LINE = 60
"""Longest line that may be nothing but labels."""

# Whole lines, whatever else they hold: sentences of the page about itself.
_NOTICES = (
    ("文库站点的说明", r"由会员分享|本站为文档|本站只提供存储空间|分享下载上搜索|不往下看了|"
     r"上传用户所有|侵犯了您的版权|侵权请联系|仅供(?:学习|参考)交流.{0,20}(?:删除|版权)|"
     r"如有侵权.{0,20}(?:删除|联系)|^免责声明"),
    ("预览截断的提示", r"预览结束|预览已结束|剩余.{0,6}未读|点击(?:此处)?下载全文|下载后可?(?:查看|阅读)|"
     r"试读(?:已)?结束|阅读已结束"),
    ("版权与备案", r"版权所有|copyright|all rights reserved|icp ?[备证]|公网安备|网站标识码|"
     r"备案号 ?:|©|未经.{0,12}(?:授权|许可|同意).{0,8}(?:不得|禁止|严禁)(?:转载|复制)"),
    ("网站自编的提纲", r"^[【\[](?:提纲|目录|内容提要|内容摘要|导读|摘要)[】\]]"),
)  # fmt: skip
# Whole lines that hold no sentence: labels, links, tools.
_LABELS = (
    ("所在位置", r"^(?:您|你)?(?:当前|现在|目前)?的?(?:所在)?的?位置 ?[:>»]|^首页 ?[>»/]"),
    ("页面工具", r"(?:放大|缩小|调整)字体|字体 ?[:(]|字号 ?[:(]|【?字体|打印(?:本页|正文|此文|页面)|"
     r"关闭(?:本页|窗口|页面)|分享到|扫一扫|扫码|加入收藏|(?:浏览|阅读|点击|访问|查看)(?:次数|数|率|量)|"
     r"返回(?:顶部|首页|列表)|无障碍|(?:繁体|简体)(?:版|中文)?$|长者模式"),
    ("文库站点的说明", r"^上传人 ?:|文档编号 ?:|^资源描述$|^点击查看更多|^展开阅读全文|^相关(?:资源|搜索|推荐|阅读|文章|新闻|"
     r"链接|文档|下载)|^猜你喜欢|^热门(?:推荐|文章|搜索)|^推荐阅读|\.(?:docx?|pdf|wps|pptx?)_第\d+页$|"
     r"^第 ?\d+ ?页 ?/ ?共 ?\d+ ?页$|^- ?\d+ ?-$|^(?:— ?\d+ ?—)$|珍藏版|客服qq|^到.{2,12}首页$|^下载全文$"),
    ("上下篇链接", r"^[<«]?(?:上|下)一(?:篇|条|页|则|主题)(?: ?[:>»]|$)"),
    ("发布信息", r"^[\[(【]?(?:文章|信息|新闻|稿件|内容|本文)?(?:来源|稿源|出处|作者|发布者|发布人|发布机构|发布单位|"
     r"录入|录入者|上传者|供稿|供稿单位|撰稿|投稿|发稿)(?:单位)? ?:"),
    ("发布信息", r"^(?:发布|发表|上传|更新|发文|成文|生成|录入|编辑|公开|创建)?(?:时间|日期) ?:|"
     r"(?:发布|发表|上传|更新)(?:时间|日期|于) ?:"),
    ("编辑署名", r"^[\[(【]*(?:责任编辑|本文编辑|网络编辑|编辑|责编|编审|审核|审核人|初审|复审|终审|一审|二审|三审|校对|校审|"
     r"监制|排版|摄影|制图|值班编辑|签发|编校)(?:人|者)?(?:[: ]|$)"),
    ("联系方式", r"^(?:地址|电话|联系电话|邮编|邮箱|传真|邮政编码|微信号|客服) ?:|技术支持 ?:"),
)  # fmt: skip
# Lines made of nothing but such words, one or several.
_LINK_WORDS = frozenset(
    "首页 返回 下载 举报 相关 登录 注册 上传 收藏 分享 打印 关闭 搜索 更多 更多>> 关于我们 网站地图 网站留言 广告服务 联系我们 "
    "联系方式 法律声明 隐私声明 版权声明 使用帮助 网站声明 友情链接 设为首页 加入收藏 微信 微博 qq空间 qq "
    "上一页 下一页 尾页 末页 字号 大 中 小 评论 点赞 纠错 rss 手机版 电脑版 繁体 简体 english 意见反馈 反馈意见 "
    "我要评论 全文 阅读全文 站内搜索 收起 展开".split()
)
_BLANKS_AND_BARS = re.compile(r"[\s|>»·/\[\]【】]+")
_BARS = re.compile(r"[^|]{1,14}(?:\|[^|]{1,14})+")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+")
_WORD = re.compile(r"\w")

# Pieces inside a line.
_PIECES = (
    ("省略内容的提示", r"[…\.]*\([^()]{0,80}省略 ?\d+ ?字[^()]{0,80}\)[…\.]*|[…\.]*\([^()]{0,40}下载全文[^()]{0,40}\)[…\.]*"),
    ("页码", r"第 ?\d+ ?页[ ,/]*共 ?\d+ ?页"),
    ("编辑署名", r"[(【\[](?:责任编辑|本文编辑|编辑|责编|审核|校对)[: ][^()【】\[\]。]{1,20}[)】\]]"),
    ("记者署名", r"\((?:通讯员|供稿|撰稿)[: ][^()。,]{1,30}\)|\([^()。,]{1,16}供稿\)"),
    ("全文结束的标记", r"\(完\)$|【完】$"),
)  # fmt: skip


def _compiled(rules: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(pattern)) for reason, pattern in rules)


_NOTICE_RULES = _compiled(_NOTICES)
_LABEL_RULES = _compiled(_LABELS)
_PIECE_RULES = _compiled(_PIECES)
_OMISSION = re.compile(
    r"省略 ?\d+ ?字|预览(?:已)?结束|试读(?:已)?结束|(?:点击)?(?:此处)?下载全文|剩余.{0,6}未读|下载后可?(?:查看|阅读)全文|"
    r"还剩 ?\d+ ?字"
)
# After these a page says nothing more of the text, only of itself.
_END_OF_TEXT = re.compile(
    r"预览(?:已)?结束|^展开阅读全文|^下载全文|^相关(?:资源|搜索|推荐|阅读|文章|新闻|链接|文档)|^上一(?:篇|条)|^【?打印"
)


def line_reason(folded: str) -> str | None:
    """Why the whole line is furniture, or None."""
    line = folded.strip()
    for reason, pattern in _NOTICE_RULES:
        if pattern.search(line):
            return reason
    if not line or not _WORD.search(line):
        return "没有文字"
    if _ADDRESS.fullmatch(line):
        return "网址"
    if len(line) <= 2 * _LABEL_LINE and not _SENTENCE.search(line):
        for reason, pattern in _LABEL_RULES:
            if pattern.search(line):
                return reason
    if _is_links(line):
        return "链接"
    return None


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
    found = [
        (match.start(), match.end(), reason)
        for reason, pattern in _PIECE_RULES
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
    if parts and all(part in _LINK_WORDS for part in parts):
        return True
    return len(line) <= 2 * _LABEL_LINE and _BARS.fullmatch(line) is not None
