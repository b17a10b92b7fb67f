"""The shapes of documents, of feeds, and of what went wrong."""

from typing import get_args

from searchapp.anchors import State
from searchapp.query.fields import KIND_NAMES
from searchapp.text.script import SCRIPTS
from searchapp.web.schemas.building import (
    RANGES,
    SPEAKERS,
    SUMMARY,
    TRUTH,
    YEAR,
    Schema,
    count,
    list_of,
    object_of,
    reference,
    text,
    text_or_null,
    told,
)

_SCRIPTS = [*SCRIPTS, None]

DOCUMENT_SCHEMAS: dict[str, Schema] = {
    "Document": object_of(
        "整篇文档，前面的键与 searchapp read --json 相同",
        id=text("编号"),
        title=text("标题"),
        subtitle=text_or_null("副标题"),
        kind=text("类型", enum=list(KIND_NAMES)),
        model=told(TRUTH, "是否范文"),
        source=text_or_null("来源"),
        authors=list_of(text(), "作者"),
        url=text_or_null("原网址"),
        published=text_or_null("发布的日期", format="date"),
        date=text_or_null("日期", format="date"),
        year=YEAR,
        region=text_or_null("地区的路径"),
        speakers=SPEAKERS,
        complete=told(TRUTH, "原文是否完整"),
        script=text_or_null("原文的字体", enum=_SCRIPTS),
        evidence={
            "type": "object",
            "description": "各项的依据：文中的字句",
            "additionalProperties": {"type": "string"},
        },
        paragraphs=list_of(
            object_of(
                "一段",
                ordinal=count("第几段", 1),
                text=text("全文"),
                speakers=list_of(text(), "说这一段的人"),
                highlights=RANGES,
                url=text("这一段的网页，文档改动以后也找得到"),
            )
        ),
        extra={"type": "object", "description": "来源里另外写着的"},
        shown_script=text_or_null("标题和正文在这里用的字体", enum=_SCRIPTS),
        contents=list_of(
            object_of(
                "一节",
                ordinal=count("从第几段起", 1),
                level=count("层次，1 是最外一层", 1),
                text=text("序号和标题"),
            ),
            "目录，依文中自己的序号；没有序号就是空的",
        ),
        match_count=count("标记的处数"),
        at={
            "description": "参数 at 所说的一段，没有问就是 null",
            "oneOf": [{"type": "null"}, reference("LinkedParagraph")],
        },
        similar=list_of(object_of("一篇文档", **SUMMARY, url=text("文档的网页")), "相近的文档"),
        citations=reference("Citations"),
    ),
    "LinkedParagraph": object_of(
        "一个链接所指的段落",
        state=text(
            "链接做成以后：没有变、移动过、文字有改动、已不在文中", enum=list(get_args(State))
        ),
        ordinal={"type": ["integer", "null"], "description": "现在是第几段"},
        url=text_or_null("现在的链接"),
        same={
            "oneOf": [
                {"type": "null"},
                object_of(
                    "其他各处相同的表述",
                    count=count("段数"),
                    url=text("列出全部的检索"),
                    hits=list_of(reference("Hit"), "最早的几段"),
                ),
            ]
        },
        related=list_of(reference("Hit"), "其他文档里相近的段落"),
        citations={"oneOf": [{"type": "null"}, reference("Citations")]},
    ),
    "Citations": object_of(
        "怎样引用",
        gbt7714=text("GB/T 7714—2015 的参考文献"),
        bibtex=text("BibTeX 条目"),
        ris=text("RIS 记录"),
        quotation=text("引文和链接"),
    ),
    "JsonFeed": {
        "type": "object",
        "description": "JSON Feed 1.1",
        "properties": {
            "version": {"const": "https://jsonfeed.org/version/1.1"},
            "title": text("所订阅的检索"),
            "home_page_url": text("检索的网页"),
            "feed_url": text("订阅的网址"),
            "items": list_of(
                {
                    "type": "object",
                    "properties": {
                        "id": text("不变的编号"),
                        "url": text("文档的网页，标着命中"),
                        "title": text("文档的标题"),
                        "content_html": text("最先命中的几段"),
                        "date_published": text("第一次进入索引的时间", format="date-time"),
                    },
                    "required": ["id", "url", "title", "content_html", "date_published"],
                },
                "有命中的文档，新收入的在前",
            ),
        },
        "required": ["version", "title", "home_page_url", "feed_url", "items"],
    },
    "Problem": object_of(
        "出了什么错（RFC 9457）",
        type=text("错误的种类，稳定不变", pattern="^/errors/[a-z-]+$"),
        title=text("种类的名称"),
        status=count("HTTP 状态码", 400),
        detail=text("怎么了，该怎么办"),
        errors=list_of(reference("ParameterError"), "有误的参数"),
        request_id=text("请求的编号，日志里同样的编号下有详情"),
    ),
    "ParameterError": {
        "type": "object",
        "description": "有误的参数",
        "properties": {
            "parameter": text("名称"),
            "message": text("怎么了，该怎么办"),
            "position": count("检索词里第几个字符起有误，只在检索词的写法有误时有"),
            "suggestion": text_or_null("改对了的检索词，同上"),
            "interpretation": text_or_null("改对了的检索词是什么意思，同上"),
        },
        "required": ["parameter", "message"],
        "additionalProperties": False,
    },
}
