"""The shapes of wordings compared."""

from searchapp.engine.contract import FACETS
from searchapp.web.schemas.building import (
    TRUTH,
    Schema,
    count,
    list_of,
    object_of,
    reference,
    text,
    told,
)

_HELD = {
    "character_count": count("收录的字数；汉字之间的空格不计"),
    "paragraph_count": count("收录的段数"),
    "document_count": count("收录的篇数"),
}
_USE = {
    "paragraph_count": count("命中的段数，也就是 url 那次检索的段数"),
    "document_count": count("有命中的篇数"),
    "occurrence_count": count("处数：命中的段落里标出的地方"),
    "per_10000_characters": {
        "type": ["number", "null"],
        "description": "收录的每一万字里的处数；没有收录文字是 null",
    },
    "url": text("找出这些段落的检索"),
}
_HIT_OR_NULL = [{"type": "null"}, reference("Hit")]
_FIRST_USES = list_of(
    object_of(
        "一个地区或讲话人的首次使用",
        value=text("参数里的写法"),
        label=text("名称"),
        paragraph=text("段落编号"),
        url=text("这一段的网页"),
        document=reference("DocumentSummary"),
    )
)

TREND_SCHEMAS: dict[str, Schema] = {
    "TrendsAnswer": object_of(
        "提法走势；所有数字都在筛选之内",
        filters=reference("Filters"),
        synonyms=told(TRUTH, "同义词是否也算"),
        **_HELD,
        wordings=list_of(
            object_of(
                "一个提法",
                q=text("提法，原样"),
                folded=text("折叠成可比较的字以后"),
                interpretation=text("用文字复述"),
                **_USE,
                first={"description": "日期最早的一段；都没有日期是 null", "oneOf": _HIT_OR_NULL},
                last={"description": "日期最晚的一段；都没有日期是 null", "oneOf": _HIT_OR_NULL},
                first_uses=object_of(
                    "谁先谁后，先用的在前；没有日期的不计",
                    region=_FIRST_USES,
                    speaker=_FIRST_USES,
                ),
            ),
            "与参数 q 的次序相同",
        ),
        tables=list_of(
            object_of(
                "按一个筛选项的各个值",
                name=text("哪一项", enum=list(FACETS)),
                label=text("名称"),
                truncated=told(TRUTH, "是否还有没列出的值"),
                values=list_of(
                    object_of(
                        "一个值",
                        value=text("参数里的写法"),
                        label=text("名称"),
                        **_HELD,
                        uses=list_of(object_of("一个提法在这里", **_USE), "与 wordings 的次序相同"),
                    ),
                    "年份连同其间没有收录文字的；地区是省级，选了的还有其下的市县",
                ),
            ),
            "年份、地区、讲话人",
        ),
        index=reference("IndexState"),
    ),
}
