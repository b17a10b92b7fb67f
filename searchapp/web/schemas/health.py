"""What those get who watch the site."""

from searchapp.web.schemas.building import (
    TRUTH,
    Schema,
    count,
    list_of,
    object_of,
    text_or_null,
    told,
)

HEALTH_SCHEMAS: dict[str, Schema] = {
    "Alive": object_of("进程活着", alive=told(TRUTH, "总是 true")),
    "Health": object_of(
        "网站能否检索",
        ready=told(TRUTH, "索引能用"),
        generation=text_or_null("用的是哪一份索引"),
        revision=told({"type": ["integer", "null"]}, "第几次提交"),
        built_at=text_or_null("提交的时间", format="date-time"),
        document_count=count("文档数"),
        paragraph_count=count("段落数"),
        size_bytes=count("索引文件的字节"),
        stale=list_of({"type": "string"}, "做成以后改变了的规则；有，就该重建，但检索仍是对的"),
        damaged=list_of({"type": "string"}, "损坏的索引文件"),
        detail=text_or_null("不能用的缘由，该怎么办"),
    ),
}
