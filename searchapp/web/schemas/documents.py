"""The shapes of documents, of feeds, and of what went wrong."""

from searchapp.query.fields import KIND_NAMES
from searchapp.web.schemas.building import (
    SPEAKERS,
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

DOCUMENT_SCHEMAS: dict[str, Schema] = {
    "Document": object_of(
        "整篇文档，键与 searchapp read --json 相同",
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
        script=text_or_null("字体", enum=["Hans", "Hant", None]),
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
            )
        ),
        extra={"type": "object", "description": "来源里另外写着的"},
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
